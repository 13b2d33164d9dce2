"""A reviewer whose account is closed in the midst of a round: it is never stuck, and is told."""

import pytest
from django.urls import reverse

from accounts.actions.appointing import deactivate, reactivate
from evidence.models import Standing, Version
from ground.errors import Denied
from reviews.actions.recommend import recommend
from reviews.actions.seats import take_paper
from reviews.models import Recommendation
from reviews.queries.violations import violations
from tests.factories import any_administrator, make_person
from tests.posting import assert_says, text_of
from tests.reviewing import said, seat_of, seat_url, signed_in
from tests.worlds import AGREE, World

pytestmark = pytest.mark.django_db
GONE = "counts no longer: another has the place, or may take it"


@pytest.fixture
def world() -> World:
    return World()


def leaves(world: World) -> None:
    deactivate(person=world.first, actor=any_administrator())
    world.first.refresh_from_db()


def status(version: Version) -> str:
    return str(Standing.objects.values_list("status", flat=True).get(version=version))


def staffing(world: World) -> str:
    return text_of(signed_in(world.decider).get(reverse("reviews:staffing")))


@pytest.mark.parametrize("has_delivered", [False, True])
def test_the_staffing_page_says_it_alike_whether_or_not_they_delivered(
    world: World, has_delivered: bool
) -> None:
    version = world.in_review()
    if has_delivered:
        world.say(version, world.first, "accept")
    leaves(world)
    page = staffing(world)
    assert "Not enough people can review this item: one more reviewer is needed." in page
    assert page.count(version.item.accession) >= 2
    _, line = page.split("account closed")
    assert GONE in line
    make_person("reviewer")
    assert "one more reviewer is needed" not in staffing(world)


def test_the_place_of_somebody_who_left_is_taken_and_the_round_closes(world: World) -> None:
    version = world.in_review()
    url, client = seat_url(version, world.first), signed_in(world.first)
    leaves(world)
    assert client.post(url, said(deliver="1")).status_code in (302, 401, 403)
    answer = text_refused(world, version)
    assert "you are not one here" in answer
    newcomer = make_person("reviewer")
    take_paper(citation=world.citation, actor=newcomer)
    for reviewer in (newcomer, world.second):
        world.say(version, reviewer, "accept")
    assert status(version) == "agreed"
    assert list(violations()) == []


def text_refused(world: World, version: Version) -> str:
    """What the action itself says to somebody who is gone."""
    with pytest.raises(Denied) as refusal:
        recommend(
            seat=seat_of(version, world.first), verdict="accept", answers=AGREE,
            has_read="abstract", actor=world.first,
        )  # fmt: skip
    return refusal.value.message


def test_what_somebody_delivered_before_they_left_counts(world: World) -> None:
    version = world.in_review()
    world.say(version, world.first, "accept")
    leaves(world)
    newcomer = make_person("reviewer")
    take_paper(citation=world.citation, actor=newcomer)
    world.say(version, world.second, "accept")
    assert status(version) == "agreed"
    late = signed_in(newcomer).get(reverse("reviews:queue"))
    assert_says(late, "Nothing waits for a reviewer")
    assert Recommendation.objects.filter(round=version.pk).count() == 2
    reactivate(person=world.first, actor=any_administrator())
    assert status(version) == "agreed"
    assert list(violations()) == []
