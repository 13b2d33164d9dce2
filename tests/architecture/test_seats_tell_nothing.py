"""A seat from which something was delivered lives and ends like one from which nothing was.

The worlds differ in whether the other reviewer has delivered. In each the same happens afterwards:
time runs out, somebody takes the place, an editor reassigns it, an account is closed. Whoever
looks then sees the same bytes, and whoever acts is answered the same.
"""

import functools
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from accounts.actions.appointing import appoint, deactivate, reactivate
from accounts.models import Person
from ground import clock
from ground.errors import DomainError
from reviews.actions.assigning import assign, reassign
from reviews.actions.away import go_away
from reviews.actions.notes import keep_note
from reviews.actions.seats import take_paper
from reviews.models import Seat
from tests.architecture.three_worlds import QUEUE, Seen, Stage, time_stands_still
from tests.conftest import Tell
from tests.databases import cloned
from tests.factories import any_administrator, make_person
from tests.reviewing import said, signed_in
from tests.worlds import World


class SeatStage(Stage):
    """The same stage, with five reviewers who wait at the side."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.crowd = [make_person("reviewer", username=f"newcomer-{n}") for n in range(5)]

    def requests(self, person: Person | None) -> Iterator[tuple[str, str]]:
        """The addresses on which seats, people or their order could show."""
        yield from (("get", self.address(name)) for name in PAGES)
        yield from (("post", self.address(name)) for name in VERBS)
        for seat in Seat.objects.filter(round=self.version.pk).order_by("pk"):
            yield "get", reverse("reviews:seat", args=[seat.pk])
            yield "get", f"{self.address('reviews:version-assign')}?instead_of={seat.pk}"
        if person is not None and person.is_staff:
            yield from (("get", reverse(QUEUE) + f"?seats={n}") for n in range(3))
            yield "get", reverse(QUEUE)


Happening = Callable[[SeatStage], object]
SPOKEN: dict[str, Happening] = {
    "silent": lambda stage: None,
    "accepted": lambda stage: stage.other_says("accept"),
    "rejected": lambda stage: stage.other_says("reject"),
}
# On the pages the same button keeps the text and delivers it: time begins anew in both worlds.
ON_PAGES: dict[str, Happening] = {
    "saved": lambda stage: post_review(stage, save="1"),
    "delivered": lambda stage: post_review(stage, deliver="1"),
}


def post_review(stage: SeatStage, **button: str) -> None:
    seat = Seat.objects.get(round=stage.version.pk, holder=stage.world.second)
    answer = signed_in(stage.world.second).post(
        reverse("reviews:seat", args=[seat.pk]), said(**button)
    )
    assert answer.status_code == 303


def told(act: Callable[[], object]) -> str:
    """What an act answers: nothing, or the sentence of its refusal."""
    try:
        act()
    except DomainError as refusal:
        return refusal.message
    return ""


def newcomers(stage: SeatStage, *, after: Happening = lambda stage: None) -> list[str]:
    """Three people take the paper, one after the other; a seat is left or free for one."""
    after(stage)
    paper = stage.world.citation
    return [told(lambda p=p: take_paper(citation=paper, actor=p)) for p in stage.crowd[:3]]


def close_account(stage: SeatStage) -> list[str]:
    deactivate(person=stage.world.second, actor=any_administrator())
    answers = newcomers(stage)
    reactivate(person=stage.world.second, actor=any_administrator())
    return answers


def lose_role(stage: SeatStage) -> list[str]:
    appoint(person=stage.world.second, roles=["curator"], actor=any_administrator())
    return newcomers(stage)


def come_back(stage: SeatStage) -> list[str]:
    """Whoever comes back to what they wrote after others took the place sits nowhere."""
    answers = newcomers(stage)
    written = said(reason="Still here.")
    keep_note(
        version=stage.version,
        said={"verdict": "", "answers": {}, "suggestions": [], "reason": written["reason"],
              "has_read": "", "confidence": None},
        revision=0,
        actor=stage.world.second,
    )  # fmt: skip
    return answers


def give_to_another(stage: SeatStage) -> list[str]:
    seat = Seat.objects.get(round=stage.version.pk, holder=stage.world.second)
    chosen, late = stage.crowd[:2]
    actor = stage.world.decider
    return [
        told(lambda: reassign(seat=seat, person=chosen, reason="On leave.", actor=actor)),
        told(lambda: reassign(seat=seat, person=late, reason="On leave.", actor=actor)),
        told(lambda: assign(version=stage.version, person=late, actor=actor)),
        told(lambda: assign(version=stage.version, person=stage.world.second, actor=actor)),
    ]


def leave(stage: SeatStage) -> None:
    until = clock.now().date() + timedelta(days=30)
    go_away(until=until, leave_seats=True, actor=stage.world.second)


LATER = timedelta(days=8)
SOON = timedelta(days=1)
SCENES: dict[str, tuple[timedelta, Happening]] = {
    "the time runs out": (LATER, lambda stage: None),
    "others come after it ran out": (LATER, newcomers),
    "others come before": (SOON, newcomers),
    "the account is closed for a while": (SOON, close_account),
    "no reviewer any more": (SOON, lose_role),
    "the reviewer comes back too late": (LATER, come_back),
    "an editor reassigns": (SOON, give_to_another),
    "the reviewer is away": (SOON, lambda stage: newcomers(stage, after=leave)),
}
PAGES = (
    "evidence:home", "evidence:item-list", "evidence:item-detail", "evidence:version-detail",
    "evidence:citation-detail", "reviews:queue", "reviews:staffing", "reviews:version-assign",
    "reviews:decide", "reviews:history", "reviews:seat", "reviews:away", "reviews:flag-list",
    "accounts:people",
)  # fmt: skip
VERBS = ("reviews:paper-take", "reviews:version-assign", "reviews:version-fewer-seats")
# Whom a seat could tell something; test_three_worlds asks as everybody there is.
NEAREST = ("visitor", "author", "own seat", "another reviewer", "editor", "editor-author")


Built = tuple[str, SeatStage, datetime]


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Callable[..., Built]]:
    """The database that is cloned, its stage and when it was built: once for the same roles."""
    with django_db_blocker.unblock(), ExitStack() as stack:

        @functools.cache
        def build(*roles: str) -> Built:
            database = stack.enter_context(cloned("_".join(("stage", *roles))))
            return database, SeatStage(World(second=make_person("reviewer", *roles))), clock.now()

        yield build


@pytest.fixture
def compare(
    built: Callable[..., Built], django_db_blocker: Any
) -> Callable[..., tuple[int, list[Any]]]:
    """Play one scene in each of the worlds: how much was seen, and what differs."""

    def play(
        worlds: dict[str, Happening], after: timedelta, scene: Happening, *roles: str
    ) -> tuple[int, list[Any]]:
        seen: dict[str, Seen] = {}
        with django_db_blocker.unblock():
            database, stage, now = built(*roles)
            for name, happens in worlds.items():
                with cloned("world", template=database), time_stands_still(now):
                    happens(stage)
                    with time_stands_still(now + after):
                        answers = scene(stage)
                        seen[name] = stage.look(NEAREST) | {("", "acts"): (answers,)}
        first, *others = seen.values()
        assert all(other.keys() == first.keys() for other in others)
        assert [key for key, answer in first.items() if answer[0] in (500, 503)] == []
        return len(first), [key for key in first if any(o[key] != first[key] for o in others)]

    return play


@pytest.mark.parametrize("scene", SCENES)
def test_a_filled_seat_lives_and_ends_like_a_taken_one(
    compare: Callable[..., tuple[int, list[Any]]], scene: str, tell: Tell
) -> None:
    count, different = compare(SPOKEN, *SCENES[scene])
    assert different == []
    tell(f"{scene}: {count} answers × {len(SPOKEN)} worlds, 0 bytes of difference")


@pytest.mark.parametrize("scene", ["the time runs out", "others come after it ran out"])
def test_nor_does_an_editors_seat_tell_by_who_could_still_decide(
    compare: Callable[..., tuple[int, list[Any]]], scene: str
) -> None:
    assert compare(SPOKEN, *SCENES[scene], "editor")[1] == []


@pytest.mark.parametrize("scene", ["others come before", "others come after it ran out"])
def test_saving_and_delivering_on_the_page_look_the_same(
    compare: Callable[..., tuple[int, list[Any]]], scene: str
) -> None:
    assert compare(ON_PAGES, *SCENES[scene])[1] == []


def test_the_measure_notices_a_seat_that_tells(
    compare: Callable[..., tuple[int, list[Any]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule this replaced: a seat is never free once something was delivered from it."""
    from django.db.models import Exists, OuterRef, Q

    from reviews.models import Recommendation
    from reviews.models.rounds import is_live

    def told_by_delivery(now: Any, prefix: str = "") -> Q:
        spoke = Recommendation.objects.filter(seat=OuterRef("pk"), person=OuterRef("holder"))
        return is_live(now, prefix) | Q(Exists(spoke))

    monkeypatch.setattr("reviews.queries.queue.is_live", told_by_delivery)
    different = compare(SPOKEN, *SCENES["the time runs out"])[1]
    assert ("another reviewer", f"GET {reverse('reviews:queue')}") in different
