"""docs/sight.md, asked row by row of the querysets that every door goes through."""

from pathlib import Path

import pytest

from accounts.models import Person
from evidence.models import Item, Version, VersionAuthor
from ground.errors import Denied, Stale
from reviews.actions.decide import contest, decide
from reviews.actions.reconcile import stay
from reviews.actions.withdraw import withdraw
from reviews.models import Recommendation, Seat
from tests.factories import make_person
from tests.worlds import World, fresh

pytestmark = [pytest.mark.django_db, pytest.mark.both]
PAGE = Path(__file__).parents[2] / "docs/sight.md"
ROWS = [
    [cell.strip() for cell in line.strip("|\n ").split("|")]
    for line in PAGE.read_text(encoding="utf-8").partition("## ")[0].splitlines()
    if line.startswith("|") and not line.startswith("|-")
]
READERS = ROWS[0][1:]
TABLE = {status: dict(zip(READERS, cells, strict=True)) for status, *cells in ROWS[1:]}


def version_in(world: World, status: str) -> Version:
    """A version in the status, on which both reviewers have spoken where they can."""
    if status == "split, reconciling":
        return world.reconciling()
    if status == "split":
        version = world.agreed()
        contest(version=version, reason="The figure says otherwise.", actor=world.decider)
        return fresh(version)
    version = world.with_status(status)
    if status == "in_review":
        world.say(version, world.first, "accept")
    return version


def seen(reader: Person | None, version: Version) -> str:
    """What the querysets open to the reader, in the words of the page."""
    words = []
    if Version.objects.visible_to(reader).filter(pk=version.pk).exists():
        words.append("content")
    open_to = Recommendation.objects.visible_to(reader).filter(round=version.pk)
    shown = set(open_to.values_list("person", flat=True))
    everybody = set(
        Recommendation.objects.filter(round=version.pk).values_list("person", flat=True)
    )
    if shown and shown == everybody and len(everybody) > 1:
        words.append("all")
    elif shown:
        assert reader is not None
        assert shown == {reader.pk}
        words.append("own")
    return ", ".join(words) or "–"


@pytest.mark.parametrize("status", list(TABLE))
def test_each_reader_sees_what_the_page_says(status: str) -> None:
    world = World(second=make_person("reviewer"))
    version = version_in(world, status)
    editor_author = make_person("editor", "curator")
    VersionAuthor.objects.create(version=version, item=version.item, person=editor_author)
    if status == "withdrawn":
        # Somebody had recommended before the author took it back.
        other = world.in_review()
        world.say(other, world.first, "accept")
        withdraw(version=other, reason="Entered twice.", actor=world.author)
        VersionAuthor.objects.create(version=other, item=other.item, person=editor_author)
        version = fresh(other)
    readers = {
        "author": world.author,
        "own seat": world.first,
        "other": make_person("curator", "reviewer"),
        "editor": make_person("editor"),
        "editor-author": editor_author,
        "visitor": None,
    }
    assert {name: seen(reader, version) for name, reader in readers.items()} == TABLE[status]
    listed = Item.objects.visible_to(readers["visitor"]).filter(pk=version.item_id).exists()
    item_is_public = version.item.publications.filter(public_until=None).exists()
    assert listed == item_is_public


def test_nobody_decides_while_the_reviewers_reconcile() -> None:
    world = World()
    version = world.reconciling()
    with pytest.raises(Denied, match="still reconciling"):
        decide(version=version, outcome="rejected", reasons={"cargo": "No."}, actor=world.decider)
    first, second = Seat.objects.filter(round=version.pk)
    stay(seat=first, actor=first.holder)
    with pytest.raises(Denied, match="still reconciling"):
        decide(version=version, outcome="rejected", reasons={"cargo": "No."}, actor=world.decider)
    stay(seat=second, actor=second.holder)
    assert fresh(version).standing.status == "split"
    decide(version=version, outcome="rejected", reasons={"cargo": "No."}, actor=world.decider)
    with pytest.raises(Stale, match="Reconciling is over"):
        stay(seat=first, actor=first.holder)
