"""Whom a thing concerns: who is told of it."""

from collections.abc import Iterable

from django.db.models import Q

from accounts.models import Person
from evidence.models import Citation, Draft, Item, Version, VersionAuthor
from reviews.models import Comment, Follow, Recommendation, Seat

from .deciders import could_decide


def authors_of(item: Item) -> set[int]:
    """Return the active authors of any version of `item`."""
    authors = VersionAuthor.objects.filter(item=item, person__is_active=True)
    return set(authors.values_list("person", flat=True))


def curators_of_paper(citation: Citation) -> set[int]:
    """Return the active authors of claims from `citation`, those still drafted included."""
    submitted = VersionAuthor.objects.filter(
        version__citation=citation, person__is_active=True
    ).values_list("person", flat=True)
    drafted = Draft.objects.open().filter(citation=citation, authors__is_active=True)
    return set(submitted) | set(drafted.values_list("authors", flat=True))


def followers_of(citation: Citation) -> set[int]:
    """Return the active people who want to know what becomes of `citation`, or of any paper."""
    follows = Follow.objects.filter(person__is_active=True)
    follows = follows.filter(Q(citation=citation) | Q(citation=None))
    return set(follows.values_list("person", flat=True))


def reviewers_of_round(version: Version) -> set[int]:
    """Return who holds a seat in the round of `version` or has recommended in it."""
    sit = Seat.objects.filter(round=version.pk, holder__isnull=False)
    judged = Recommendation.objects.filter(round=version.pk)
    return set(sit.values_list("holder", flat=True)) | set(judged.values_list("person", flat=True))


def deciders_of(version: Version) -> set[int]:
    """Return who could decide on `version`."""
    return set(could_decide(version).values_list("pk", flat=True))


def editors() -> set[int]:
    """Return the active editors."""
    found = Person.objects.filter(is_active=True, roles__contains=["editor"])
    return set(found.values_list("pk", flat=True))


def in_thread(comment: Comment) -> set[int]:
    """Return who has spoken in the thread of `comment`."""
    if comment.thread_id is None:
        return set()
    spoken = Comment.objects.filter(thread=comment.thread_id)
    first = Comment.objects.filter(pk=comment.thread_id)
    return set(spoken.values_list("writer", flat=True)) | set(
        first.values_list("writer", flat=True)
    )


def who_may_read(comment: Comment, people: Iterable[int]) -> set[int]:
    """Return those of `people` to whom `comment` is open now."""
    found = Person.objects.filter(pk__in=set(people), is_active=True)
    mine = Comment.objects.filter(pk=comment.pk)
    return {person.pk for person in found if mine.visible_to(person).exists()}
