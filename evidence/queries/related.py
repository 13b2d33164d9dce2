"""Papers that have to do with another one, each with the strongest reason why."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from evidence.content import entries_of
from evidence.models import Citation, Term, Version, VersionSourceReview, VersionTerm
from evidence.names import fold

from .items import newest_visible

if TYPE_CHECKING:
    from accounts.models import Person

MOST_RELATED = 10
_MOST_ROWS = 500
_MOST_TRIALS = 5
# The strongest reason first.
REASONS = ("trial", "author", "review", "pair")


@dataclass(frozen=True)
class Related:
    """A paper, why it is related, and what the two have in common, as people call it."""

    citation: Citation
    reason: str
    shared: tuple[str, ...]


def related(
    citation: Citation, claims: Sequence[Version], reader: "Person | None"
) -> list[Related]:
    """Return the papers related to `citation` by what `reader` may read, closest first.

    `claims` are those made from it that the reader may read. At most one reason for a paper.
    """
    found: dict[int, tuple[str, tuple[str, ...]]] = {}
    sources = (
        _by_trial(citation),
        *_by_cargo(citation, claims, reader),
        _by_review(claims, reader),
    )
    for source in sources:
        for pk, reason, shared in source:
            if pk not in found or REASONS.index(reason) < REASONS.index(found[pk][0]):
                found[pk] = (reason, shared)
    found.pop(citation.pk, None)
    papers = Citation.objects.defer("abstract").in_bulk(found) if found else {}
    rows = [Related(papers[pk], reason, shared) for pk, (reason, shared) in found.items()]
    rows.sort(key=lambda row: (REASONS.index(row.reason), row.citation.key))
    return rows[:MOST_RELATED]


_Found = Iterator[tuple[int, str, tuple[str, ...]]]


def trials_of(citation: Citation) -> list[str]:
    """Return the trials that a paper is the record of, or names in title or abstract."""
    text = f"{citation.nct or ''} {citation.title} {citation.abstract}"
    return sorted(set(re.findall(r"\bNCT[0-9]{8}\b", text)))[:_MOST_TRIALS]


def _by_trial(citation: Citation) -> _Found:
    trials = trials_of(citation)
    if not trials:
        return
    named = Q(nct__in=trials)
    for trial in trials:
        named |= Q(title__contains=trial) | Q(abstract__contains=trial)
    for other in Citation.objects.filter(named).exclude(pk=citation.pk)[:_MOST_ROWS]:
        if shared := sorted(set(trials) & set(trials_of(other))):
            yield other.pk, "trial", tuple(shared)


def _by_cargo(
    citation: Citation, claims: Sequence[Version], reader: "Person | None"
) -> tuple[_Found, _Found]:
    """Return the papers that share a cargo: by the same first author, and with an agent too."""
    here: dict[str, dict[int, dict[int, Term]]] = {"cargo": {}, "agents": {}}
    rows = VersionTerm.objects.filter(
        version__in=[version.pk for version in claims], role__in=tuple(here)
    )
    whole = {version.pk: _whole_vesicles(version) for version in claims}
    for row in rows.select_related("term"):
        if fold(row.term.label) not in whole[row.version_id]:
            here[row.role].setdefault(row.version_id, {})[row.term_id] = row.term
    cargo = {pk: term for terms in here["cargo"].values() for pk, term in terms.items()}
    agents = {pk: term for terms in here["agents"].values() for pk, term in terms.items()}
    there = _elsewhere(citation, cargo, reader)
    pairs = {
        (one, two)
        for version, terms in here["cargo"].items()
        for one in terms
        for two in here["agents"].get(version, ())
    }
    return _by_author(citation, cargo, there), _by_pair(pairs, cargo, agents, there)


def _whole_vesicles(version: Version) -> set[str]:
    """Return the names by which a claim means the whole vesicle: no cargo in particular."""
    entries = entries_of(version.answers["claim"].get("cargo"))
    return {fold(str(one.get("name", ""))) for one in entries if one.get("kind") == "whole_ev"}


def _elsewhere(
    citation: Citation, cargo: dict[int, Term], reader: "Person | None"
) -> list[tuple[int, int, int]]:
    """Return (version, paper, cargo) of other papers' claims on one of these cargoes."""
    if not cargo:
        return []
    others = newest_visible(reader).exclude(citation=citation).values("pk")
    rows = VersionTerm.objects.filter(role="cargo", term__in=cargo, version__in=others)
    columns = rows.order_by("-version_id").values_list(
        "version_id", "version__citation_id", "term_id"
    )
    return list(columns[:_MOST_ROWS])


def _first_author(citation: Citation) -> tuple[str, str]:
    first = (citation.csl.get("author") or [{}])[0]
    return (
        fold(str(first.get("family") or first.get("literal") or "")),
        fold(str(first.get("given", "")))[:1],
    )


def _by_author(
    citation: Citation, cargo: dict[int, Term], there: list[tuple[int, int, int]]
) -> _Found:
    name = _first_author(citation)
    if not name[0] or not there:
        return
    papers = Citation.objects.only("csl").in_bulk({paper for _, paper, _ in there})
    for _, paper, term in there:
        if _first_author(papers[paper]) == name:
            yield paper, "author", (citation.authors[0], cargo[term].label)


def _by_pair(
    pairs: set[tuple[int, int]],
    cargo: dict[int, Term],
    agents: dict[int, Term],
    there: list[tuple[int, int, int]],
) -> _Found:
    if not pairs or not there:
        return
    given: dict[int, set[int]] = defaultdict(set)
    rows = VersionTerm.objects.filter(
        role="agents", term__in=agents, version__in=[version for version, _, _ in there]
    )
    for version, agent in rows.values_list("version_id", "term_id"):
        given[version].add(agent)
    for version, paper, term in there:
        for agent in sorted(given[version]):
            if (term, agent) in pairs:
                yield paper, "pair", (cargo[term].label, agents[agent].label)


def _by_review(claims: Sequence[Version], reader: "Person | None") -> _Found:
    own = VersionSourceReview.objects.filter(version__in=[version.pk for version in claims])
    reviews = {row.citation_id: row.citation.short for row in own.select_related("citation")}
    if not reviews:
        return
    others = newest_visible(reader).values("pk")
    rows = VersionSourceReview.objects.filter(citation__in=reviews, version__in=others)
    for paper, review in rows.values_list("version__citation_id", "citation_id")[:_MOST_ROWS]:
        yield paper, "review", (reviews[review],)
