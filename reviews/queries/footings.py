"""Where a person stands towards many versions at once."""

from collections.abc import Sequence

from accounts.models import Person
from evidence.models import Version, VersionAuthor
from reviews.models import Interest, Recommendation, Seat
from reviews.policies.duties import Footing


def footings_of(person: Person, versions: Sequence[Version]) -> dict[int, Footing]:
    """Return the footing of `person` towards each of `versions`, in four queries for any number."""
    rounds = [version.pk for version in versions]
    authorships = VersionAuthor.objects.filter(item__in={version.item_id for version in versions})
    authors: dict[int, set[int]] = {}
    active: set[int] = set()
    for item, author, is_active in authorships.values_list(
        "item_id", "person_id", "person__is_active"
    ):
        authors.setdefault(item, set()).add(author)
        active |= {author} if is_active else set()
    seats = set(
        Seat.objects.filter(holder=person, round__in=rounds).values_list("round", flat=True)
    )
    said = set(
        Recommendation.with_voided.filter(person=person, round__in=rounds).values_list(
            "round", flat=True
        )
    )
    interests = dict(
        Interest.objects.barring()
        .filter(person=person, citation__in={version.citation_id for version in versions})
        # Of several the last stays, so authorship comes last.
        .order_by("-kind")
        .values_list("citation_id", "kind")
    )
    return {
        version.pk: Footing(
            roles=frozenset(person.roles) if person.is_active else frozenset(),
            is_author_of_item=person.pk in authors.get(version.item_id, set()),
            holds_seat=version.pk in seats,
            held_seat=version.pk in said,
            interest=interests.get(version.citation_id, ""),
            authors_are_gone=not authors.get(version.item_id, set()) & active,
        )
        for version in versions
    }
