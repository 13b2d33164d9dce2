"""What people say to a paper, and the papers and profiles of its authors."""

from datetime import timedelta

from accounts.models import Person
from evidence.enums import OPEN_STATUSES
from evidence.models import Citation
from ground import clock
from reviews.models import Interest, PaperComment, Profile, Seat

MOST_SHOWN = 100
_A_DAY = timedelta(days=1)


def holds_open_seat(person: Person, citation: Citation) -> bool:
    """Tell whether `person` holds a seat in a round on a claim from the paper that is undecided.

    Whether anything was delivered from the seat makes no difference.
    """
    return (
        Seat.objects.visible_to(person)
        .filter(
            round__version__citation=citation, round__version__standing__status__in=OPEN_STATUSES
        )
        .exists()
    )


def said_on(citation: Citation, reader: Person | None) -> list[PaperComment]:
    """Return the comments and questions on a paper that `reader` may read, oldest first."""
    rows = PaperComment.objects.visible_to(reader).filter(citation=citation)
    newest = rows.select_related("writer", "retraction").order_by("-made_at", "-id")[:MOST_SHOWN]
    return list(reversed(newest))


def authors_of_paper(citation: Citation) -> set[int]:
    """Return the confirmed authors of a paper who take part here, by number."""
    rows = Interest.objects.filter(
        citation=citation, kind="authorship", confirmed=True, person__is_active=True
    )
    return set(rows.values_list("person_id", flat=True))


def asked_within_a_day(person: Person) -> int:
    """Return how many questions `person` sent to authors of any paper within a day."""
    own = PaperComment.objects.visible_to(person).filter(writer=person, kind="question")
    return own.filter(made_at__gt=clock.now() - _A_DAY).count()


def confirmed_papers(person: Person) -> list[Interest]:
    """Return the confirmed authorships of `person`, with their papers, newest first."""
    rows = Interest.objects.filter(person=person, kind="authorship", confirmed=True)
    return list(rows.select_related("citation").order_by("-declared_at", "-pk"))


def own_profile(person: Person) -> Profile | None:
    """Return the profile of `person`, shown or not."""
    return Profile.objects.visible_to(person).filter(person=person).first()


def profiles_of(interests: list[Interest]) -> dict[int, Profile]:
    """Return the profiles that are shown of the people of these authorships, by person."""
    people = [one.person_id for one in interests]
    if not people:
        return {}
    return {one.person_id: one for one in Profile.objects.shown().filter(person__in=people)}
