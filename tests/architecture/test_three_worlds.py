"""Nobody learns, anywhere on the site, what a reviewer has said while the round is in review."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import override_settings

from ground import clock
from reviews.models.recommendations import RecommendationQuerySet
from tests.architecture.three_worlds import PEOPLE, WORLDS, Seen, Stage, time_stands_still
from tests.conftest import Tell
from tests.databases import cloned


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[str, Stage, datetime]]:
    """The one database that is cloned, its stage, and when it was built."""
    with (
        override_settings(FULL_TEXT_REQUIRED=True),
        django_db_blocker.unblock(),
        cloned("stage") as database,
    ):
        yield database, Stage(), clock.now()


@pytest.fixture
def seen_in(
    built: tuple[str, Stage, datetime], django_db_blocker: Any, settings: Any
) -> Callable[..., dict[str, Seen]]:
    """Look at one database in each of the worlds, some time after the other has spoken."""
    settings.FULL_TEXT_REQUIRED = True
    database, stage, now = built

    def look(
        after: timedelta = timedelta(minutes=1), people: Collection[str] = ()
    ) -> dict[str, Seen]:
        seen = {}
        for name, happens in WORLDS.items():
            with (
                django_db_blocker.unblock(),
                cloned("world", template=database),
                time_stands_still(now),
            ):
                happens(stage)
                with time_stands_still(now + after):
                    seen[name] = stage.look(people)
        return seen

    return look


def differences(seen: dict[str, Seen]) -> list[tuple[str, str]]:
    silent, *others = seen.values()
    assert all(other.keys() == silent.keys() for other in others)
    return [key for key in silent if any(other[key] != silent[key] for other in others)]


SOON, LATER = timedelta(minutes=1), timedelta(days=8)
# Everybody at once, two at a time; and those nearest to the round when its leases have run out.
LOOKS = [
    *((SOON, PEOPLE[first : first + 2]) for first in range(0, len(PEOPLE), 2)),
    (LATER, ("own seat", "another reviewer", "editor")),
]


@pytest.mark.parametrize(("after", "asked"), LOOKS, ids=lambda value: str(value))
def test_no_address_answers_anybody_otherwise_for_what_a_reviewer_has_said(
    seen_in: Callable[..., dict[str, Seen]],
    after: timedelta,
    asked: tuple[str, ...],
    tell: Tell,
) -> None:
    seen = seen_in(after, asked)
    silent = seen["silent"]
    assert {person for person, _ in silent} == set(asked)
    broken = [key for key, answer in silent.items() if answer[0] >= 500]
    assert broken == []
    assert differences(seen) == []
    tell(
        f"{len(silent)} answers to {', '.join(asked)} × {len(seen)} worlds, "
        f"{after.days} days after: 0 bytes of difference"
    )


def test_the_measure_notices_a_door_left_open(
    seen_in: Callable[..., dict[str, Seen]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def everything(self: QuerySet[Any], person: object) -> QuerySet[Any]:
        return self.all()

    monkeypatch.setattr(RecommendationQuerySet, "visible_to", everything)
    monkeypatch.setattr(
        Stage, "requests", lambda self, person: [("get", self.address("reviews:decide"))]
    )
    assert "editor" in {person for person, _ in differences(seen_in())}
