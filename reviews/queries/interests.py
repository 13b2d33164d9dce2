"""What is declared, and what waits for an editor's word."""

from datetime import datetime, timedelta

from django.db.models import Max, QuerySet

from accounts.models import Person
from evidence.enums import OPEN_STATUSES
from evidence.models import Citation, Version, VersionAuthor
from ground import clock
from reviews.models import Declaration, Interest

MOST_SHOWN = 100
# For how long what somebody said of a paper is put to them again instead of asked anew.
DAYS_SAID = 30
# From when on it is told that an author of the paper entered a claim: nobody reviews it any more.
_JUDGED = ("accepted", "superseded", "retired", "merged")


def declared_at(person: Person) -> datetime | None:
    """Return when `person` last made their yearly declaration, None where they never did."""
    made = Declaration.objects.filter(person=person, occasion="yearly")
    last: datetime | None = made.aggregate(last=Max("made_at"))["last"]
    return last


def said_none_of(citation: Citation | None, person: Person) -> datetime | None:
    """Return when `person` last said of this paper that they have no interest in it.

    None where they said something else since, or nothing in the last weeks.
    """
    if citation is None:
        return None
    said = Declaration.objects.filter(person=person, citation=citation).order_by("-made_at", "-pk")
    last = said.filter(made_at__gt=clock.now() - timedelta(days=DAYS_SAID)).first()
    return last.made_at if last and last.interests == "none" else None


def own_declarations(reader: Person) -> list[Declaration]:
    """Return what `reader` declared, newest first."""
    own = Declaration.objects.visible_to(reader).filter(person=reader)
    return list(own.select_related("citation", "person")[:MOST_SHOWN])


def own_interests(reader: Person, citation: Citation | None = None) -> list[Interest]:
    """Return the interests of `reader`, in all papers or in one, newest first."""
    own = Interest.objects.visible_to(reader).filter(person=reader)
    if citation is not None:
        own = own.filter(citation=citation)
    return list(_with_names(own).order_by("-declared_at", "-pk")[:MOST_SHOWN])


def claims_waiting(reader: Person) -> list[Interest]:
    """Return the claims of authorship that wait for an editor's word, oldest first."""
    waiting = Interest.objects.visible_to(reader).barring()
    return _shown(waiting.filter(kind="authorship", confirmed=False))


def barred(reader: Person) -> list[Interest]:
    """Return the interests that may be waived, of people who judge claims, oldest first."""
    waivable = Interest.objects.visible_to(reader).barring().exclude(kind="authorship")
    return _shown(waivable.filter(person__roles__overlap=["reviewer", "editor"]))


def settled(reader: Person) -> list[Interest]:
    """Return what was waived, confirmed or found mistaken, newest first."""
    done = Interest.objects.visible_to(reader).exclude(
        waived_by=None, refused_at=None, confirmed=False
    )
    done = done.exclude(waived_by=None, refused_at=None, kind__in=("same_lab", "other"))
    return list(_with_names(done).order_by("-declared_at", "-pk")[:MOST_SHOWN])


def _shown(interests: QuerySet[Interest]) -> list[Interest]:
    return list(_with_names(interests).order_by("declared_at", "pk")[:MOST_SHOWN])


def _with_names(interests: QuerySet[Interest]) -> QuerySet[Interest]:
    return interests.select_related("person", "citation", "confirmed_by", "waived_by", "refused_by")


def general_declarations(reader: Person) -> list[Declaration]:
    """Return the last yearly declaration of each person who has interests to declare."""
    last = (
        Declaration.objects.visible_to(reader)
        .filter(occasion="yearly")
        .order_by("person", "-made_at", "-pk")
        .distinct("person")
        .select_related("person")
    )
    return [one for one in last if one.interests != "none"][:MOST_SHOWN]


def authors_here(citation: Citation) -> list[Interest]:
    """Return the confirmed authorships of a paper; whoever claims one knows that it is shown."""
    confirmed = Interest.objects.filter(
        citation=citation, kind="authorship", confirmed=True, refused_at=None
    )
    return list(confirmed.select_related("person").order_by("person__name", "pk"))


def is_entered_by_its_author(version: Version) -> bool:
    """Tell whether a judged version was entered by a confirmed author of its paper."""
    if version.standing.status not in _JUDGED:
        return False
    people = VersionAuthor.objects.filter(item=version.item_id).values("person")
    return Interest.objects.filter(
        citation=version.citation_id, kind="authorship", confirmed=True, person__in=people
    ).exists()


def has_interest(person: Person, citation: Citation) -> bool:
    """Tell whether something bars `person` from judging claims of the paper."""
    return Interest.objects.barring().filter(person=person, citation=citation).exists()


def wrote_open(person: Person, citation: Citation) -> bool:
    """Tell whether `person` is an author of an item from the paper that is under review."""
    return VersionAuthor.objects.filter(
        person=person, version__citation=citation, version__standing__status__in=OPEN_STATUSES
    ).exists()


def judges() -> QuerySet[Person]:
    """Return the active reviewers and editors, by name; for editors who know of an interest."""
    found = Person.objects.filter(is_active=True, roles__overlap=["reviewer", "editor"])
    return found.order_by("name", "username")


def barred_from(person: Person) -> list[int]:
    """Return the papers that `person` judges no claim of, for an interest of theirs."""
    return list(
        Interest.objects.barring().filter(person=person).values_list("citation_id", flat=True)
    )


def wrote_open_of(person: Person) -> list[int]:
    """Return the papers from which `person` entered an item that is under review."""
    wrote = VersionAuthor.objects.filter(person=person, version__standing__status__in=OPEN_STATUSES)
    return list(wrote.values_list("version__citation_id", flat=True).distinct())
