"""Two people at once, on two real connections."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from accounts.actions.appointing import deactivate
from evidence.models import Standing
from ground.errors import DomainError
from reviews.actions.decide import confirm
from reviews.actions.seats import take_paper
from reviews.actions.submit import submit
from reviews.actions.withdraw import withdraw
from reviews.models import Decision, Recommendation, Seat
from reviews.queries.violations import violations
from tests.factories import any_administrator, make_person
from tests.patience import PATIENCE
from tests.worlds import World

pytestmark = pytest.mark.both

ROUNDS = 30


def at_once(*actions: Callable[[], object]) -> list[object]:
    """Run the actions in threads that start together; return what each returned or raised."""
    barrier = threading.Barrier(len(actions), timeout=PATIENCE)
    results: list[object] = [None] * len(actions)

    def run(place: int, action: Callable[[], object]) -> None:
        try:
            barrier.wait()
            results[place] = action()
        except DomainError as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_reviewers_at_once_never_leave_a_round_open(committed_db: str) -> None:
    world = World()
    versions = [world.in_review() for _ in range(ROUNDS)]
    for number, version in enumerate(versions):
        verdict = "accept" if number % 2 else "revise"
        results = at_once(
            lambda v=version: world.say(v, world.first, "accept"),
            lambda v=version, r=verdict: world.say(v, world.second, r),
        )
        assert all(isinstance(result, Recommendation) for result in results), results
    closed = list(
        Standing.objects.filter(version__in=versions).order_by("version_id").values_list(
            "status", flat=True
        )
    )  # fmt: skip
    assert closed == ["split", "agreed"] * (ROUNDS // 2)
    assert Recommendation.objects.count() == 2 * ROUNDS


def test_two_reviewers_never_sit_on_one_seat(committed_db: str) -> None:
    world = World()
    draft = world.draft()
    version = submit(draft=draft, revision=1, interests="none", actor=world.author)
    people = [make_person("reviewer") for _ in range(5)]
    results = at_once(*(lambda p=p: take_paper(citation=world.citation, actor=p) for p in people))
    assert sum(isinstance(result, list) for result in results) == 2
    refusals = [result for result in results if isinstance(result, DomainError)]
    assert len(refusals) == 3
    assert all("Nothing was taken." in refusal.message for refusal in refusals)
    holders = list(Seat.objects.filter(round=version.pk).values_list("holder", flat=True))
    assert len(set(holders)) == 2


def test_confirm_while_the_author_withdraws_has_one_winner(committed_db: str) -> None:
    world = World()
    for _ in range(6):
        version = world.agreed()
        results = at_once(
            lambda v=version: confirm(version=v, actor=world.decider),
            lambda v=version: withdraw(version=v, reason="Entered twice.", actor=world.author),
        )
        refused = [result for result in results if isinstance(result, DomainError)]
        assert len(refused) == 1, results
        assert "Nothing was changed" in refused[0].message
        status = Standing.objects.get(version=version).status
        assert status == ("accepted" if isinstance(results[0], Decision) else "withdrawn")


def test_a_double_click_submits_and_confirms_once(committed_db: str) -> None:
    world = World()
    draft = world.draft()
    results = at_once(
        *[lambda: submit(draft=draft, revision=1, interests="none", actor=world.author)] * 3
    )
    assert len({result.pk for result in results}) == 1
    version = world.agreed()
    results = at_once(*[lambda: confirm(version=version, actor=world.decider)] * 3)
    assert {type(result) for result in results} == {Decision}
    assert Decision.objects.filter(round=version.pk).count() == 1


def test_an_account_closed_at_the_moment_of_a_recommendation(committed_db: str) -> None:
    """What was delivered counts, what was not is another's to say: the round closes either way."""
    administrator = any_administrator()
    for _ in range(6):
        world = World()
        version = world.in_review()
        at_once(
            lambda v=version, w=world: w.say(v, w.first, "accept"),
            lambda w=world: deactivate(person=w.first, actor=administrator),
        )
        newcomer = make_person("reviewer")
        take_paper(citation=world.citation, actor=newcomer)
        for reviewer in (world.second, newcomer):
            if Standing.objects.get(version=version).status == "in_review":
                world.say(version, reviewer, "accept")
        assert Standing.objects.get(version=version).status == "agreed"
        assert Recommendation.objects.filter(round=version.pk).count() == 2
    assert list(violations()) == []
