"""Staffing in words: what is stuck, who holds what, who could be assigned."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from accounts.models import Person
from accounts.presenters import roles_in_words
from evidence.models import Version
from reviews.models import Seat
from reviews.policies.duties import Footing
from reviews.policies.staffing import missing_sentence, why_not_assign
from reviews.queries.seats import sits
from reviews.queries.staffing import StuckItem

from .ages import age_words, day_words, left_words


@dataclass(frozen=True)
class StuckRow:
    """A version that cannot come to an end, why, and where a seat of it is assigned."""

    version: Version
    href: str
    age: str
    why: str
    assign_href: str


def stuck_rows(
    stuck: Iterable[StuckItem],
    versions: Mapping[int, Version],
    footings: Mapping[int, Footing],
    now: datetime,
) -> list[StuckRow]:
    """Return one row a stuck version that the reader may see."""
    return [
        StuckRow(
            version=version,
            href=item_href(version),
            age=age_words(version.submitted_at, now),
            why=missing_sentence(items=1, reviewers=one.reviewers, deciders=int(one.lacks_decider)),
            assign_href=_assign_href(version, footings[version.pk]),
        )
        for one in stuck
        if (version := versions.get(one.version)) is not None
    ]


def _assign_href(version: Version, footing: Footing) -> str:
    if version.standing.status != "in_review" or why_not_assign(footing):
        return ""
    return reverse("reviews:version-assign", args=[version.item.accession, version.number])


def item_href(version: Version) -> str:
    """Return the address of the item of a version."""
    return reverse("evidence:item-detail", args=[version.item.accession])


@dataclass(frozen=True)
class ReturnedRow:
    """A returned version that nobody goes on with."""

    version: Version
    href: str
    age: str


def returned_rows(versions: Iterable[Version], now: datetime) -> list[ReturnedRow]:
    """Return one row a version, leading to the page that hands it over."""
    return [
        ReturnedRow(
            version=version,
            href=reverse(
                "reviews:version-hand-over", args=[version.item.accession, version.number]
            ),
            age=age_words(version.standing.since, now),
        )
        for version in versions
    ]


@dataclass(frozen=True)
class SeatLine:
    """A seat somebody has: since when, until when, and where it is given to another."""

    accession: str
    href: str
    age: str
    left: str
    sits: bool
    reassign_href: str


@dataclass(frozen=True)
class PersonRow:
    """A person with their seats in rounds that the reader may staff."""

    person: Person
    roles: str
    is_gone: bool
    away_until: str
    load: int
    seats: list[SeatLine]


def people_rows(people: Iterable[Person], seats: Iterable[Seat], now: datetime) -> list[PersonRow]:
    """Return one row a person. `load` counts the seats they sit in, delivered from or not.

    Whoever still has seats and is none of `people` any more stands at the end.
    """
    held: dict[int, list[SeatLine]] = {}
    here = {person.pk: person for person in people}
    gone: dict[int, Person] = {}
    for seat in seats:
        if seat.holder is not None:
            held.setdefault(seat.holder.pk, []).append(_line(seat, now))
            if seat.holder.pk not in here:
                gone[seat.holder.pk] = seat.holder
    return [
        PersonRow(
            person=person,
            roles=roles_in_words(person) if person.is_active else "account closed",
            is_gone=not person.is_active,
            away_until=day_words(person.away_until)
            if person.away_until and person.is_away(now.date())
            else "",
            load=sum(line.sits for line in held.get(person.pk, [])),
            seats=held.get(person.pk, []),
        )
        for person in (*here.values(), *gone.values())
    ]


def _line(seat: Seat, now: datetime) -> SeatLine:
    version = seat.round.version
    address = reverse("reviews:version-assign", args=[version.item.accession, version.number])
    is_live = sits(seat)
    return SeatLine(
        accession=version.item.accession,
        href=item_href(version),
        age=age_words(seat.taken_at, now) if seat.taken_at else "",
        left=_left(seat, now),
        sits=is_live,
        reassign_href=f"{address}?instead_of={seat.pk}" if is_live else "",
    )


def _left(seat: Seat, now: datetime) -> str:
    if seat.holder is None or seat.lease_until is None:
        return ""
    if not (seat.holder.is_active and seat.holder.is_reviewer):
        return "counts no longer: another has the place, or may take it"
    return left_words(seat.lease_until, now)


def candidates(people: Iterable[Person], chosen: str) -> list[tuple[str, str, bool]]:
    """Return the options of a list of reviewers; `lately` is annotated on each."""
    return [
        (person.username, f"{person} · {_reviews(getattr(person, 'lately', 0))}",
         person.username == chosen)
        for person in people
    ]  # fmt: skip


def _reviews(count: int) -> str:
    if not count:
        return "no review taken in 30 days"
    return f"{count} review{'' if count == 1 else 's'} taken in 30 days"


def sitters(seats: Sequence[Seat], chosen: str, now: datetime) -> list[tuple[str, str, bool]]:
    """Return the options of a list of those who sit in a round."""
    return [
        (str(seat.pk), f"{seat.holder}, who took it {age_words(seat.taken_at, now)} ago",
         str(seat.pk) == chosen)
        for seat in seats
        if sits(seat) and seat.taken_at
    ]  # fmt: skip
