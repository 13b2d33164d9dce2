"""What waits for one person, and how the work of all stands."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from accounts.models import Person
from evidence.models import Citation, Draft, Version, VersionAuthor
from reviews.models import Flag, ProposedCorrection, Seat

MOST_BACK = 10
MOST_PAPERS = 8
MOST_LATEST = 500
_LONG = ("document", "answers", "supplement", "citation__abstract", "citation__notes")


class Heap(NamedTuple):
    """How much of one kind waits, and since when the oldest does."""

    number: int
    oldest: datetime | None


def came_back(reader: Person) -> QuerySet[Version]:
    """Return what was returned to `reader` or rejected, and nobody goes on with; oldest first."""
    wrote = VersionAuthor.objects.filter(version=OuterRef("pk"), person=reader)
    newer = Version.objects.filter(item=OuterRef("item"), number__gt=OuterRef("number"))
    drafted = Draft.objects.open().filter(item=OuterRef("item"))
    return (
        Version.objects.visible_to(reader)
        .filter(Exists(wrote), ~Exists(newer), ~Exists(drafted))
        .filter(standing__status__in=("returned", "rejected"))
        .select_related("item", "standing", "citation")
        .defer(*_LONG)
        .order_by("standing__since", "item__number")[:MOST_BACK]
    )


def waiting_for_reviewers(reader: Person) -> Heap:
    """Return how many papers have items in review by others, and since when the oldest waits."""
    own = VersionAuthor.objects.filter(person=reader, item=OuterRef("item"))
    waiting = Version.objects.visible_to(reader).filter(~Exists(own), standing__status="in_review")
    return _heap(waiting, Count("citation", distinct=True), "submitted_at")


def waiting_for_editor(reader: Person) -> dict[str, Heap]:
    """Return what waits for an editor such as `reader`, kind by kind, in three queries.

    Decisions on their own items, and in rounds they sat in, are not theirs.
    """
    own = VersionAuthor.objects.filter(person=reader, item=OuterRef("item"))
    sat = Seat.objects.filter(round=OuterRef("pk"), holder=reader)
    decisions = Version.objects.visible_to(reader).filter(
        ~Exists(own), ~Exists(sat), standing__status__in=("agreed", "split")
    )
    flags = Flag.objects.visible_to(reader).open()
    corrections = ProposedCorrection.objects.visible_to(reader).waiting()
    return {
        "decisions": _heap(decisions, Count("pk"), "submitted_at"),
        "flags": _heap(flags, Count("pk"), "raised_at"),
        "corrections": _heap(corrections, Count("pk"), "proposed_at"),
    }


def papers_of(reader: Person) -> list[dict[str, Any]]:
    """Return the papers `reader` wrote claims of last: how many, and how they stand now.

    Last is among the MOST_LATEST versions submitted: whoever wrote more of one paper sees that one.
    """
    latest = (
        VersionAuthor.objects.filter(person=reader)
        .order_by("-version")
        .values_list("version__citation", flat=True)
    )
    last = list(dict.fromkeys(latest[:MOST_LATEST]))[:MOST_PAPERS]
    newer = VersionAuthor.objects.filter(
        person=reader, item=OuterRef("item"), version__number__gt=OuterRef("version__number")
    )
    status = "version__standing__status"
    rows = (
        VersionAuthor.objects.filter(~Exists(newer), person=reader, version__citation__in=last)
        .values("version__citation")
        .annotate(
            last=Max("version__submitted_at"),
            claims=Count("pk"),
            in_review=Count("pk", filter=Q(**{f"{status}__in": ("in_review", "split", "agreed")})),
            accepted=Count("pk", filter=Q(**{status: "accepted"})),
        )
        .order_by("-last", "version__citation")
    )
    found = list(rows)
    numbers = [row["version__citation"] for row in found]
    citations = Citation.objects.defer("abstract", "notes", "seen_at").in_bulk(numbers)
    return [row | {"citation": citations[row["version__citation"]]} for row in found]


def _heap(rows: QuerySet[Any], count: Count, since: str) -> Heap:
    found = rows.order_by().aggregate(number=count, oldest=Min(since))
    return Heap(found["number"], found["oldest"])
