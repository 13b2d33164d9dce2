"""The calibration set, with two people at it at the same moment."""

import pytest
from django.db import connection

from reviews.models import CalibrationAnswer, CalibrationClaim
from reviews.policies.calibration import SET_SIZE
from tests.agreeing import choose, judge
from tests.factories import make_person
from tests.races import at_once
from tests.worlds import World

pytestmark = pytest.mark.both


def hold() -> None:
    """Hold what everybody who touches the set waits for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('calibration set', 0))")


def test_two_editors_at_once_fill_the_last_place_once(committed_db: str) -> None:
    world = World()
    for _ in range(SET_SIZE - 1):
        choose(world.accepted(), world.decider)
    versions, other = [world.accepted(), world.accepted()], make_person("editor")
    ended = at_once(
        hold,
        lambda: choose(versions[0], world.decider),
        lambda: choose(versions[1], other),
    )
    assert ended == ["Denied", "done"]
    assert CalibrationClaim.objects.current().count() == SET_SIZE


def test_a_double_click_answers_once(committed_db: str) -> None:
    world, reviewer = World(), make_person("reviewer")
    claim = choose(world.accepted(), world.decider)
    ended = at_once(hold, lambda: judge(claim, reviewer), lambda: judge(claim, reviewer, "revise"))
    assert ended == ["done", "done"]
    assert CalibrationAnswer.objects.count() == 1
