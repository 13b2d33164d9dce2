"""The talk about an item, as far as the reader may know of it."""

from dataclasses import dataclass, field

from accounts.models import Person
from evidence.models import Item
from reviews.models import Comment, CommentAct, Recommendation

MOST_COMMENTS = 500


@dataclass
class Spoken:
    """A comment and what was done to it."""

    comment: Comment
    acts: list[CommentAct] = field(default_factory=list)

    @property
    def retracted(self) -> CommentAct | None:
        """The act that took it back, if any."""
        return next((act for act in self.acts if act.act == "retract"), None)

    @property
    def resolved(self) -> CommentAct | None:
        """The act that resolved the thread, if it is resolved now."""
        settled = [act for act in self.acts if act.act in ("resolve", "reopen")]
        return settled[-1] if settled and settled[-1].act == "resolve" else None


@dataclass
class Thread:
    """The comment that began it, and the answers in the order of time."""

    first: Spoken
    answers: list[Spoken] = field(default_factory=list)


def threads_on(item: Item, reader: Person) -> list[Thread]:
    """Return the threads about `item` that `reader` may read, newest thread first; two queries."""
    rows = Comment.objects.visible_to(reader).filter(item=item)
    newest = rows.select_related("version__standing", "writer").order_by("-made_at", "-id")
    newest = newest.defer("version__document", "version__answers", "version__supplement")
    spoken = {row.pk: Spoken(row) for row in reversed(newest[:MOST_COMMENTS])}
    for act in CommentAct.objects.filter(comment__in=list(spoken)).order_by("made_at", "id"):
        spoken[act.comment_id].acts.append(act)
    threads = {pk: Thread(one) for pk, one in spoken.items() if one.comment.thread_id is None}
    for one in spoken.values():
        thread = threads.get(one.comment.thread_id) if one.comment.thread_id else None
        if thread is not None:
            thread.answers.append(one)
    return list(reversed(threads.values()))


def how_many_comments(item: Item, reader: Person | None) -> int:
    """Return how many comments about `item` the reader may read."""
    return Comment.objects.visible_to(reader).filter(item=item).count()


def reviewers_in(versions: set[int]) -> dict[int, set[int]]:
    """Return who recommended in the round of each version; only to give them their letters."""
    found: dict[int, set[int]] = {version: set() for version in versions}
    rows = Recommendation.objects.filter(round__in=versions).values_list("round_id", "person_id")
    for version, person in rows:
        found[version].add(person)
    return found
