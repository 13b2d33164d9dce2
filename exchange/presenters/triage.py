"""The records of a citation file as the page shows them: by verdict, what to enter first."""

from collections.abc import Iterable
from typing import Any

from exchange.queries.triage import Triaged

_GROUPS = {
    "new": ("New", "Not here by any identifier, nor by title and year."),
    "likely": ("Perhaps here", "Enter only what is another paper."),
    "known": ("Here already", "Chosen, the file fills what is not known here and changes nothing."),
    "twice": ("Twice in the file", "The first of them counts."),
    "unusable": ("Cannot be entered", "Mend them in the program that wrote the file."),
}
_CHOOSABLE = ("new", "likely", "known")


def triage_groups(records: Iterable[Triaged], chosen: list[int] | None) -> list[dict[str, Any]]:
    """Return the verdicts that occur, each with its records; `chosen` keeps what was ticked."""
    rows: dict[str, list[dict[str, Any]]] = {verdict: [] for verdict in _GROUPS}
    for one in records:
        is_ticked = one.number in chosen if chosen is not None else one.verdict == "new"
        rows[one.verdict].append(_row(one, is_ticked=is_ticked))
    return [
        {"label": label, "meaning": meaning, "rows": rows[verdict],
         "choosable": verdict in _CHOOSABLE}
        for verdict, (label, meaning) in _GROUPS.items()
        if rows[verdict]
    ]  # fmt: skip


def _row(one: Triaged, *, is_ticked: bool) -> dict[str, Any]:
    authors = one.found.csl.get("author", [])
    names = [author.get("family") or author.get("literal") for author in authors]
    first, more = names[0] if names else "Authors unknown", " et al." if len(names) > 1 else ""
    return {
        "number": one.number,
        "title": one.found.title or "Title unknown",
        "who": f"{first}{more}, {one.found.year or 'year unknown'}",
        "journal": one.found.csl.get("container-title", ""),
        "identifiers": list(one.found.identifiers.values()),
        "is_retracted": one.found.is_retracted,
        "why": one.why,
        "citation": one.citation,
        "differs": one.differs,
        "is_ticked": is_ticked,
    }
