"""What waits for somebody, as lines with their age; and how the work of all stands."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.urls import reverse

from accounts.models import Person
from evidence.models import Draft, Version
from reviews.models import Seat
from reviews.policies.agreement import FEWEST
from reviews.queries.agreement import Alike
from reviews.queries.home import Heap

from .ages import age_words, due_words

# Decisions, flags and answers that are older are late.
LATE = timedelta(days=14)
# A lease that ends within this time is late.
SOON = timedelta(days=1)
_DRAFTS_ARE_LATE = timedelta(days=60)

Task = dict[str, Any]


def seat_tasks(seats: Iterable[Seat], now: datetime) -> list[Task]:
    """Return a line a paper whose reviews the reader owes, and one a round they reconcile."""
    owed = [
        s for s in seats if not getattr(s, "delivered", False) and not getattr(s, "lost", False)
    ]
    split = [s for s in seats if s.round.version.standing.status == "split"]
    by_paper = groupby(
        sorted(owed, key=lambda seat: seat.round.version.citation_id),
        key=lambda seat: seat.round.version.citation_id,
    )
    lines = [_review(list(held), now) for _, held in by_paper]
    return [*sorted(lines, key=lambda line: line["until"]), *(_reconcile(s, now) for s in split)]


def _review(seats: Sequence[Seat], now: datetime) -> Task:
    first = seats[0]
    until = min((seat.lease_until for seat in seats if seat.lease_until), default=now)
    count = len(seats)
    return {
        "title": f"Review {count} claim{'' if count == 1 else 's'} of "
        f"{first.round.version.citation.short}",
        "href": reverse("reviews:seat", args=[first.pk]),
        "why": "You took it." if count == 1 else "You took them; each paper is read once.",
        "age": due_words(until, now),
        "is_late": until - now < SOON,
        "until": until,
    }


def _reconcile(seat: Seat, now: datetime) -> Task:
    until = seat.round.reconciling_until or now
    return {
        "title": f"Compare notes on {seat.round.version.item.accession}",
        "href": reverse("reviews:seat", args=[seat.pk]),
        "why": "You two are split: read the other's reasons, and change yours or stay.",
        "age": due_words(until, now),
        "is_late": until - now < SOON,
    }


def returned_tasks(versions: Iterable[Version], now: datetime) -> list[Task]:
    """Return a line a version that came back to its author."""
    return [
        {
            "title": f"Answer what was said of {version.item.accession}",
            "href": reverse("reviews:feedback", args=[version.item.accession, version.number]),
            "why": f"{version.standing.get_status_display().capitalize()} with reasons · "
            f"{version.citation.short}",
            "age": f"{age_words(version.standing.since, now)} ago",
            "is_late": now - version.standing.since > LATE,
        }
        for version in versions
    ]


def draft_tasks(drafts: Iterable[Draft], now: datetime) -> list[Task]:
    """Return a line a draft, the latest first."""
    return [
        {
            "title": f"Go on with {draft.item.accession}",
            "href": reverse("evidence:draft-edit", args=[draft.pk]),
            "why": draft.citation.short if draft.citation else "no paper chosen yet",
            "age": f"saved {age_words(draft.saved_at, now)} ago",
            "is_late": now - draft.saved_at > _DRAFTS_ARE_LATE,
        }
        for draft in drafts
    ]


def reviewer_tasks(waiting: Heap, now: datetime) -> list[Task]:
    """Return the line that leads reviewers to the queue, where anything waits there."""
    return _heap("Take a paper to review", "reviews:queue", _waits(waiting), waiting, now)


def queue_tasks(waiting: Heap, now: datetime) -> list[Task]:
    """Return the same line for those who mind the queue."""
    return _heap(_waits(waiting), "reviews:queue", "The oldest comes first.", waiting, now)


def _waits(waiting: Heap) -> str:
    verb = "waits" if waiting.number == 1 else "wait"
    return f"{_many(waiting.number, 'paper')} {verb} for reviewers"


def editor_tasks(heaps: Mapping[str, Heap], now: datetime) -> list[Task]:
    """Return a line for each kind of thing that waits for an editor."""
    kinds = (
        ("decisions", "Decide", "claim", "reviews:queue", "Their rounds are closed."),
        ("flags", "Look at", "open flag", "reviews:flag-list", "Each stands before acceptance."),
        ("corrections", "Answer", "proposed correction", "reviews:correction-list",
         "Of accepted claims."),
    )  # fmt: skip
    return [
        line
        for kind, verb, what, address, why in kinds
        for line in _heap(
            f"{verb} {_many(heaps[kind].number, what)}", address, why, heaps[kind], now
        )
    ]


def _heap(title: str, address: str, why: str, heap: Heap, now: datetime) -> list[Task]:
    if not heap.number or heap.oldest is None:
        return []
    return [
        {
            "title": title,
            "href": reverse(address),
            "why": why,
            "age": f"oldest {age_words(heap.oldest, now)} ago",
            "is_late": now - heap.oldest > LATE,
        }
    ]


def paper_lines(papers: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return a line a paper somebody wrote claims of."""
    return [
        {
            "citation": paper["citation"],
            "href": reverse("evidence:citation-detail", args=[paper["citation"].key]),
            "said": _paper_said(paper),
        }
        for paper in papers
    ]


def _paper_said(paper: Mapping[str, Any]) -> str:
    said = [_many(paper["claims"], "claim")]
    said += [f"{paper['in_review']} under review"] if paper["in_review"] else []
    said += [f"{paper['accepted']} accepted"] if paper["accepted"] else []
    return ", ".join(said)


def agreement_line(alike: Alike) -> str:
    """Return in one sentence how often reviewers say the same, or why that is not said."""
    if not alike.rounds:
        return f"Not counted yet: agreement is counted in whole batches of {FEWEST} decided rounds."
    return (
        f"Of {alike.rounds} rounds, reviewers first recommended the same in "
        f"{alike.same / alike.rounds:.0%}."
    )


def staff_of(reader: Person) -> bool:
    """Tell whether it concerns `reader` who is missing."""
    return reader.is_editor or reader.is_administrator


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
