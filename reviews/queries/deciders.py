"""Who could still decide on a version."""

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Person
from evidence.models import Version, VersionAuthor
from reviews.models import Interest, Recommendation, Seat


def could_decide(version: Version) -> QuerySet[Person]:
    """Return the active editors who are no author, hold no seat and have no conflict."""
    wrote = VersionAuthor.objects.filter(item=version.item_id, person=OuterRef("pk"))
    sits = Seat.objects.filter(round=version.pk, holder=OuterRef("pk"))
    judged = Recommendation.with_voided.filter(round=version.pk, person=OuterRef("pk"))
    interested = Interest.objects.barring().filter(
        citation=version.citation_id, person=OuterRef("pk")
    )
    return Person.objects.filter(
        ~Exists(wrote), ~Exists(sits), ~Exists(judged), ~Exists(interested),
        is_active=True, roles__contains=["editor"],
    )  # fmt: skip
