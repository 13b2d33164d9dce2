"""People to choose from, and whose turn it is."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Person
from evidence.models import Version, VersionAuthor
from ground import clock
from reviews.models import Interest, Recusal, Seat
from reviews.models.rounds import is_live
from reviews.policies.staffing import FAIR_DAYS


def is_here(day: date) -> Q:
    """The condition that a person's account is open and that they are not away on `day`."""
    return Q(is_active=True) & (Q(away_until=None) | Q(away_until__lte=day))


def curators() -> QuerySet[Person]:
    """Return the active curators, by name; for editors who hand an item over."""
    found = Person.objects.filter(is_active=True, roles__contains=["curator"])
    return found.order_by("name", "username")


def reviewers_here() -> QuerySet[Any]:
    """Return the reviewers who are here; each carries `lately`, the seats taken in 30 days.

    Those who have taken the fewest come first. A seat counts whether or not anything was
    delivered from it.
    """
    since = clock.now() - timedelta(days=FAIR_DAYS)
    found = Person.objects.filter(is_here(clock.now().date()), roles__contains=["reviewer"])
    taken = Seat.objects.filter(holder=OuterRef("pk"), taken_at__gt=since).order_by()
    lately = Subquery(taken.values("holder").annotate(number=Count("taken_at")).values("number"))
    return found.annotate(lately=Coalesce(lately, 0)).order_by("lately", "name", "pk")


def reviewer_named(username: str) -> Person | None:
    """Return the reviewer with this sign-in name whose account is open, or None."""
    found = Person.objects.filter(is_active=True, roles__contains=["reviewer"])
    return found.filter(username=username).first()


def could_review(version: Version) -> QuerySet[Any]:
    """Return the reviewers to whom a seat of `version` could be assigned, by whose turn it is."""
    wrote = VersionAuthor.objects.filter(item=version.item_id, person=OuterRef("pk"))
    interested = Interest.objects.barring().filter(
        citation=version.citation_id, person=OuterRef("pk")
    )
    recused = Recusal.objects.filter(round=version.pk, person=OuterRef("pk"))
    seated = Seat.objects.filter(is_live(clock.now()), round=version.pk, holder=OuterRef("pk"))
    return reviewers_here().filter(
        ~Exists(wrote), ~Exists(interested), ~Exists(recused), ~Exists(seated)
    )


def barred_from(citations: Collection[int]) -> dict[int, set[int]]:
    """Return for each paper to whom it is not suggested, in one query.

    Whoever wrote an item of it, has an interest in it, stepped back from a review or has a seat.
    """
    if not citations:
        return {}
    wrote = VersionAuthor.objects.filter(
        version__citation__in=citations, version__standing__status="in_review"
    ).values_list("version__citation", "person")
    interested = (
        Interest.objects.barring().filter(citation__in=citations).values_list("citation", "person")
    )
    recused = Recusal.objects.filter(
        round__version__citation__in=citations, round__version__standing__status="in_review"
    ).values_list("round__version__citation", "person")
    seated = (
        Seat.objects.filter(
            round__version__citation__in=citations, round__version__standing__status="in_review"
        )
        .exclude(holder=None)
        .order_by()
        .values_list("round__version__citation", "holder")
    )
    barred: dict[int, set[int]] = {}
    for citation, person in wrote.union(interested, recused, seated):
        barred.setdefault(citation, set()).add(person)
    return barred
