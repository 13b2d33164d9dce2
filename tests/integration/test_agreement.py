"""What agreement counts, what it shows, and what it keeps to itself."""

import csv
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from ground import clock
from reviews.actions.correct import accept_as_corrected
from reviews.actions.decide import confirm
from reviews.actions.recommend import fewer_seats
from reviews.actions.withdraw import withdraw
from reviews.models import Recommendation
from reviews.policies.agreement import FEWEST, agreements
from reviews.policies.period import Period
from reviews.queries.accepted import accepted_in
from reviews.queries.agreement import Alike, alike_at_first, judged_in
from tests.agreeing import LAST_TWO, TWENTY, decide_rounds, eighteen_rounds
from tests.databases import BuiltOnce
from tests.factories import make_person
from tests.posting import text_of
from tests.reviewing import signed_in
from tests.worlds import DISAGREE, World

pytestmark = pytest.mark.django_db
PAGE = "/reviews/agreement/"
FILE = "/reviews/agreement/figures.csv"
PICTURE = "/reviews/agreement/picture.svg"
EVER = Period()


@pytest.fixture
def world(built_once: BuiltOnce) -> World:
    """Eighteen decided rounds, two fewer than a batch."""
    made: World = built_once(eighteen_rounds)
    return made


def counted() -> int:
    return judged_in(EVER).rounds


def shares() -> dict[str, float]:
    found = agreements(judged_in(EVER).answers)
    return {one.question: round(one.percent.value or 0.0, 4) for one in found}


