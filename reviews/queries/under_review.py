"""Versions under review as editors list them: where each stands, its seats, its open flags.

Nothing here depends on what was recommended, or whether anything was, before a round closes.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce

from accounts.models import Person
from evidence.enums import OPEN_STATUSES
from evidence.models import Version, VersionAuthor
from ground import clock
from reviews.models import Flag, Recommendation, Seat
from reviews.models.rounds import is_live
from reviews.workflow import OUTCOME_OF

from .queue import ON_A_PAGE, Place, Waiting


def with_seats_and_flags(versions: QuerySet[Any], reader: Person) -> QuerySet[Any]:
    """Return those of `versions` that are under review, each with `is_own`, `seats_taken` and
    `open_flags`; an own item's seats are told as 0."""
    own = VersionAuthor.objects.filter(item=OuterRef("item"), person=reader)
    taken = Seat.objects.filter(is_live(clock.now()), round=OuterRef("pk"))
    flags = Flag.objects.open().filter(item=OuterRef("item"))
    return (
        versions.filter(standing__status__in=OPEN_STATUSES)
        .select_related("item", "standing", "citation", "round")
        .defer("document", "answers", "supplement", "citation__abstract")
        .annotate(is_own=Exists(own), open_flags=_count(flags, "item"))
        .annotate(
            seats_taken=Case(
                When(is_own=True, then=0),
                default=_count(taken, "round"),
                output_field=IntegerField(),
            )
        )
    )


def under_review(reader: Person, *, status: str = "", after: Place | None = None) -> Waiting:
    """Return a page of versions under review, oldest submission first, in one query."""
    rows = with_seats_and_flags(Version.objects.visible_to(reader), reader)
    if status:
        rows = rows.filter(standing__status=status)
    if after is not None:
        rows = rows.filter(
            Q(submitted_at__gt=after.at)
            | Q(submitted_at=after.at, item__number__gt=int(after.name))
        )
    found = list(rows.order_by("submitted_at", "item__number")[: ON_A_PAGE + 1])
    last = found[ON_A_PAGE - 1] if len(found) > ON_A_PAGE else None
    place = Place(last.submitted_at, str(last.item.number)) if last else None
    return Waiting(found[:ON_A_PAGE], place)


def chosen_versions(reader: Person, numbers: Sequence[int]) -> list[Version]:
    """Return the versions with these numbers that `reader` may see, oldest submission first."""
    visible = Version.objects.visible_to(reader).filter(pk__in=numbers)
    rows = visible.select_related("item", "standing", "citation", "round")
    return list(rows.order_by("submitted_at", "item__number"))


def agreed_outcomes(versions: Iterable[Version], reader: Person) -> dict[int, str]:
    """Return what confirming each agreed version makes of it, where `reader` may read that."""
    agreed = [version.pk for version in versions if version.standing.status == "agreed"]
    said = Recommendation.objects.visible_to(reader).filter(round__in=agreed).current()
    return {one.round_id: OUTCOME_OF[one.verdict] for one in said.defer("answers", "suggestions")}


def _count(rows: QuerySet[Any], group: str) -> Coalesce:
    counted = rows.order_by().values(group).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
