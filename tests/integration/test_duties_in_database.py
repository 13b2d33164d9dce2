"""The separation of duties, kept by the database against raw SQL: each by a named rule."""

import uuid
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import Person
from evidence.models import Version
from reviews.actions.interests import declare_interest
from reviews.models import Recommendation, Seat
from tests.factories import make_person
from tests.worlds import World

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def broken_rule(sql: str, params: list[Any]) -> str:
    """Return the name of the rule that refuses the statement, or "" if it was obeyed."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, params)
            transaction.set_rollback(True)
    except IntegrityError as error:
        return error.__cause__.diag.constraint_name or ""
    return ""


def sit(version: Version, person: Person) -> str:
    return broken_rule(
        "UPDATE reviews_seat SET holder_id = %s, taken_at = now(), lease_until = now() "
        "WHERE round_id = %s AND number = 1",
        [person.pk, version.pk],
    )


def recommend(version: Version, person: Person, seat: Seat) -> str:
    return broken_rule(
        "INSERT INTO reviews_recommendation (id, round_id, seat_id, person_id, turn, verdict, "
        "answers, suggestions, reason, has_read, made_at) "
        "VALUES (%s, %s, %s, %s, 9, 'accept', '{}', '[]', '', 'abstract', now())",
        [uuid.uuid4(), version.pk, seat.pk, person.pk],
    )


def decide(version: Version, person: Person) -> str:
    return broken_rule(
        "INSERT INTO reviews_decision (round_id, move, outcome, reasons, decider_id, made_at) "
        "VALUES (%s, 'decide', 'accepted', '{}', %s, now())",
        [version.pk, person.pk],
    )


def test_nobody_reviews_their_own_item() -> None:
    world = World()
    version = world.in_review()
    assert sit(version, world.author) == "reviewer_is_no_author_of_the_item"
    seat = Seat.objects.get(round=version.pk, holder=world.first)
    assert recommend(version, world.author, seat) == "reviewer_is_no_author_of_the_item"


def test_nobody_reviews_a_paper_they_have_an_interest_in() -> None:
    world = World()
    version = world.in_review()
    person = make_person("reviewer")
    assert sit(version, person) == ""
    declare_interest(citation=world.citation, person=person, kind="authorship", actor=person)
    assert sit(version, person) == "reviewer_has_no_interest_in_the_paper"


def test_an_author_of_the_paper_decides_nothing() -> None:
    world = World()
    version = world.split()
    editor = make_person("editor")
    assert decide(version, editor) == ""
    declare_interest(citation=world.citation, person=editor, kind="authorship", actor=editor)
    assert decide(version, editor) == "decider_has_no_interest_in_the_paper"


def test_a_round_is_not_decided_by_its_author_its_reviewer_or_somebody_without_the_role() -> None:
    author = make_person("curator", "editor")
    world = World(author=author)
    version = world.split()
    assert decide(version, author) == "decider_is_no_author_of_the_item"
    assert decide(version, world.second) == "decider_held_no_seat_in_the_round"
    assert decide(version, make_person("reviewer")) == "decider_is_an_editor"


def test_a_recommendation_comes_from_the_seat_holder_while_the_round_is_open() -> None:
    world = World()
    version = world.in_review()
    seat = Seat.objects.get(round=version.pk, holder=world.first)
    stranger = make_person("reviewer")
    assert recommend(version, stranger, seat) == "recommendation_is_the_seat_holders"
    assert recommend(version, world.first, seat) == ""
    agreed = world.agreed()
    seat = Seat.objects.get(round=agreed.pk, holder=world.first)
    rule = "recommendation_comes_while_the_round_is_open"
    assert recommend(agreed, world.first, seat) == rule


def test_an_item_has_one_open_round() -> None:
    world = World()
    version = world.returned()
    second = world.in_review()
    rule = broken_rule(
        "UPDATE evidence_standing SET item_id = %s WHERE version_id = %s",
        [world.split().item_id, second.pk],
    )
    assert rule == "item_has_one_open_round"
    assert version.standing.status == "returned"


def test_a_version_is_accepted_by_a_decision_only() -> None:
    world = World()
    version = world.agreed()
    sql = "UPDATE evidence_standing SET status = 'accepted' WHERE version_id = %s"
    assert broken_rule(sql, [version.pk]) == "accepted_rests_on_a_decision"


def test_a_recommendation_and_a_decision_stand_for_ever() -> None:
    world = World()
    world.accepted()
    assert Recommendation.objects.count() == 2
    for sql in (
        "UPDATE reviews_recommendation SET verdict = 'reject'",
        "DELETE FROM reviews_recommendation",
        "UPDATE reviews_decision SET outcome = 'rejected'",
        "DELETE FROM reviews_decision",
        "DELETE FROM reviews_waiver",
    ):
        with (
            pytest.raises(Exception, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


def test_a_temporary_table_does_not_fool_a_rule() -> None:
    world = World()
    version = world.in_review()
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE evidence_version_author "
            "(LIKE public.evidence_version_author) ON COMMIT DROP"
        )
    assert sit(version, world.author) == "reviewer_is_no_author_of_the_item"
