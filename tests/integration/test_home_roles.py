"""Home by role: what waits for whom, with its age, and nothing that is not theirs to know."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from accounts.models import Person
from evidence.actions.searches import save_search
from ground import clock
from reviews.models import Seat
from tests.factories import make_person
from tests.reading import client_of
from tests.worlds import World

pytestmark = pytest.mark.django_db
Asked = Callable[..., Any]


@pytest.fixture
def world() -> World:
    return World()


def home(person: Person) -> Any:
    return client_of(person).get("/")


def titles(person: Person) -> list[str]:
    return [task["title"] for task in home(person).context["tasks"]]


def test_reviewers_owe_what_they_took_until_they_have_said_it(world: World) -> None:
    version = world.in_review()
    owed = f"Review 1 claim of {version.citation.short}"
    assert titles(world.first) == [owed, "Take a paper to review"]
    task = home(world.first).context["tasks"][0]
    assert (task["is_late"], "7 days left" in task["age"]) == (False, True)
    world.say(version, world.first, "accept")
    assert titles(world.first) == ["Take a paper to review"]
    assert titles(world.second)[0] == owed
    assert titles(world.author) == []
    Seat.objects.filter(round=version.pk).update(lease_until=clock.now() + timedelta(hours=5))
    assert home(world.second).context["tasks"][0]["is_late"]


def test_those_who_are_split_are_asked_to_compare_notes(world: World) -> None:
    version = world.reconciling()
    for person in (world.first, world.second):
        assert f"Compare notes on {version.item.accession}" in titles(person)
    assert f"Compare notes on {version.item.accession}" not in titles(world.decider)


def test_what_came_back_waits_for_its_author_with_their_papers(world: World) -> None:
    version = world.returned()
    assert titles(world.author) == [f"Answer what was said of {version.item.accession}"]
    world.accepted()
    world.in_review()
    papers = home(world.author).context["papers"]
    assert [paper["said"] for paper in papers] == ["3 claims, 1 under review, 1 accepted"]
    assert home(world.first).context["papers"] == []


def test_editors_are_told_what_they_may_decide_and_how_the_work_stands(world: World) -> None:
    world.agreed()
    assert titles(world.decider) == ["Decide 1 claim"]
    # An editor who sat in the round decides nothing of it.
    assert "Decide 1 claim" not in titles(world.second)
    text = home(world.decider).content.decode()
    for words in ("counted in whole batches of 20", "Nothing is released yet; 0 claims"):
        assert words in text


def test_somebody_for_whom_nothing_waits_is_told_so() -> None:
    text = home(make_person()).content.decode()
    assert "Nothing waits for you" in text
    assert "For editors" not in text


# Session, person, unread; then as every home, and one for the queue. An editor besides: who is
# missing, three for what waits, the queue, one for agreement, two for the next release.
@pytest.mark.parametrize(("who", "expected"), [("first", 14), ("second", 22)])
def test_more_rows_cost_no_more_questions(
    world: World, django_assert_num_queries: Asked, who: str, expected: int
) -> None:
    person = getattr(world, who)
    client = client_of(person)
    for rows in (1, 3):
        while Seat.objects.filter(holder=person).count() < 2 * rows:
            world.in_review()
            world.agreed()
        save_search(name=f"{rows}", query="q=a", actor=person)
        client.get("/")
        with django_assert_num_queries(expected):
            assert client.get("/").status_code == 200
