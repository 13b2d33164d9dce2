"""Claims as a table for a manuscript: what its readers compare, and how far to trust it."""

from collections.abc import Iterable, Mapping, Sequence

from evidence.content import text_of
from evidence.identifiers import LABELS
from evidence.list_columns import COLUMNS_BY_NAME
from evidence.models import Citation, Version
from evidence.presenters.claims import claim_of, words_in
from evidence.presenters.items import cell_text, marks_of, status_words
from ground.escaping import escaped

_ANSWERS = {
    "tissue": "MSC source", "cargo": "Cargo", "targets": "Targets", "cancer": "Cancer",
    "agents": "Therapy", "effect": "Effect", "settings": "Setting", "read_from": "Read from",
}  # fmt: skip
HEAD = ("Item", *_ANSWERS.values(), "Finding", "Standing", "Reference")
# Stands at the end of each row, whether chosen or not.
_AT_THE_END = ("paper",)


def head_of(columns: Sequence[str]) -> tuple[str, ...]:
    """Return the heads of a table of these columns of the list; of the usual one for none."""
    if not columns:
        return HEAD
    chosen = [COLUMNS_BY_NAME[name].label for name in columns if name not in _AT_THE_END]
    return ("Item", *chosen, "Finding", "Standing", "Reference")


def table_rows(
    versions: Iterable[Version],
    provisional: Mapping[int, list[str]],
    reviewers: Mapping[int, int],
    columns: Sequence[str] = (),
) -> list[list[str]]:
    """Return one row of texts a claim, in the order of `head_of(columns)`.

    A text that a spreadsheet program would run has an apostrophe in front, as in our files.
    """
    return [
        [escaped(text) for text in _row(v, provisional.get(v.pk, []), reviewers.get(v.pk), columns)]
        for v in versions
    ]


def _row(
    version: Version, provisional: list[str], reviewed_by: int | None, columns: Sequence[str]
) -> list[str]:
    claim = claim_of(version)
    answers = (
        [cell_text(version, name) for name in columns if name not in _AT_THE_END]
        if columns
        else [", ".join(words_in(claim, name)) for name in _ANSWERS]
    )
    finding = text_of(claim.get("summary")) or version.answers["reading"]
    return [
        version.item.accession,
        *answers,
        finding,
        _standing(version, provisional, reviewed_by),
        _reference(version.citation),
    ]


def _standing(version: Version, provisional: list[str], reviewed_by: int | None) -> str:
    if version.standing.status == "accepted":
        said = [f"accepted, reviewed by {reviewed_by or 0}"]
    else:
        said = [status_words(version), "preliminary, not peer reviewed"]
    said += [mark["label"] for mark in marks_of(version, provisional)]
    if version.citation.status not in ("not_checked", "active"):
        said.append(f"paper: {version.citation.get_status_display()}")
    return "; ".join(said)


def _reference(citation: Citation) -> str:
    names = ("pmid", "doi", "nct")
    known = [
        f"{LABELS[name]} {getattr(citation, name)}" for name in names if getattr(citation, name)
    ]
    return "; ".join([citation.short, *known[:1]])
