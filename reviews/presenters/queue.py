"""The review queue in words: papers to take, reviews held, decisions that wait."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from evidence.models import Citation, Version
from evidence.presenters.items import citation_href
from reviews.models import Seat
from reviews.policies.duties import Footing, interest_sentence, why_not_decide
from reviews.policies.staffing import missing_sentence
from reviews.queries.queue import Place, WaitingPaper
from reviews.queries.staffing import Lack
from reviews.workflow import MOST_TAKEN_AT_ONCE

from .ages import age_words, due_words


@dataclass(frozen=True)
class PaperRow:
    """A paper in the queue, and why the reader may not take it, if so."""

    citation: Citation
    href: str
    items: str
    seats: str
    age: str
    take: str
    why_not: str
    is_suggested: bool


def paper_rows(papers: Iterable[WaitingPaper], now: datetime) -> list[PaperRow]:
    """Return one row a paper."""
    return [
        PaperRow(
            citation=paper.citation,
            href=citation_href(paper.citation),
            items=_items(paper.items),
            seats=f"{paper.free} free, {paper.taken} taken",
            age=age_words(paper.oldest, now),
            take=_take_words(paper),
            why_not=why_not_take(paper),
            is_suggested=paper.is_mine and not why_not_take(paper),
        )
        for paper in papers
    ]


def _items(count: int) -> str:
    return "1 item" if count == 1 else f"{count} items"


def _take_words(paper: WaitingPaper) -> str:
    open_to_me = paper.items - paper.own - paper.held
    return f"Take {_items(min(max(open_to_me, 1), MOST_TAKEN_AT_ONCE))}"


def why_not_take(paper: WaitingPaper) -> str:
    """Return why a reviewer can take nothing of a paper, as far as the queue can tell, or ""."""
    if paper.interest:
        return interest_sentence(paper.interest)
    if paper.own == paper.items:
        return "You are an author of every item here, and nobody reviews their own item."
    if paper.held and paper.held + paper.own >= paper.items:
        return "You hold these reviews already; they stand above."
    if not paper.free:
        return "Every seat is taken."
    return ""


@dataclass(frozen=True)
class HeldRow:
    """A review the reader holds."""

    seat: Seat
    accession: str
    citation: Citation
    state: str
    left: str
    is_open: bool
    can_give_up: bool


def held_rows(seats: Iterable[Seat], now: datetime) -> list[HeldRow]:
    """Return one row a review; `delivered` and `lost` are annotated on each seat."""
    rows = []
    for seat in seats:
        version = seat.round.version
        split = version.standing.status == "split"
        delivered, lost = getattr(seat, "delivered", False), getattr(seat, "lost", False)
        until = seat.round.reconciling_until if split else seat.lease_until
        rows.append(
            HeldRow(
                seat=seat,
                accession=version.item.accession,
                citation=version.citation,
                state=_state(split=split, delivered=delivered, lost=lost),
                left="" if until is None or (delivered and not split) else due_words(until, now),
                is_open=not delivered and not lost,
                can_give_up=not delivered and not split,
            )
        )
    return rows


def _state(*, split: bool, delivered: bool, lost: bool) -> str:
    if split:
        return "you differ: reconcile"
    if lost:
        return "another reviewer has the place; your note is kept"
    return "delivered, may still be changed" if delivered else "to be said"


@dataclass(frozen=True)
class DecisionRow:
    """A version that waits for a decision, and why the reader may not make it, if so."""

    version: Version
    href: str
    age: str
    why_not: str


def decision_rows(
    versions: Iterable[Version], footings: Mapping[int, Footing], now: datetime
) -> list[DecisionRow]:
    """Return one row a version."""
    return [
        DecisionRow(
            version=version,
            href=decide_href(version),
            age=age_words(version.submitted_at, now),
            why_not=why_not_decide(footings[version.pk]) or why_wait(version, now),
        )
        for version in versions
    ]


def why_wait(version: Version, now: datetime) -> str:
    """Return that the reviewers still reconcile, or ""."""
    until = version.round.reconciling_until
    if until is None or not version.round.is_reconciling(now):
        return ""
    return f"Its reviewers reconcile until {until:%-d %B}, or until both stay with what they said."


def decide_href(version: Version) -> str:
    """Return the address of the decide page of a version."""
    return reverse("reviews:decide", args=[version.item.accession, version.number])


def missing_people(lack: Lack) -> list[str]:
    """Return a sentence for each kind of person who is missing."""
    found = [
        missing_sentence(items=lack.items_without_reviewers, reviewers=lack.reviewers, deciders=0)
        if lack.items_without_reviewers
        else "",
        missing_sentence(items=lack.items_without_decider, reviewers=0, deciders=1)
        if lack.items_without_decider
        else "",
    ]
    return [sentence for sentence in found if sentence]


def place_query(place: Place | None, name: str) -> str:
    """Return the address of the page that begins at `place`, from its "?" on, or ""."""
    if place is None:
        return ""
    return "?" + urlencode({name: f"{place.at.isoformat()}~{place.name}"})


def place_of(text: str) -> Place | None:
    """Return the place that `place_query` wrote, or None where `text` is none."""
    moment, _, name = text.partition("~")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return Place(at, name) if at.tzinfo is not None and name else None
