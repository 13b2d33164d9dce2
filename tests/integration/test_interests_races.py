"""An authorship that is confirmed at the very moment of a recommendation has one winner."""

from typing import Any

import pytest
from django.db import IntegrityError, connection

from accounts.models import Person
from evidence.models import Citation, Item, Version
from ground.errors import DomainError
from reviews.actions.interests import declare_interest
from reviews.actions.seats import take_paper
from reviews.models import Interest, Recommendation, Seat, Voiding
from tests.conftest import Tell
from tests.factories import make_person
from tests.races import at_once
from tests.worlds import World, fresh

pytestmark = pytest.mark.both

TIMES = 20


def declares(world: World, person: Person, actor: Person) -> Any:
    return lambda: declare_interest(
        citation=world.citation, person=person, kind="authorship", actor=actor
    )


def nobody_judges_what_they_wrote(version: Version, person: Person) -> None:
    assert Interest.objects.barring().filter(person=person, citation=version.citation).exists()
    assert not Recommendation.objects.filter(round=version.pk, person=person).exists()
    assert not Seat.objects.filter(round=version.pk, holder=person).exists()
    assert fresh(version).standing.status == "in_review"


def test_authorship_confirmed_at_the_moment_of_a_recommendation(
    committed_db: str, tell: Tell
) -> None:
    """Either it was delivered first and is voided, or it is refused: it counts never."""
    editor = make_person("editor")
    winners = {"done": 0, "Missing": 0, "Denied": 0}
    for turn in range(TIMES):
        world = World()
        version = world.in_review()
        # Whoever waits first is served first: both orders are tried.
        seen: list[str] = []
        acts = [
            lambda w=world, v=version, s=seen: s.append(says(w, v)),
            declares(world, world.first, editor),
        ]
        at_once(
            lambda v=version: Item.objects.select_for_update().get(pk=v.item_id),
            *(acts if turn % 2 else acts[::-1]),
        )
        winners[seen[0]] += 1
        nobody_judges_what_they_wrote(version, world.first)
        delivered = Recommendation.with_voided.filter(round=version.pk).count()
        assert delivered == Voiding.objects.filter(recommendation__round=version.pk).count()
        assert delivered == (seen[0] == "done")
        third = make_person("reviewer")
        take_paper(citation=world.citation, actor=third)
        world.say(version, third, "accept")
        world.say(version, world.second, "accept")
        assert fresh(version).standing.status == "agreed"
    assert sum(winners.values()) == TIMES
    tell(f"Authorship confirmed beside a recommendation, {TIMES} times: {winners}")


def says(world: World, version: Version) -> str:
    """Return "done", or how the recommendation was refused."""
    try:
        world.say(version, world.first, "revise")
    except DomainError as refusal:
        return type(refusal).__name__
    return "done"


def test_in_plain_sql_as_well_one_of_both_is_refused(committed_db: str) -> None:
    """The rules of the database alone: an interest inserted beside a recommendation in the air."""
    world = World()
    version = world.in_review()
    seat = Seat.objects.get(round=version.pk, holder=world.first)

    def inserts() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO reviews_interest (person_id, citation_id, kind, detail, confirmed, "
                "declared_at, why_waived, why_refused) "
                "VALUES (%s, %s, 'authorship', '', true, now(), '', '')",
                [world.first.pk, world.citation.pk],
            )

    acts = (lambda: world.say(version, world.first, "accept"), inserts)
    results = [sql_outcome(act) for act in acts]
    assert results == ["done", "interested_reviewer_stepped_aside"]
    assert seat.holder_id == world.first.pk
    assert Citation.objects.filter(pk=world.citation.pk, interests=None).exists()


def sql_outcome(act: Any) -> str:
    try:
        act()
    except IntegrityError as error:
        return str(error.__cause__.diag.constraint_name)
    return "done"


def test_a_seat_taken_while_an_interest_is_declared(committed_db: str) -> None:
    for _ in range(5):
        world = World()
        version = world.in_review()
        Seat.objects.filter(round=version.pk, holder=world.first).update(
            holder=None, taken_at=None, lease_until=None
        )
        person = make_person("reviewer")
        results = at_once(
            lambda v=version: Item.objects.select_for_update().get(pk=v.item_id),
            lambda w=world, p=person: take_paper(citation=w.citation, actor=p),
            declares(world, person, person),
        )
        assert results in (["Denied", "done"], ["done", "done"])
        nobody_judges_what_they_wrote(version, person)
