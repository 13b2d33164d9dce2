"""Where a person stands towards a version."""

from accounts.models import Person
from evidence.models import Version, VersionAuthor
from reviews.models import Interest, Recommendation, Seat
from reviews.policies.duties import Footing


def footing_of(person: Person, version: Version) -> Footing:
    """Return the footing of `person` towards `version`, in four queries."""
    authors = set(
        VersionAuthor.objects.filter(item=version.item_id).values_list("person_id", flat=True)
    )
    barring = Interest.objects.barring().filter(person=person, citation=version.citation_id)
    kind = barring.order_by("kind").values_list("kind", flat=True).first()
    return Footing(
        roles=frozenset(person.roles) if person.is_active else frozenset(),
        is_author_of_item=person.pk in authors,
        holds_seat=Seat.objects.filter(round=version.pk, holder=person).exists(),
        held_seat=Recommendation.with_voided.filter(round=version.pk, person=person).exists(),
        interest=kind or "",
        authors_are_gone=not Person.objects.filter(pk__in=authors, is_active=True).exists(),
    )
