"""What the database itself refuses of the calibration set."""

import pytest
from django.db import IntegrityError, connection, transaction

from reviews.actions.calibrate import take_out
from reviews.models import CalibrationAnswer
from tests.agreeing import choose, judge
from tests.factories import make_person
from tests.worlds import AGREE, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


def test_a_second_answer_and_an_unknown_verdict_are_refused(world: World) -> None:
    claim, person = choose(world.accepted(), world.decider), make_person("reviewer")
    answer = judge(claim, person)
    for field, value, rule in (
        ("verdict", "accept", "calibration_claim_is_answered_once_by_a_person"),
        ("verdict", "maybe", "calibration_answer_is_accept_revise_or_reject"),
    ):
        row = {
            "claim": claim, "person": person, "answers": AGREE, "made_at": answer.made_at,
            field: value,
        }  # fmt: skip
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            CalibrationAnswer.objects.create(**row)


@pytest.mark.parametrize("table", ["claim", "removal", "answer"])
def test_raw_sql_changes_nothing(world: World, table: str) -> None:
    claim = choose(world.accepted(), world.decider)
    judge(claim, make_person("reviewer"))
    take_out(claim=claim, actor=world.decider)
    for statement in ("UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"):
        with (
            pytest.raises(Exception, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement.format(f"reviews_calibration_{table}"))
