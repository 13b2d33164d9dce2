"""Ratings of papers."""

from accounts.models import Person
from evidence.models import Citation
from reviews.models import Rating


def own_rating(citation: Citation, person: Person) -> Rating | None:
    """Return what `person` thinks of a paper now, None where they have not said."""
    own = Rating.objects.visible_to(person).filter(citation=citation, person=person)
    return own.order_by("-position").first()


def counted_ratings(citation: Citation) -> list[Rating]:
    """Return the ratings of a paper that count, for sums; no reader is shown a single one."""
    return list(Rating.objects.counting().filter(citation=citation))
