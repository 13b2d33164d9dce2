"""Rows that say the same as another row or claim, and rows that name what is not there."""

from collections.abc import Iterable, Sequence

from evidence.content import names_of
from evidence.documents import claim_hash, twin_hash
from evidence.models import Citation
from exchange.judging.rows import ReadRow
from reviews.policies.submission import named, near_claims, same_claim
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
    """Refuse rows that say the same as another claim, and ask twins why they are separate.

    The sentences and the rule are those of a submission; a draft is warned of what it will be
    asked.
    """
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
        equal = [named(v) for v in living.equal.get(claim, ()) if v.item_id != own]
        equal += _earlier_row(first_equal, claim, row)
        if equal:
            hint = "Change what differs, or delete the row."
            row.said.refuse("identical", same_claim(equal[0]), hint)
            continue
        twins = [named(v) for v in living.twins.get(twin, ()) if v.item_id != own]
        twins += _earlier_row(first_twin, twin, row)
        if twins:
            _ask_why_separate(row, twins, submits=submits)


def _earlier_row(first: dict[str, int], hash_: str, row: JudgedRow) -> list[str]:
    before = first.setdefault(hash_, row.number)
    return [f"row {before}"] if before != row.number else []


def _ask_why_separate(row: JudgedRow, twins: Sequence[str], *, submits: bool) -> None:
    sentence = near_claims(twins)
    if not submits:
        hint = "When you submit it you are asked in one sentence why it is a claim of its own."
        if row.said.why_separate:
            hint += " What why_separate says is kept only where rows are submitted in this step."
        row.said.warn("twin", sentence, hint)
    elif not row.said.why_separate:
        hint = "If it is a claim of its own, say in one sentence why."
        row.said.refuse("twin", sentence, hint, "why_separate")