class TestWhatCounts:
    def test_batches_of_decided_rounds(self, world: World, django_assert_num_queries: Any) -> None:
        decide_rounds(world, {"accepted": 1})
        assert (counted(), shares()) == (0, {})
        assert alike_at_first() == Alike(0, 0)
        decide_rounds(world, {"rejected": 1})
        assert counted() == FEWEST == sum(TWENTY.values())
        everything = dict.fromkeys(
            ("source", "donor", "mechanism", "cancer", "therapy", "evidence"), 1.0
        )
        assert shares() == everything | {"verdict": 0.85, "cargo": 0.85}
        # The next ones wait for a batch of their own.
        assert alike_at_first() == Alike(FEWEST, 17)
        decide_rounds(world, {"accepted": 3})
        assert counted() == FEWEST
        with django_assert_num_queries(2):
            assert alike_at_first() == Alike(FEWEST, 17)

    def test_what_is_open_withdrawn_or_judged_by_one_counts_nowhere(self, world: World) -> None:
        decide_rounds(world, {"rejected": 1})
        half = world.in_review()
        world.say(half, world.first, "accept")
        world.agreed()
        world.split()
        gone = world.in_review()
        world.say(gone, world.first, "reject")
        withdraw(version=gone, reason="Entered twice.", actor=world.author)
        one = world.in_review()
        world.say(one, world.first, "accept")
        one = fewer_seats(version=one, reason="Nobody else is here.", actor=world.decider)
        confirm(version=one, actor=world.decider)
        assert counted() == 0
        decide_rounds(world, {"accepted": 1})
        assert counted() == FEWEST

    def test_first_words_count_and_not_what_became_of_them(self, world: World) -> None:
        decide_rounds(world, {"rejected": 1})
        version = world.reconciling()
        world.say(version, world.second, "revise", answers=DISAGREE)
        confirm(version=version, actor=world.decider)
        assert Recommendation.objects.filter(round=version.pk).count() == 3
        assert shares()["verdict"] == shares()["cargo"] == 0.8
        assert judged_in(EVER).courses["confirm", "returned", True] == 1

    def test_what_was_accepted_as_corrected_counts_once(self, world: World) -> None:
        decide_rounds(world, {"rejected": 1})
        version = world.agreed()
        suggested = Recommendation.objects.get(round=version.pk, person=world.first)
        accept_as_corrected(version=version, chosen=[(str(suggested.pk), 0)], actor=world.decider)
        assert counted() == FEWEST
        assert judged_in(EVER).courses["accept_as_corrected", "accepted", False] == 1

    def test_kappa_asks_for_the_same_two_people(self, world: World) -> None:
        decide_rounds(world, LAST_TWO)
        verdict = agreements(judged_in(EVER).answers)[0]
        # 12 accept-accept, 5 revise-revise, 3 revise-accept: 0.85 observed, 0.51 by chance
        assert verdict.kappa is not None
        assert verdict.kappa.value == pytest.approx((0.85 - 0.55) / 0.45)
        other = World(author=world.author, decider=world.decider)
        decide_rounds(other, TWENTY | {"accepted": 7})
        decide_rounds(World(author=world.author, decider=world.decider), {"accepted": 5})
        both = agreements(judged_in(EVER).answers)[0]
        assert (both.n, both.kappa) == (40, None)
        assert both.why_no_kappa == "too few rounds by other pairs to leave them out"

    def test_a_batch_belongs_to_the_day_of_its_last_decision(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        decide_rounds(world, {"rejected": 1})
        later = clock.now() + timedelta(days=40)
        version = World(author=world.author, decider=world.decider).agreed()
        monkeypatch.setattr(clock, "now", lambda: later)
        confirm(version=version, actor=world.decider)
        day, before = later.date(), later.date() - timedelta(days=1)
        for period, rounds in (
            (Period(first=day), FEWEST),
            (Period(last=day), FEWEST),
            (Period(day, day), FEWEST),
            (Period(last=before), 0),
            (Period(first=day + timedelta(days=1)), 0),
        ):
            assert judged_in(period).rounds == rounds
        assert accepted_in(Period(last=before)).total == 11
        assert accepted_in(Period(first=day)).total == 1


class TestPage:
    def test_before_there_is_a_batch(self) -> None:
        decide_rounds(World(), {"accepted": 2, "rejected": 1})
        answer = signed_in(make_person("curator")).get(PAGE)
        text = text_of(answer)
        assert "Too few rounds" in text
        assert "Fewer than 20 versions judged by two reviewers were decided until" in text
        assert "<svg height" not in text
        # What is public may be said: two claims were accepted.
        assert "2 claims were accepted until" in text

    def test_with_a_batch(self, world: World) -> None:
        decide_rounds(world, LAST_TWO)
        today = clock.now().date()
        client = signed_in(make_person("curator"))
        text = text_of(client.get(PAGE, {"from": today, "to": today}))
        words = f"from {today.day} {today:%B %Y} to {today.day} {today:%B %Y}"
        for said in (
            "Gwet’s AC1",
            "85.0%",
            "64.0% to 94.8%",
            "not defined: one answer only",
            f"Of 20 versions judged by two reviewers and decided {words} (counted in whole "
            "batches of 20), the reviewers agreed at once on 17 and were split on 3, of which they "
            "reconciled 0 and an editor decided 3; 12 were accepted, 5 returned and 3 rejected.",
            "were the same in 85.0% (95% CI 64.0% to 94.8%) of 20 rounds (Gwet's AC1 0.81 (95% CI "
            "0.58 to 1.00), Cohen's κ within pairs of reviewers 0.67",
            f"12 claims were accepted {words}, 12 on the recommendation of two reviewers; "
            "nothing that stood against acceptance was waived.",
        ):
            assert said in text
        assert "Too few rounds" in text_of(client.get(PAGE, {"to": "1999-12-31"}))
        for asked, says in (
            ({"from": "x' OR 1"}, "is no day. Write it as"),
            ({"to": "2026-02-30"}, "is no day"),
            ({"from": "2026-02-02", "to": "2026-02-01"}, "is after “to=2026-02-01”. Swap them"),
            ({"period": "2026"}, "“period” is not known here. Known are: from, to."),
        ):
            for address in (PAGE, FILE, PICTURE):
                answer = client.get(address, asked)
                assert answer.status_code == 400
                assert says in text_of(answer)

    def test_file(self, world: World) -> None:
        decide_rounds(world, LAST_TWO)
        answer = signed_in(make_person()).get(FILE)
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        rows = list(csv.DictReader(answer.content.decode().splitlines()))
        assert len(rows) == 8
        assert (rows[0]["from"], rows[0]["question"], rows[0]["rounds"]) == (
            "", "Recommendation", "20",
        )  # fmt: skip
        assert (rows[0]["share_agreed"], rows[0]["cohen_kappa"]) == ("0.8500", "0.6667")
        assert (rows[1]["share_agreed"], rows[1]["krippendorff_alpha"]) == ("1.0000", "")

    def test_picture(self, world: World) -> None:
        client = signed_in(make_person())
        nothing = client.get(PICTURE)
        assert nothing.status_code == 404
        assert "in whole batches of 20" in text_of(nothing)
        decide_rounds(world, LAST_TWO)
        answer = client.get(PICTURE)
        assert answer["Content-Type"] == "image/svg+xml"
        drawn = ElementTree.fromstring(answer.content)
        labels = {text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")}
        assert {"Recommendation", "Cargo", "0.00", "1.00"} <= labels
        # One mark for each coefficient that is defined: AC1 of all eight, α of two.
        assert len(list(drawn.iter("{http://www.w3.org/2000/svg}circle"))) == 8
        assert len(list(drawn.iter("{http://www.w3.org/2000/svg}rect"))) == 2 + 1

    def test_waivers_and_one_reviewer_are_told(self) -> None:
        world = World()
        one = world.in_review()
        world.say(one, world.first, "accept")
        one = fewer_seats(version=one, reason="Nobody else is here.", actor=world.decider)
        confirm(version=one, actor=world.decider)
        world.accepted()
        accepted = accepted_in(EVER)
        assert (accepted.by_reviewers, accepted.waived) == ({1: 1, 2: 1}, 0)
        assert accepted_in(Period(last=date(1999, 12, 31))).total == 0


def test_twenty_and_forty_rounds_cost_the_same(
    world: World, django_assert_num_queries: Any
) -> None:
    client = signed_in(make_person())
    # Session and person; on a page also how much they have not read.
    expected = {PAGE: 4 + 3, FILE: 2 + 2, PICTURE: 2 + 2, "/api/v1/agreement": 4 + 2}
    for rounds in (LAST_TWO, TWENTY):
        decide_rounds(world, rounds)
        for address, asked in expected.items():
            client.get(address)
            with django_assert_num_queries(asked):
                assert client.get(address).status_code == 200


def test_nothing_open_moves_a_byte(
    world: World, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """The other reviewer has accepted, has rejected, has not voted; then both have."""
    decide_rounds(world, LAST_TWO | {"accepted": 4})
    version = world.in_review()
    readers = [make_person("editor"), make_person("curator", "reviewer"), world.author]
    clients = [signed_in(reader) for reader in readers]

    def seen() -> list[bytes]:
        return [body_of(client, page) for client in clients for page in (PAGE, FILE, PICTURE)]

    def body_of(client: Client, page: str) -> bytes:
        # The head of the page tells its reader of news, which is another test's.
        return client.get(page).content.partition(b"<main")[2 if page == PAGE else 0]

    nobody = seen()
    assert all(nobody)
    world.say(version, world.first, "reject")
    assert seen() == nobody
    world.say(version, world.first, "accept")
    assert seen() == nobody
    world.say(version, world.second, "reject")
    assert seen() == nobody
