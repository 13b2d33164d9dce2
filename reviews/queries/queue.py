"""What waits for reviewers and for editors. Order depends on submission times alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.functions import Coalesce, Greatest

from accounts.models import Person
from evidence.models import Citation, Version, VersionAuthor
from ground import clock
from reviews.models import Interest, Round, Seat
from reviews.models.rounds import is_live
from reviews.policies.staffing import turns

from .people import barred_from, reviewers_here

ON_A_PAGE = 25


class Place(NamedTuple):
    """Where a page of a list begins: after this moment and this name."""

    at: datetime
    name: str


@dataclass(frozen=True)
class WaitingPaper:
    """A paper with items in review, as far as anybody may know of them.

    `taken` counts seats somebody sits in, whether or not anything was delivered from them; `most`
    is the number of free places where there are most. `held` and `own` count the items in which
    the reader has a seat, or of which they are an author. `is_mine` where it is suggested to them.
    """

    citation: Citation
    items: int
    oldest: datetime
    free: int
    taken: int
    most: int
    held: int
    own: int
    interest: str
    is_mine: bool


@dataclass(frozen=True)
class Papers:
    """One page of the queue, and where the next one begins."""

    papers: list[WaitingPaper]
    next_place: Place | None


def waiting_papers(reader: Person, after: Place | None = None) -> Papers:
    """Return a page of papers with items in review, oldest submission first, in five queries.

    A reviewer costs two more: whose turn it is.
    """
    versions = Version.objects.visible_to(reader).filter(standing__status="in_review")
    rows = versions.values("citation_id", "citation__key").annotate(
        oldest=Min("submitted_at"), items=Count("pk")
    )
    if after is not None:
        rows = rows.filter(
            Q(oldest__gt=after.at) | Q(oldest=after.at, citation__key__gt=after.name)
        )
    found = list(rows.order_by("oldest", "citation__key")[: ON_A_PAGE + 1])
    shown = found[:ON_A_PAGE]
    numbers = [row["citation_id"] for row in shown]
    citations = Citation.objects.defer("abstract", "notes", "seen_at").in_bulk(numbers)
    seats, own = _seats_of(reader, numbers), _own_items(versions, reader, numbers)
    interests = dict(
        Interest.objects.barring()
        .filter(person=reader, citation__in=numbers)
        .order_by("-kind")
        .values_list("citation_id", "kind")
    )
    mine = _turns_of(reader, [(number, seats[number]["most"]) for number in numbers])
    papers = [
        WaitingPaper(
            citation=citations[row["citation_id"]],
            items=row["items"],
            oldest=row["oldest"],
            own=own.get(row["citation_id"], 0),
            interest=interests.get(row["citation_id"], ""),
            is_mine=row["citation_id"] in mine,
            **seats[row["citation_id"]],
        )
        for row in shown
    ]
    last = shown[-1] if len(found) > ON_A_PAGE else None
    return Papers(papers, Place(last["oldest"], last["citation__key"]) if last else None)


def _seats_of(reader: Person, citations: Sequence[int]) -> dict[int, dict[str, int]]:
    sitting = Seat.objects.filter(is_live(clock.now()), round=OuterRef("pk")).order_by()
    taken = Coalesce(
        Subquery(sitting.values("round").annotate(n=Count("pk")).values("n")), 0,
        output_field=IntegerField(),
    )  # fmt: skip
    mine = Exists(Seat.objects.filter(round=OuterRef("pk"), holder=reader))
    rows = (
        Round.objects.filter(version__standing__status="in_review", version__citation__in=citations)
        .annotate(sat=taken, mine=mine)
        .annotate(open=Greatest(F("seats_wanted") - F("sat"), 0))
        .values("version__citation")
        .annotate(
            free=Sum("open"), taken=Sum("sat"), most=Max("open"),
            held=Count("pk", filter=Q(mine=True)),
        )
    )  # fmt: skip
    return {
        row["version__citation"]: {
            "free": row["free"], "taken": row["taken"], "most": row["most"], "held": row["held"],
        }
        for row in rows
    }  # fmt: skip


def _turns_of(reader: Person, papers: Sequence[tuple[int, int]]) -> set[int]:
    """Return the papers on this page that are suggested to `reader`: see policies.staffing."""
    if not reader.is_reviewer or reader.is_away(clock.now().date()):
        return set()
    done = {person.pk: person.lately for person in reviewers_here()}
    suggested = turns(papers, barred_from([number for number, _ in papers]), done)
    return {number for number, people in suggested.items() if reader.pk in people}


def _own_items(
    versions: QuerySet[Version], reader: Person, citations: Sequence[int]
) -> dict[int, int]:
    own = VersionAuthor.objects.filter(person=reader).values("item")
    rows = versions.filter(citation__in=citations, item__in=own).order_by()
    return dict(rows.values_list("citation").annotate(Count("pk")))


@dataclass(frozen=True)
class Waiting:
    """One page of versions that wait for a decision, and where the next one begins."""

    versions: list[Version]
    next_place: Place | None


def waiting_for_decision(reader: Person, after: Place | None = None) -> Waiting:
    """Return a page of agreed and split versions, oldest submission first, in one query."""
    rows = Version.objects.visible_to(reader).filter(standing__status__in=("agreed", "split"))
    if after is not None:
        number = int(after.name)
        rows = rows.filter(
            Q(submitted_at__gt=after.at) | Q(submitted_at=after.at, item__number__gt=number)
        )
    rows = rows.select_related("item", "standing", "citation", "round").defer(
        "document", "answers", "supplement", "citation__abstract", "citation__notes"
    )
    found = list(rows.order_by("submitted_at", "item__number")[: ON_A_PAGE + 1])
    last = found[ON_A_PAGE - 1] if len(found) > ON_A_PAGE else None
    place = Place(last.submitted_at, str(last.item.number)) if last else None
    return Waiting(found[:ON_A_PAGE], place)
