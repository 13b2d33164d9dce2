"""What was taken back after it was public: papers retracted, claims retired, releases withdrawn.

All of it is public: claims that were never public are not among it, whoever reads.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias

from django.db.models import Q, QuerySet

from evidence.enums import SERIOUS
from evidence.models import CitationStatus, Item, StatusMeans
from releases.models import ReleaseWithdrawal
from reviews.models import Publication

from .holding import Held, releases_of_items, releases_of_papers

Thing: TypeAlias = CitationStatus | Publication | ReleaseWithdrawal


class Place(NamedTuple):
    """Where a thing stands in the list: its moment, then its kind, then its name among those."""

    at: datetime
    kind: str
    name: str


class _Kind(NamedTuple):
    """A kind of thing: its rows, when each happened, and what names it."""

    rows: QuerySet[Any]
    at: str
    name: str


@dataclass
class Affected:
    """A claim that was public: whether it still is, and the releases that hold it."""

    accession: str
    is_public: bool
    releases: list[str] = field(default_factory=list)


@dataclass
class Entry:
    """One thing that happened, with the claims and releases it concerns."""

    place: Place
    thing: Any
    items: list[Affected]
    releases: list[str]


def withdrawn(
    *, since: datetime | None = None, after: Place | None = None, most: int
) -> list[Entry]:
    """Return at most `most` things that happened from `since` on, the oldest first.

    Four or five queries, whatever their number.
    """
    found: list[tuple[Place, Thing]] = []
    for name, kind in _kinds().items():
        rows = kind.rows.filter(**{f"{kind.at}__gte": since}) if since else kind.rows
        if after is not None:
            rows = rows.filter(_behind(after, name, kind))
        found += _placed(name, kind, rows.order_by(kind.at, kind.name)[:most])
    return _entries(sorted(found, key=lambda pair: pair[0])[:most])


def newest_withdrawn(*, most: int) -> list[Entry]:
    """Return the newest `most` things that happened, the newest first."""
    found: list[tuple[Place, Thing]] = []
    for name, kind in _kinds().items():
        rows = kind.rows.order_by(f"-{kind.at}", f"-{kind.name}")
        found += _placed(name, kind, rows[:most])
    return _entries(sorted(found, key=lambda pair: pair[0], reverse=True)[:most])


def _kinds() -> dict[str, _Kind]:
    """Return the kinds, in the order in which they stand where they happened in one instant."""
    told = Q(status__in=SERIOUS) | Q(before__in=SERIOUS)
    papers = CitationStatus.objects.filter(told).exclude(means=StatusMeans.ENTRY)
    ended = Publication.objects.filter(version__standing__status__in=("retired", "merged"))
    return {
        "item": _Kind(
            ended.exclude(public_until=None).select_related("item", "merged_into"),
            "public_until", "item__number",
        ),
        "paper": _Kind(papers.select_related("citation"), "noted_at", "id"),
        "release": _Kind(
            ReleaseWithdrawal.objects.select_related("release"), "withdrawn_at", "release__number"
        ),
    }  # fmt: skip


def _behind(after: Place, name: str, kind: _Kind) -> Q:
    """Return the condition that a thing of one kind comes behind a place."""
    later = Q(**{f"{kind.at}__gt": after.at})
    if name < after.kind:
        return later
    same = Q(**{kind.at: after.at})
    return later | (same if name > after.kind else same & Q(**{f"{kind.name}__gt": after.name}))


def _placed(name: str, kind: _Kind, rows: Iterable[Any]) -> list[tuple[Place, Thing]]:
    placed = []
    for thing in rows:
        called: Any = thing
        for part in kind.name.split("__"):
            called = getattr(called, part)
        # Numbers of items have six digits in a name, so that names sort as numbers do.
        text = f"{called:06d}" if isinstance(called, int) else str(called)
        placed.append((Place(getattr(thing, kind.at), name, text), thing))
    return placed


def _entries(found: Sequence[tuple[Place, Thing]]) -> list[Entry]:
    papers = {thing.citation_id for _, thing in found if isinstance(thing, CitationStatus)}
    items = {thing.item_id for _, thing in found if isinstance(thing, Publication)}
    of_papers, of_items = releases_of_papers(papers), releases_of_items(items)
    public = _public(papers)
    entries = []
    for place, thing in found:
        if isinstance(thing, CitationStatus):
            held, known = of_papers.get(thing.citation_id, []), public.get(thing.citation_id, {})
        elif isinstance(thing, Publication):
            held, known = of_items.get(thing.item_id, []), {thing.item.accession: False}
        else:
            held, known = [], {}
        releases = sorted({one.number for one in held})
        if isinstance(thing, ReleaseWithdrawal):
            releases = [thing.release.number]
        entries.append(Entry(place, thing, _affected(held, known), releases))
    return entries


def _affected(held: Sequence[Held], known: dict[str, bool]) -> list[Affected]:
    found = {accession: Affected(accession, is_public) for accession, is_public in known.items()}
    for one in reversed(held):
        affected = found.setdefault(one.accession, Affected(one.accession, is_public=False))
        affected.releases.append(one.number)
    return [found[accession] for accession in sorted(found)]


def _public(papers: set[int]) -> dict[int, dict[str, bool]]:
    """Return, by paper, the claims from it that were ever public, and whether they still are."""
    rows = Publication.objects.filter(version__citation__in=papers).order_by("public_from")
    found: dict[int, dict[str, bool]] = {}
    for paper, number, until in rows.values_list(
        "version__citation", "item__number", "public_until"
    ):
        found.setdefault(paper, {})[Item(number=number).accession] = until is None
    return found
