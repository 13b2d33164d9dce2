"""Where every paper stands, and the numbers that come of it."""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from accounts.models import Person
from evidence.models import Citation, PaperDrop, PaperStep
from evidence.worklist import FIRST, STATES

from .citations import papers_matching, texts_searched
from .items import listing_of_numbers
from .named import claims_of_papers

PAGE_SIZE = 50


class Wanted(NamedTuple):
    """What the worklist is narrowed to; empty is anything. `mine`: read by the reader."""

    q: str = ""
    state: tuple[str, ...] = ()
    reason: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    mine: bool = False


class Group(NamedTuple):
    """How many papers stand at one state, left out for one reason after reading so much."""

    state: str
    reason: str
    read: str
    papers: int
    claims: int


class Dropped(NamedTuple):
    """What citation files and lists of identifiers held, taken together."""

    entered: int
    known: int
    twice: int
    unusable: int
    left: int


def worklist(reader: Person, wanted: Wanted) -> QuerySet[Any]:
    """Return the papers that match, by key, each with its `last_state`."""
    papers: QuerySet[Any] = _standing(papers_matching(q=wanted.q))
    for name in ("state", "reason", "read"):
        if values := getattr(wanted, name):
            papers = papers.filter(**{f"last_{name}__in": values})
    if wanted.mine:
        papers = papers.filter(last_reader=reader.pk)
    return papers


def count_by_state(reader: Person, wanted: Wanted) -> dict[str, int]:
    """Return how many papers match at each state, whatever state was asked for."""
    papers = worklist(reader, wanted._replace(state=(), reason=(), read=()))
    found = papers.order_by().values("last_state").annotate(number=Count("pk"))
    numbers = {row["last_state"]: row["number"] for row in found}
    return {state: numbers.get(state, 0) for state in STATES.values}


def groups() -> list[Group]:
    """Return every paper, counted by where it stands and why."""
    papers = list(_standing(Citation.objects.only("pk")))
    claims = claims_from(papers)
    found: dict[tuple[str, str, str], list[int]] = {}
    for one in papers:
        place = (one.last_state, one.last_reason, one.last_read)
        found.setdefault(place, []).append(claims[one.pk])
    return [Group(*place, len(found[place]), sum(found[place])) for place in sorted(found)]


def naming(names: Iterable[str]) -> dict[str, Counter[str]]:
    """Return, for each name, how many papers that a search for it finds stand where.

    Two queries."""
    wanted = {name: name.lower().split() for name in names}
    found: dict[str, Counter[str]] = {name: Counter() for name in wanted}
    papers = Citation.objects.all()
    states = _standing(papers).order_by("key").values_list("last_state", flat=True)
    for state, texts in zip(states, texts_searched(papers), strict=True):
        text = "\n".join(texts)
        for name, words in wanted.items():
            if all(word in text for word in words):
                found[name][state] += 1
    return found


def dropped() -> Dropped:
    """Return what was dropped in so far."""
    sums = PaperDrop.objects.aggregate(**{name: Sum(name) for name in Dropped._fields})
    return Dropped(**{name: sums[name] or 0 for name in Dropped._fields})


def last_steps(papers: Iterable[Citation]) -> dict[int, PaperStep]:
    """Return the newest step of each of `papers` that went any, with its people."""
    found = PaperStep.objects.filter(citation__in=[paper.pk for paper in papers])
    found = found.select_related("reader", "by").order_by("citation_id", "-position")
    return {step.citation_id: step for step in found.distinct("citation_id")}


def steps_of(paper: Citation, reader: Person) -> list[PaperStep]:
    """Return every step of a paper, newest first."""
    steps = PaperStep.objects.visible_to(reader).filter(citation=paper)
    return list(steps.select_related("reader", "by").order_by("-position"))


def claims_from(papers: Collection[Citation]) -> dict[int, int]:
    """Return how many claims from each of `papers` are accepted or under review.

    The same for everybody. One query."""
    return claims_of_papers(listing_of_numbers(), papers)


def curators() -> QuerySet[Person]:
    """Return the curators whose accounts are open, by name."""
    found = Person.objects.filter(is_active=True, roles__contains=["curator"])
    return found.order_by("name", "username")


def _standing(papers: QuerySet[Citation]) -> QuerySet[Any]:
    last = PaperStep.objects.filter(citation=OuterRef("pk")).order_by("-position")
    return papers.annotate(
        last_state=Coalesce(Subquery(last.values("state")[:1]), Value(FIRST)),
        last_reason=Coalesce(Subquery(last.values("reason")[:1]), Value("")),
        last_read=Coalesce(Subquery(last.values("read")[:1]), Value("")),
        last_reader=Subquery(last.values("reader")[:1]),
    )
