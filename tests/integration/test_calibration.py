"""The calibration set: chosen by editors, judged before a first seat, nobody else's affair."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from ground.errors import Denied, Invalid, Stale
from ground.models import Event
from reviews.actions.assigning import assign
from reviews.actions.calibrate import Uncalibrated, choose_claim, judge_claim, take_out
from reviews.actions.seats import take_paper
from reviews.actions.submit import submit
from reviews.models import CalibrationAnswer, CalibrationClaim, Recommendation, Seat
from reviews.policies.calibration import FEWEST_PEOPLE, SET_SIZE
from reviews.queries.calibration import left_to_judge, sums
from tests.agreeing import REFERENCE, choose, judge, whole_set
from tests.databases import BuiltOnce
from tests.factories import any_administrator, make_person
from tests.posting import text_of
from tests.reviewing import page, signed_in
from tests.worlds import SECTIONS, World

pytestmark = pytest.mark.django_db
SIGHT = Path(__file__).parents[2] / "docs/sight.md"
SET = "/reviews/calibration/"
Chosen = tuple[World, list[CalibrationClaim]]


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def chosen(built_once: BuiltOnce) -> Chosen:
    """A whole set, chosen from claims of one world."""
    made: Chosen = built_once(choose_all)
    return made


def choose_all() -> Chosen:
    world = World()
    return world, whole_set(world)


def address(claim: CalibrationClaim) -> str:
    return reverse("reviews:calibration-claim", args=[claim.pk])


def waiting(world: World) -> Any:
    """A version in review whose two seats are free."""
    draft = world.draft()
    return submit(draft=draft, revision=draft.revision, interests="none", actor=world.author)


def posted(verdict: str = "accept", **changes: str) -> dict[str, str]:
    """What the page of a claim posts: agreed everywhere, but for the `changes`."""
    return {f"answer-{name}": "agree" for name in SECTIONS} | {"verdict": verdict} | changes


class TestChoosing:
    def test_an_editor_chooses_and_takes_out(self, world: World) -> None:
        client = signed_in(world.decider)
        version = world.accepted()
        place = page("version-calibrate", version)
        assert "Reference answers" in text_of(client.get(place))
        answer = client.post(place, posted("revise", **{
            "answer-cargo": "disagree", "why-cargo": "Table 2 names another.", "reason": "Wrong.",
        }))  # fmt: skip
        assert answer.status_code == 303
        claim = CalibrationClaim.objects.get()
        assert (claim.verdict, claim.chosen_by) == ("revise", world.decider)
        assert claim.reference["cargo"] == {
            "answer": "disagree", "explanation": "Table 2 names another.",
        }  # fmt: skip
        assert f"{version.item.accession}: revise" in text_of(client.get(SET))
        for _ in range(2):  # a double click
            assert client.post(f"{address(claim)}take-out/").status_code == 303
        assert not CalibrationClaim.objects.current().exists()
        assert CalibrationClaim.objects.count() == 1
        verbs = Event.objects.filter(stream="calibration").order_by("position")
        assert [event.verb for event in verbs] == ["choose", "take out"]
        # Taken out, it may be chosen anew.
        choose(version, world.decider)

    def test_everything_missing_is_said_at_once_and_kept(self, world: World) -> None:
        place = page("version-calibrate", world.accepted())
        body = {"answer-cargo": "disagree", "why-donor": "Typed before."}
        answer = signed_in(world.decider).post(place, body)
        assert answer.status_code == 422
        text = text_of(answer)
        for said in (
            "Recommendation: choose accept, revise or reject.",
            "Source: answer agree, disagree or cannot tell.",
            "Cargo: explain it in a sentence",
            "Typed before.",
        ):
            assert said in text
        assert not CalibrationClaim.objects.exists()

    @pytest.mark.parametrize("status", ["in_review", "agreed", "split", "returned", "withdrawn"])
    def test_what_reviewers_may_not_read_or_still_judge_is_refused(
        self, world: World, status: str
    ) -> None:
        version = world.with_status(status)
        with pytest.raises(Denied, match="Reviewers may not read this version"):
            choose(version, world.decider)
        assert signed_in(world.decider).get(page("version-calibrate", version)).status_code == 403

    def test_editors_only_each_version_once_and_five_at_most(self, world: World) -> None:
        version = world.accepted()
        for person in (world.author, world.first, make_person()):
            with pytest.raises(Denied, match="Editors choose the calibration set"):
                choose(version, person)
            assert signed_in(person).get(page("version-calibrate", version)).status_code == 403
        claim = choose(version, world.decider)
        with pytest.raises(Denied, match="in the calibration set already"):
            choose(version, world.decider)
        with pytest.raises(Denied, match="Editors choose"):
            take_out(claim=claim, actor=world.first)
        for _ in range(SET_SIZE - 1):
            choose(world.accepted(), world.decider)
        with pytest.raises(Denied, match="holds 5 claims already"):
            choose(world.accepted(), world.decider)

    def test_the_box_on_the_set_leads_to_the_latest_version(self, world: World) -> None:
        version, client = world.accepted(), signed_in(world.decider)
        answer = client.get(SET, {"accession": version.item.accession.lower()})
        assert answer["Location"] == page("version-calibrate", version)
        for typed in ("EVD-999999", "٣", "x" * 300):
            answer = client.get(SET, {"accession": typed})
            assert answer.status_code == 200
            assert "that can be chosen" in text_of(answer)


class TestJudging:
    def test_answer_first_then_the_reference_beside_it(self, world: World) -> None:
        claim = choose(world.accepted(), world.decider)
        reviewer = make_person("reviewer")
        client = signed_in(reviewer)
        before = text_of(client.get(address(claim)))
        for hidden in ("Table 2 names another miRNA.", "another one", claim.version.item.accession):
            assert hidden not in before
        assert claim.version.item.accession not in text_of(client.get(SET))
        answer = client.post(address(claim), posted(**{"why-cargo": "As in the abstract."}))
        assert answer.status_code == 303
        after = text_of(client.get(address(claim)))
        for said in (
            "You said <strong>agree</strong>; the reference says <strong>disagree</strong>",
            "The table names another miRNA.",
            "As in the abstract.",
            "You said <strong>accept</strong>; the reference says <strong>revise</strong>",
            "Table 2 names another miRNA.",
            "Same as the reference:",
        ):
            assert said in after
        assert "6 of 7" in text_of(client.get(SET))
        said_once = CalibrationAnswer.objects.get()
        # The first answer stays, whatever is posted after the reference was read.
        client.post(address(claim), posted("revise"))
        assert judge(claim, reviewer, "revise") == said_once
        assert CalibrationAnswer.objects.get().verdict == "accept"

    def test_it_is_no_recommendation(self, chosen: Chosen) -> None:
        (_, claims), person = chosen, make_person("reviewer")
        before = (Recommendation.objects.count(), Seat.objects.count(), Event.objects.count())
        for claim in claims:
            judge(claim, person)
        assert before == (
            Recommendation.objects.count(), Seat.objects.count(), Event.objects.count(),
        )  # fmt: skip

    def test_everything_missing_is_said_at_once_and_kept(self, world: World) -> None:
        claim = choose(world.accepted(), world.decider)
        client = signed_in(make_person("reviewer"))
        answer = client.post(address(claim), {"answer-donor": "agree", "why-donor": "Kept, this."})
        assert answer.status_code == 422
        text = text_of(answer)
        assert "Cargo: answer agree, disagree or cannot tell." in text
        assert "Recommendation: choose accept, revise or reject." in text
        assert "Kept, this." in text
        assert "Table 2 names another miRNA." not in text
        assert not CalibrationAnswer.objects.exists()

    def test_who_does_not_judge_is_told_why(self, world: World) -> None:
        claim = choose(world.accepted(), world.decider)
        wrote = make_person("reviewer", "curator")
        theirs = choose(world.accepted(author=wrote), world.decider)
        both = make_person("reviewer", "editor")
        chosen = choose(world.accepted(), both)
        for person, which, why in (
            (world.decider, claim, "The calibration set is for people who review"),
            (wrote, theirs, "You chose or wrote this claim yourself"),
            (both, chosen, "You chose or wrote this claim yourself"),
        ):
            with pytest.raises(Denied, match=why):
                judge(which, person)
            answer = signed_in(person).get(address(which))
            assert why in text_of(answer)
            assert "Answer, and see the reference" not in text_of(answer)
        for stranger in (make_person(), make_person("curator")):
            assert signed_in(stranger).get(address(claim)).status_code == 404
            assert signed_in(stranger).post(address(claim), posted()).status_code == 404
            assert signed_in(stranger).get(SET).status_code == 403

    def test_what_was_taken_out_meanwhile_is_not_answered_but_stays_to_read(
        self, world: World
    ) -> None:
        claim = choose(world.accepted(), world.decider)
        early, late = make_person("reviewer"), make_person("reviewer")
        judge(claim, early)
        take_out(claim=claim, actor=world.decider)
        with pytest.raises(Stale, match="taken out of the set meanwhile"):
            judge(claim, late)
        answer = signed_in(late).post(address(claim), posted(**{"why-donor": "Kept, this."}))
        assert answer.status_code == 409
        assert "taken out of the set meanwhile" in text_of(answer)
        assert "Table 2 names another miRNA." in text_of(signed_in(early).get(address(claim)))

    def test_answers_are_their_givers_alone(self, world: World) -> None:
        claim = choose(world.accepted(), world.decider)
        giver = make_person("reviewer", username="giver-of-answers")
        secret = "Something only I thought of."
        body = posted(**{"why-cargo": secret})
        signed_in(giver).post(address(claim), body)
        readers = (make_person("reviewer"), world.decider, make_person("editor", "reviewer"))
        for reader in readers:
            assert not CalibrationAnswer.objects.visible_to(reader).exists()
            for place in (SET, address(claim)):
                text = text_of(signed_in(reader).get(place))
                assert secret not in text
                assert "giver-of-answers" not in text


class TestBeforeTheFirstSeat:
    def test_no_set_asks_nothing_and_a_part_of_one_neither(self, world: World) -> None:
        for _ in range(SET_SIZE - 1):
            choose(world.accepted(), world.decider)
        version, newcomer = waiting(world), make_person("reviewer")
        assert take_paper(citation=version.citation, actor=newcomer)

    def test_a_newcomer_judges_the_set_first(self, chosen: Chosen) -> None:
        world, claims = chosen
        version = waiting(world)
        newcomer = make_person("reviewer")
        client = signed_in(newcomer)
        take = reverse("reviews:paper-take", args=[version.citation.key])
        queue = text_of(client.get(reverse("reviews:queue")))
        assert "you have 5 claims of it left." in queue
        assert f'href="{SET}">Calibration set first' in queue
        assert take not in queue
        refused = client.post(take)
        assert refused.status_code == 403
        text = text_of(refused)
        assert "judges the calibration set before, and you have 5 claims of it left." in text
        assert "Nothing was taken." in text
        assert f'href="{SET}"' in text
        assert not Seat.objects.filter(holder=newcomer).exists()
        for left, claim in enumerate(claims):
            assert left_to_judge(newcomer) == SET_SIZE - left
            with pytest.raises(Uncalibrated):
                take_paper(citation=version.citation, actor=newcomer)
            judge(claim, newcomer)
        assert take in text_of(client.get(reverse("reviews:queue")))
        assert len(take_paper(citation=version.citation, actor=newcomer)) == 1

    def test_an_editor_cannot_give_a_newcomer_a_seat_either(self, chosen: Chosen) -> None:
        world, claims = chosen
        version = waiting(world)
        newcomer = make_person("reviewer")
        body = {"person": newcomer.username}
        answer = signed_in(world.decider).post(page("version-assign", version), body)
        assert answer.status_code == 403
        assert "has not finished the calibration set" in text_of(answer)
        assert "Nobody was assigned." in text_of(answer)
        for claim in claims:
            judge(claim, newcomer)
        assert assign(version=version, person=newcomer, actor=world.decider).holder == newcomer

    def test_whoever_has_reviewed_goes_on(self, chosen: Chosen) -> None:
        world, _ = chosen
        version = waiting(world)
        # Both reviewed what the set is made of.
        assert take_paper(citation=version.citation, actor=world.first)

    def test_a_site_may_only_offer_it(self, chosen: Chosen, settings: Any) -> None:
        world, _ = chosen
        version, newcomer = waiting(world), make_person("reviewer")
        assert "before their first paper" in text_of(signed_in(newcomer).get(SET))
        settings.CALIBRATION_FIRST = False
        assert "offered and not asked for" in text_of(signed_in(newcomer).get(SET))
        assert take_paper(citation=version.citation, actor=newcomer)

    def test_a_recommendation_in_an_open_round_makes_no_difference(self, world: World) -> None:
        """Else an editor could tell by assigning whether somebody has delivered."""
        version, newcomer = waiting(world), make_person("reviewer")
        take_paper(citation=version.citation, actor=newcomer)
        other = World(author=world.author, decider=world.decider)
        whole_set(other)
        target = waiting(World(author=world.author, decider=world.decider))

        def assigned() -> str:
            with pytest.raises(Denied) as refusal:
                assign(version=target, person=newcomer, actor=world.decider)
            return refusal.value.message

        before = assigned()
        world.say(version, newcomer, "accept")
        assert assigned() == before


class TestSums:
    def test_fives_of_people_who_finished(self, chosen: Chosen) -> None:
        world, claims = chosen
        people = [make_person("reviewer") for _ in range(FEWEST_PEOPLE + 1)]
        for number, person in enumerate(people):
            assert sums() == ((0, []) if number < FEWEST_PEOPLE else (FEWEST_PEOPLE, sums()[1]))
            for claim in claims:
                judge(claim, person, "revise" if number == 0 else "accept")
        many, rows = sums()
        assert many == FEWEST_PEOPLE
        by_label = {row.label: (row.same, row.given) for row in rows}
        assert by_label["Cargo"] == by_label["Recommendation"] == (5, 25)
        assert by_label["Cancer and models"] == (25, 25)
        assert "5 people" in text_of(signed_in(world.decider).get(SET))
        assert "Everybody’s, in sum" not in text_of(signed_in(people[0]).get(SET))


def test_who_finds_what_is_what_the_page_says(world: World) -> None:
    """docs/sight.md, the table of practice."""
    section = SIGHT.read_text(encoding="utf-8").partition("## Practice")[2].partition("\n## ")[0]
    head, _, *rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in section.splitlines()
        if line.startswith("|")
    ]
    people = {kind: make_person(kind) for kind in ("curator", "reviewer", "editor")}
    people |= {"visitor": None, "nobody": make_person(), "administrator": any_administrator()}
    claim = choose(world.accepted(), world.decider)
    judge(claim, make_person("reviewer"))
    judge(claim, people["reviewer"])

    def finds(reader: Any) -> dict[str, str]:
        answers = CalibrationAnswer.objects.visible_to(reader)
        return {
            "claim": "claim" if CalibrationClaim.objects.visible_to(reader).exists() else "–",
            "answer": "own" if [one.person for one in answers] == [reader] else "–",
        }

    found = {kind: finds(people[kind]) for kind in head[1:]}
    assert rows == [[what, *(found[kind][what] for kind in head[1:])] for what, *_ in rows]


def test_what_is_wrong_reaches_the_action_too(world: World) -> None:
    claim = choose(world.accepted(), world.decider)
    with pytest.raises(Invalid):
        judge_claim(claim=claim, verdict="", answers={}, actor=make_person("reviewer"))
    with pytest.raises(Invalid):
        choose_claim(
            version=world.accepted(), verdict="accept", explanation="", reference=REFERENCE,
            actor=world.decider,
        )  # fmt: skip
    assert CalibrationClaim.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_set_and_a_claim_cost_the_same_for_one_and_three(
    world: World, django_assert_num_queries: Any, rows: int
) -> None:
    claims = [choose(world.accepted(), world.decider) for _ in range(rows)]
    client = signed_in(make_person("reviewer"))
    for place, expected in ((SET, 6), (address(claims[0]), 10)):
        client.get(place)
        with django_assert_num_queries(expected):
            assert client.get(place).status_code == 200
