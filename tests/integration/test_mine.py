"""Mine against the decision: what counts as met, who reads it, and nothing of open rounds."""

from typing import Any

import pytest

from reviews.actions.correct import accept_as_corrected
from reviews.actions.decide import confirm, decide
from reviews.models import Recommendation
from reviews.queries.learning import own_judgements, own_versions
from tests.factories import make_person
from tests.posting import text_of
from tests.reviewing import queries, signed_in
from tests.worlds import DISAGREE, World

pytestmark = pytest.mark.django_db
PAGE = "/reviews/mine/"


@pytest.fixture
def world() -> World:
    return World()


def sums(person: Any) -> dict[str, tuple[int, int, int, int]]:
    """Return question → (as decided, against, weighed, no side) on the person's page."""
    rows = signed_in(person).get(PAGE).context["sums"]
    return {row.label: (row.as_decided, row.against, row.weighed, row.no_side) for row in rows}


class TestReviewers:
    def test_first_words_beside_the_decision(self, world: World) -> None:
        world.accepted()
        world.returned()
        split = world.split()  # the first asked for a revision over the cargo, the second accepts
        decide(
            version=split, outcome="accepted", reasons={"cargo": "The table agrees."},
            actor=world.decider,
        )  # fmt: skip
        first, second = sums(world.first), sums(world.second)
        assert first["Recommendation"] == (2, 1, 0, 0)
        assert second["Recommendation"] == (3, 0, 0, 0)
        assert (first["Cargo"], second["Cargo"]) == ((2, 1, 0, 0), (3, 0, 0, 0))
        assert first["Cancer and models"] == (3, 0, 0, 0)
        text = text_of(signed_in(world.first).get(PAGE))
        for said in ("3 decided items", "The table names another miRNA.", "The table agrees."):
            assert said in text

    def test_what_an_editor_weighed_is_shown_and_not_counted(self, world: World) -> None:
        world.rejected()
        assert sums(world.first)["Cargo"] == sums(world.second)["Cargo"] == (0, 0, 1, 0)
        assert "It is another miRNA." in text_of(signed_in(world.second).get(PAGE))

    def test_whoever_asked_for_what_was_put_right_was_right(self, world: World) -> None:
        version = world.split()
        suggested = Recommendation.objects.get(round=version.pk, person=world.first)
        accept_as_corrected(version=version, chosen=[(str(suggested.pk), 0)], actor=world.decider)
        first, second = sums(world.first), sums(world.second)
        assert first["Recommendation"] == second["Recommendation"] == (1, 0, 0, 0)
        # The suggestion was about the place in the paper: both had agreed with the source.
        assert first["Source"] == second["Source"] == (0, 1, 0, 0)
        assert "accepted as corrected" in text_of(signed_in(world.first).get(PAGE))

    def test_who_could_not_tell_took_no_side(self, world: World) -> None:
        version = world.in_review()
        unsure = DISAGREE | {"donor": {"answer": "cannot_tell"}}
        world.say(version, world.first, "revise", answers=unsure)
        world.say(version, world.second, "revise")
        confirm(version=version, actor=world.decider)
        assert sums(world.first)["Donor and vesicle"] == (0, 0, 0, 1)

    def test_nothing_of_rounds_that_are_open_withdrawn_or_undecided(self, world: World) -> None:
        half = world.in_review()
        world.say(half, world.first, "reject")
        for status in ("agreed", "split", "reconciling", "withdrawn"):
            world.with_status(status)
        for person in (world.first, world.second, world.author, world.decider):
            assert own_judgements(person) == []
            assert own_versions(person) == []
            assert "0 decided items" in text_of(signed_in(person).get(PAGE))


class TestCurators:
    def test_sections_and_quarters(self, world: World) -> None:
        world.accepted()
        world.returned()
        world.rejected()
        context = signed_in(world.author).get(PAGE).context
        rows = {
            row.label: (row.decided, row.questioned, row.corrected) for row in context["sections"]
        }
        assert rows["Cargo"] == (3, 2, 0)
        assert rows["Therapy and effect"] == (3, 0, 0)
        (quarter,) = context["quarters"]
        assert (quarter.decided, quarter.accepted, quarter.returned, quarter.rejected) == (
            3, 1, 1, 1,
        )  # fmt: skip
        assert quarter.questioned == "Cargo 2"
        assert len(context["questioned"]) == 2

    def test_reviewers_stay_unnamed(self, world: World) -> None:
        world.returned()
        text = text_of(signed_in(world.author).get(PAGE))
        assert "The table names another miRNA." in text
        for reviewer in (world.first, world.second, world.decider):
            assert reviewer.username not in text
            assert str(reviewer) not in text


class TestPrivate:
    def test_nobody_reads_another_persons(self, world: World) -> None:
        for status in ("accepted", "returned", "rejected"):
            world.with_status(status)
        readers = (make_person("editor"), make_person("reviewer"), make_person(administrator=True))
        for reader in readers:
            client = signed_in(reader)
            text = text_of(client.get(PAGE))
            assert "0 decided items" in text
            assert "0 decided versions" in text
            assert "The table names another miRNA." not in text
            # There is no address of somebody else's, and no way to ask for one.
            for more in (f"{world.first.pk}/", f"{world.first.username}/"):
                assert client.get(PAGE + more).status_code == 404
            for asked in ({"person": world.first.pk}, {"username": world.first.username}):
                assert "0 decided items" in text_of(client.get(PAGE, asked))

    def test_what_others_recommend_moves_no_byte_of_it(self, world: World) -> None:
        world.accepted()
        version = world.in_review()
        clients = [signed_in(person) for person in (world.first, world.author, world.decider)]

        def seen() -> list[bytes]:
            return [client.get(PAGE).content.partition(b"<main")[2] for client in clients]

        nobody = seen()
        for person, verdict in ((world.second, "reject"), (world.first, "accept")):
            world.say(version, person, verdict)
            assert seen() == nobody


def test_one_and_three_decided_items_cost_the_same(world: World) -> None:
    reviewer, author = signed_in(world.first), signed_in(world.author)
    counted = []
    for rows in (1, 2):
        for _ in range(rows):
            world.accepted()
            world.returned()
        counted.append((queries(reviewer, PAGE), queries(author, PAGE)))
    assert counted == [(9, 9)] * 2
