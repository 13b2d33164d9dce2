"""Papers that have to do with another one, each with the strongest reason why."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import FilteredRelation, Q, QuerySet

from evidence.models import Citation, VersionSourceReview, VersionTerm
from evidence.names import fold

from .items import newest_visible

if TYPE_CHECKING:
    from accounts.models import Person

MOST_RELATED = 10
_MOST_ROWS = 500
_MOST_TRIALS = 5
_ACTING = ("acting_cargo", "inhibited_cargo")
# The strongest reason first.
REASONS = ("trial", "author", "review", "pair")


@dataclass(frozen=True)
class Related:
    """A paper, why it is related, and what the two have in common, as people call it."""

    citation: Citation
    reason: str
    shared: tuple[str, ...]


def related(citation: Citation, reader: "Person | None") -> list[Related]:
    """Return the papers related to `citation` by what `reader` may read, closest first.

    At most one reason for a paper. Of a paper with very many claims the last ones count.
    """
    own = newest_visible(reader).filter(citation=citation).order_by("-item_id")
    claims = list(own.values_list("pk", flat=True)[:_MOST_ROWS])
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
    citation: Citation, claims: Collection[int], reader: "Person | None"
) -> tuple[_Found, _Found]:
    """Return the papers that share a cargo: by the same first author, and with an agent too."""
    in_claim = FilteredRelation("version__terms", condition=Q(version__terms__role="agents"))
    rows: QuerySet[Any] = VersionTerm.objects.filter(
        version__pk__any_of=claims, role__in=("cargo", *_ACTING)
    )
    rows = (
        rows.annotate(with_agent=in_claim)
        .order_by()
        .values_list("role", "term", "term__label", "with_agent__term", "with_agent__term__label")
    )
    found = set(rows.distinct())
    cargo = {one: label for role, one, label, _, _ in found if role in _ACTING}
    # Whole vesicles are no cargo in particular, nor are they when they are the agent.
    whole = {fold(label) for _, one, label, _, _ in found if one not in cargo}
    agents = {two: label for *_, two, label in found if two and fold(label) not in whole}
    there = _elsewhere(citation, cargo, reader)
    pairs = {(one, two) for _, one, _, two, _ in found if one in cargo and two in agents}
    return _by_author(citation, cargo, there), _by_pair(pairs, cargo, agents, there)


def _elsewhere(
    citation: Citation, cargo: dict[int, str], reader: "Person | None"
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
    citation: Citation, cargo: dict[int, str], there: list[tuple[int, int, int]]
) -> _Found:
    name = _first_author(citation)
    if not name[0] or not there:
        return
    papers = Citation.objects.only("csl").in_bulk({paper for _, paper, _ in there})
    for _, paper, term in there:
        if _first_author(papers[paper]) == name:
            yield paper, "author", (citation.authors[0], cargo[term])


def _by_pair(
    pairs: set[tuple[int, int]],
    cargo: dict[int, str],
    agents: dict[int, str],
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
                yield paper, "pair", (cargo[term], agents[agent])


def _by_review(claims: Collection[int], reader: "Person | None") -> _Found:
    named = VersionSourceReview.objects.filter(version__pk__any_of=claims).values("citation")
    found = Citation.objects.filter(pk__in=named).only("csl", "kind")
    reviews = {review.pk: review.short for review in found}
    if not reviews:
        return
    others = newest_visible(reader).values("pk")
    rows = VersionSourceReview.objects.filter(citation__in=reviews, version__in=others)
    for paper, review in rows.values_list("version__citation_id", "citation_id")[:_MOST_ROWS]:
        yield paper, "review", (reviews[review],)
