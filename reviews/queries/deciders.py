"""Who could still decide on a version."""

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Person
from evidence.models import Version, VersionAuthor
from ground import clock
from reviews.models import Interest, Recommendation, Seat

from .people import is_here


def could_decide(version: Version) -> QuerySet[Person]:
    """Return the editors who are here, are no author, hold no seat and have no conflict.

    Whoever took a seat and did not hand it back counts as holding one, also when their time ran
    out: otherwise this would tell whether they have delivered.
    """
    wrote = VersionAuthor.objects.filter(item=version.item_id, person=OuterRef("pk"))
    sits = Seat.objects.filter(round=version.pk, holder=OuterRef("pk"))
    judged = Recommendation.with_voided.filter(round=version.pk, person=OuterRef("pk"))
    interested = Interest.objects.barring().filter(
        citation=version.citation_id, person=OuterRef("pk")
    )
    return Person.objects.filter(
        is_here(clock.now().date()),
        ~Exists(wrote), ~Exists(sits), ~Exists(judged), ~Exists(interested),
        roles__contains=["editor"],
    )  # fmt: skip
