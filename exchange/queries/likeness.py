"""Rows that say the same as another row or claim, and rows that name what is not there."""

from collections.abc import Iterable, Sequence

from evidence.content import names_of
from evidence.documents import claim_hash, twin_hash
from evidence.models import Citation
from exchange.judging.rows import ReadRow
from reviews.queries.twins import living_with

from .judgement import JudgedRow
from .stored import external_ids


def refuse_repeated(said: Iterable[ReadRow]) -> None:
    """Refuse a claim, draft or external id that the file names twice."""
    first: dict[tuple[str, str], int] = {}
    for row in said:
        names = [("accession", row.accession), ("draft", row.draft)]
        names += [("external_ids", " ".join(pair)) for pair in external_ids(row.content)]
        for column, value in names:
            if not value:
                continue
            before = first.setdefault((column, value), row.number)
            if before != row.number:
                message = f"{column}: {value} stands in row {before} already."
                row.refuse("row_twice", message, "Keep one of the rows.", column, value)


def refuse_unknown_reviews(rows: Sequence[JudgedRow]) -> None:
    """Refuse source reviews that are not entered here."""
    wanted = {name for row in rows for name in names_of(row.said.content.get("source_reviews"))}
    known = set(Citation.objects.filter(key__in=wanted).values_list("key", flat=True))
    for row in rows:
        for name in names_of(row.said.content.get("source_reviews")):
            if name not in known:
                message = f"Source reviews: no citation has the key “{name}”."
                hint = "Enter the review first, or correct the key."
                row.said.refuse("unknown_paper", message, hint, "source_reviews", name)


def refuse_equal(rows: Sequence[JudgedRow], *, submits: bool) -> None:
    """Refuse rows that say the same as another claim, and warn of twins."""
    hashed = [
        (row, claim_hash(row.meant, row.paper), twin_hash(row.meant, row.paper))
        for row in rows
        if row.is_written and row.paper is not None and row.meant
    ]
    living = living_with(claims={c for _, c, _ in hashed}, twins={t for _, _, t in hashed})
    first_equal: dict[str, int] = {}
    first_twin: dict[str, int] = {}
    for row, claim, twin in hashed:
        own = row.target.item.pk if row.target else None
        equal = [v for v in living.equal.get(claim, ()) if v.item_id != own]
        before = first_equal.setdefault(claim, row.number)
        if equal or before != row.number:
            where = equal[0].item.accession if equal else f"row {before}"
            message = f"Every answer equals {where}: the same claim is already there."
            row.said.refuse("identical", message, "Change what differs, or delete the row.")
            continue
        twins = [v.item.accession for v in living.twins.get(twin, ()) if v.item_id != own]
        before = first_twin.setdefault(twin, row.number)
        twins += [f"row {before}"] if before != row.number else []
        if twins and not row.said.why_separate:
            message = f"Same paper, cargo, cancer, agents and effect as {', '.join(twins[:3])}."
            hint = "If it is a claim of its own, say why in the column why_separate."
            (row.said.refuse if submits else row.said.warn)("twin", message, hint)
