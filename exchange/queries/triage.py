"""The records of a citation file beside the papers that are here: new, known, likely, twice."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from evidence.identifiers import LABELS
from evidence.models import Citation
from exchange.reference_files.found import FoundReference, plain_title

_COMPARED = {
    "container-title": "journal", "volume": "volume", "issue": "issue", "page": "pages",
}  # fmt: skip


@dataclass(frozen=True)
class Triaged:
    """One record: `verdict` is new, known, likely, twice or unusable; `why` says it in words.

    `differs` holds, where the paper is here, what the file says otherwise or in addition:
    (what, as it is here, as the file has it).
    """

    number: int
    found: FoundReference
    verdict: str
    why: str = ""
    citation: Citation | None = None
    differs: list[tuple[str, str, str]] = field(default_factory=list)


def triage(records: list[FoundReference]) -> list[Triaged]:
    """Return each record with its verdict, in the order of the file, in two queries.

    A paper is *known* by DOI, PMID, PMCID or NCT id; *likely* known by its title and year; *twice*
    where an earlier record of the file is the same paper.
    """
    by_identifier, by_title = _here(records)
    seen: dict[object, int] = {}
    triaged = []
    for number, found in enumerate(records, 1):
        triaged.append(_judged(number, found, by_identifier, by_title, seen))
        for sign in _signs(found):
            seen.setdefault(sign, number)
    return triaged


def _judged(
    number: int,
    found: FoundReference,
    by_identifier: dict[tuple[str, str], Citation],
    by_title: dict[tuple[str, int | None], Citation],
    seen: dict[object, int],
) -> Triaged:
    if not found.title and not found.identifiers:
        return Triaged(number, found, "unusable", "It has neither a title nor an identifier.")
    for kind, value in found.identifiers.items():
        if citation := by_identifier.get((kind, value)):
            why = f"{LABELS[kind]} {value} is here."
            return Triaged(number, found, "known", why, citation, _differences(citation, found))
    for sign in _signs(found):
        if sign in seen:
            return Triaged(number, found, "twice", f"The same paper as record {seen[sign]}.")
    if citation := by_title.get(found.likeness):
        why = "A paper of this title and year is here; its identifiers are others or not known."
        return Triaged(number, found, "likely", why, citation, _differences(citation, found))
    return Triaged(number, found, "new")


def _signs(found: FoundReference) -> Iterable[object]:
    yield from found.identifiers.items()
    if found.title:
        yield found.likeness


def _here(
    records: list[FoundReference],
) -> tuple[dict[tuple[str, str], Citation], dict[tuple[str, int | None], Citation]]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for found in records:
        for kind, value in found.identifiers.items():
            wanted[kind].add(value)
    condition = Q()
    for kind, values in wanted.items():
        condition |= Q(**{f"{kind}__in": values})
    known = Citation.objects.filter(condition) if wanted else Citation.objects.none()
    by_identifier = {
        (kind, getattr(one, kind)): one for one in known for kind in LABELS if getattr(one, kind)
    }
    titles = {plain_title(found.title) for found in records if found.title}
    by_title = {
        (plain, one.year): one
        for one in Citation.objects.exclude(title="").defer("abstract")
        if (plain := plain_title(one.title)) in titles
    }
    return by_identifier, by_title


def _differences(citation: Citation, found: FoundReference) -> list[tuple[str, str, str]]:
    pairs = [("title", citation.title, found.title)]
    pairs += [
        (label, str(citation.csl.get(name, "")), str(found.csl.get(name, "")))
        for name, label in _COMPARED.items()
    ]
    pairs.append(("year", str(citation.year or ""), str(found.year or "")))
    pairs += [
        (LABELS[kind], getattr(citation, kind) or "", value)
        for kind, value in found.identifiers.items()
    ]
    return [
        (label, here, there)
        for label, here, there in pairs
        if there and plain_title(here) != plain_title(there)
    ]
