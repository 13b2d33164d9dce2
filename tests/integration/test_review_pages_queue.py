"""The review queue: what waits, who is missing, taking and handing back."""

import pytest
from django.urls import reverse

from accounts.models import Person
from reviews.actions.submit import submit
from reviews.models import Seat
from tests.factories import make_person
from tests.reviewing import queries, said, seat_of, signed_in
from tests.worlds import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


def test_the_queue_lists_papers_with_their_seats(world: World) -> None:
    draft_only = World()
    draft_only.draft()
    world.in_review()
    rows = signed_in(make_person("reviewer")).get(reverse("reviews:queue")).context["papers"]
    assert [(row.citation, row.items, row.seats) for row in rows] == [
        (world.citation, "1 item", "0 free, 2 taken")
    ]
    assert rows[0].why_not == "Every seat is taken."


def test_papers_stand_in_the_order_of_their_oldest_submission() -> None:
    worlds = [World(), World(), World()]
    first, second, third = (world.in_review() for world in worlds)
    worlds[0].say(first, worlds[0].first, "accept")
    worlds[0].say(first, worlds[0].second, "accept")
    worlds[1].say(second, worlds[1].first, "accept")
    late = worlds[0].in_review()
    rows = signed_in(make_person("reviewer")).get(reverse("reviews:queue")).context["papers"]
    assert [row.citation for row in rows] == [
        second.citation, third.citation, late.citation,
    ]  # fmt: skip


@pytest.mark.parametrize("roles", [("reviewer",), ("editor",), ("reviewer", "editor")])
def test_the_queue_costs_the_same_for_one_paper_and_three(roles: tuple[str, ...]) -> None:
    reader = make_person(*roles)
    client = signed_in(reader)
    counted = []
    for _ in range(2):
        for _ in range(1 if not counted else 2):
            world = World(first=reader) if "reviewer" in roles else World()
            world.in_review()
            world.split()
            World().agreed()
        counted.append(queries(client, reverse("reviews:queue")))
    assert counted == {
        ("reviewer",): [12, 12], ("editor",): [15, 15], ("reviewer", "editor"): [18, 18],
    }[roles]  # fmt: skip


def test_later_papers_stand_on_the_next_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviews.queries.queue.ON_A_PAGE", 1)
    other = World()
    world.in_review()
    other.in_review()
    client = signed_in(make_person("reviewer"))
    first = client.get(reverse("reviews:queue"))
    second = client.get(reverse("reviews:queue") + first.context["next_href"])
    assert [row.citation for row in first.context["papers"]] == [world.citation]
    assert [row.citation for row in second.context["papers"]] == [other.citation]
    assert second.context["next_href"] == ""


def test_taking_a_paper_opens_its_first_review(world: World) -> None:
    draft = world.draft()
    version = submit(draft=draft, revision=1, interests="none", actor=world.author)
    url = reverse("reviews:paper-take", args=[world.citation.key])
    client = signed_in(world.first)
    answer = client.post(url)
    seat = seat_of(version, world.first)
    assert (answer.status_code, answer["Location"]) == (
        303,
        reverse("reviews:seat", args=[seat.pk]),
    )
    again = client.post(url)  # a double click
    assert (again.status_code, again["Location"]) == (303, answer["Location"])
    assert Seat.objects.filter(holder=world.first).count() == 1


def test_handing_back_frees_the_seat_and_keeps_the_note(world: World) -> None:
    version = world.in_review()
    seat = seat_of(version, world.first)
    client = signed_in(world.first)
    client.post(reverse("reviews:seat", args=[seat.pk]), said(save="1", reason="Still reading."))
    answer = client.post(reverse("reviews:seat-hand-back", args=[seat.pk]))
    assert answer["Location"] == reverse("reviews:queue")
    assert Seat.objects.get(pk=seat.pk).holder is None
    kept = client.get(reverse("reviews:seat", args=[seat.pk]))
    assert kept.status_code == 200
    assert "Still reading." in kept.content.decode()
    assert signed_in(world.second).get(reverse("reviews:seat", args=[seat.pk])).status_code == 404


def test_the_queue_says_who_is_missing(world: World) -> None:
    world.in_review()  # one of its seats is an editor's
    world.decider.is_active = False
    world.decider.save(update_fields=["is_active"])
    editor = signed_in(world.second)
    text = editor.get(reverse("reviews:queue")).content.decode()
    assert "Nobody here can decide this item: one more editor is needed." in text
    make_person("editor")
    assert "is needed" not in editor.get(reverse("reviews:queue")).content.decode()


def test_too_few_reviewers_are_missed_and_counted() -> None:
    author = make_person("reviewer", "curator")
    world = World(author=author)  # two others may review; now one of them leaves
    world.in_review()
    queue = reverse("reviews:queue")
    assert signed_in(world.decider).get(queue).context["missing"] == []
    Person.objects.filter(pk=world.first.pk).update(is_active=False)
    assert signed_in(world.decider).get(queue).context["missing"] == [
        "Not enough people can review this item: one more reviewer is needed."
    ]
    assert signed_in(author).get(queue).context["missing"] == []
