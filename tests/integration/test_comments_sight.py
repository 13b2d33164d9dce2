"""docs/sight.md, the table of comments: who reads what was said, and who learns that it exists."""

from pathlib import Path

import pytest

from accounts.models import Person
from evidence.models import Version, VersionAuthor
from ground import clock
from reviews.actions.comments import comment
from reviews.actions.leases import end_time
from reviews.actions.seats import take_paper
from reviews.models import Comment, CommentAct, Recommendation, Seat
from reviews.queries.comments import how_many_comments, threads_on
from tests.factories import make_person
from tests.integration.test_sight import READERS, version_in
from tests.worlds import World, fresh

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).parents[2] / "docs/sight.md"
HEAD = "## Comments"
ROWS = [
    [cell.strip() for cell in line.strip("|\n ").split("|")]
    for line in PAGE.read_text(encoding="utf-8").partition(HEAD)[2].splitlines()
    if line.startswith("|") and not line.startswith("|-")
]
TABLE = {status: dict(zip(ROWS[0][1:], cells, strict=True)) for status, *cells in ROWS[1:]}


def talked_about(world: World, status: str) -> tuple[Version, dict[str, Comment]]:
    """A version in the status on which a reviewer, an author and somebody else had spoken while
    it was in review, each once; and the somebody."""
    said: dict[str, Comment] = {}
    somebody = make_person("curator")
    begin = world.in_review

    def in_review(**changes: object) -> Version:
        version = begin(**changes)
        for name, person in (
            ("reviewer", world.first), ("author", world.author), ("somebody", somebody),
        ):  # fmt: skip
            said.setdefault(
                name, comment(version=version, subject="cargo", text=f"By {name}.", actor=person)
            )
        return version

    world.in_review = in_review  # type: ignore[method-assign]
    version = version_in(world, status)
    return Version.objects.get(pk=said["author"].version_id) if said else version, said


@pytest.mark.parametrize("status", list(TABLE))
def test_each_reader_finds_the_comments_the_page_says(status: str) -> None:
    world = World(second=make_person("reviewer"))
    version, said = talked_about(world, status)
    editor_author = make_person("editor", "curator")
    VersionAuthor.objects.create(version=version, item=version.item, person=editor_author)
    readers: dict[str, Person | None] = {
        "author": world.author,
        "own seat": world.first,
        "other seat": world.second,
        "other": make_person("curator", "reviewer"),
        "editor": world.decider,
        "editor-author": editor_author,
        "nobody": make_person(),
        "visitor": None,
    }
    assert fresh(version).standing.status == status.partition(",")[0]
    seen = {}
    for name, reader in readers.items():
        found = set(Comment.objects.visible_to(reader).filter(version=version))
        words = [kind for kind in ("author", "somebody", "reviewer") if said[kind] in found]
        seen[name] = ", ".join(words) or "–"
        assert how_many_comments(version.item, reader) == len(found)
        if reader is not None:
            told = {one.comment for thread in threads_on(version.item, reader)
                    for one in (thread.first, *thread.answers)}  # fmt: skip
            assert told == found
    assert seen == TABLE[status]


def test_the_table_has_every_reader_and_status() -> None:
    assert set(READERS) < {*TABLE["in_review"], "own seat"}
    assert len(TABLE) == 11


def test_an_answer_shows_only_where_its_thread_shows() -> None:
    world = World()
    version = world.in_review()
    sealed = comment(version=version, subject="item", text="Sealed.", actor=world.first)
    answer = comment(
        version=version, subject="item", text="And more.", thread=sealed, actor=world.first
    )
    assert answer.is_sealed
    assert list(Comment.objects.visible_to(world.first)) == [sealed, answer]
    for reader in (world.author, world.decider, world.second):
        assert list(Comment.objects.visible_to(reader)) == []
    for person in (world.first, world.second):
        world.say(version, person, "accept")
    later = comment(
        version=version, subject="item", text="I see.", thread=sealed, actor=world.decider
    )
    assert later.is_sealed
    assert list(Comment.objects.visible_to(world.author)) == []
    assert list(Comment.objects.visible_to(world.decider)) == [sealed, answer, later]


def test_what_was_done_to_a_comment_shows_with_it() -> None:
    world = World()
    version = world.in_review()
    sealed = comment(version=version, subject="item", text="Sealed.", actor=world.first)
    from reviews.actions.comments import retract

    retract(comment=sealed, actor=world.first)
    assert CommentAct.objects.visible_to(world.first).count() == 1
    assert not CommentAct.objects.visible_to(world.decider).exists()
    assert not CommentAct.objects.visible_to(None).exists()


def test_whoever_let_their_time_pass_reads_nothing_of_those_who_followed() -> None:
    world = World(second=make_person("reviewer"))
    version = world.in_review()
    late, follower = world.first, make_person("reviewer")
    end_time(seats=list(Seat.objects.filter(round=version.pk, holder=late)))
    take_paper(citation=world.citation, actor=follower)
    comment(version=version, subject="item", text="Sealed.", actor=follower)
    world.say(version, follower, "reject")
    world.say(version, world.second, "accept")
    assert fresh(version).round.is_reconciling(clock.now())
    for reader, found in ((world.second, 1), (late, 0)):
        assert Comment.objects.visible_to(reader).count() == found
        assert Recommendation.objects.visible_to(reader).count() == 2 * found
