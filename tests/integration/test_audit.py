"""The record of events: eight ways to tamper with it, refused to the site, found for the owner."""

import datetime
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, ProgrammingError, connection, connections, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from ground.canonical import canonical_json
from ground.events import GENESIS, first_broken, link_hash, record
from ground.models import Event
from releases.actions.publish import publish_release
from reviews.actions.flags import raise_flag
from tests.worlds import World

pytestmark = pytest.mark.both

TABLE = "ground_event"


def rehash(stream: str, using: str) -> None:
    """Make a chain whole again after it was changed, as a careful forger would."""
    previous = GENESIS
    for event in Event.objects.using(using).filter(stream=stream).order_by("position"):
        event.previous_hash = previous
        event.hash = previous = link_hash(event)
        event.save(using=using)


def edit(stream: str, using: str) -> None:
    Event.objects.using(using).filter(stream=stream, position=2).update(verb="something else")


def delete(stream: str, using: str) -> None:
    Event.objects.using(using).filter(stream=stream, position=2).delete()


def insert(stream: str, using: str) -> None:
    last = Event.objects.using(using).filter(stream=stream).order_by("-position")[0]
    Event.objects.using(using).create(
        stream=stream, position=last.position + 1, verb="made up", actor_id=1,
        data=canonical_json({}), previous_hash=GENESIS, hash="f" * 64, at=last.at,
    )  # fmt: skip


def swap(stream: str, using: str) -> None:
    events = Event.objects.using(using).filter(stream=stream)
    first, second = events.get(position=1), events.get(position=2)
    events.filter(pk=first.pk).update(verb=second.verb, data=second.data)
    events.filter(pk=second.pk).update(verb=first.verb, data=first.data)


def cut_tail(stream: str, using: str) -> None:
    events = Event.objects.using(using).filter(stream=stream)
    events.filter(position__gte=3).delete()


def clock(stream: str, using: str) -> None:
    event = Event.objects.using(using).get(stream=stream, position=2)
    event.at -= datetime.timedelta(days=1)
    event.save(using=using)


def replay(stream: str, using: str) -> None:
    event = Event.objects.using(using).get(stream=stream, position=2)
    last = Event.objects.using(using).filter(stream=stream).order_by("-position")[0]
    event.pk, event.position, event.previous_hash = None, last.position + 1, last.hash
    event._state.adding = True
    event.save(using=using, force_insert=True)


def re_hash(stream: str, using: str) -> None:
    edit(stream, using)
    rehash(stream, using)


KINDS: dict[str, Callable[[str, str], None]] = {
    "edit": edit, "delete": delete, "insert": insert, "swap": swap, "cut tail": cut_tail,
    "clock": clock, "replay": replay, "re-hash": re_hash,
}  # fmt: skip


@pytest.fixture
def stream(committed_db: str, tmp_path: Path, settings: Any) -> str:
    """The stream of an item in a release, with more events after the release."""
    settings.EVIDENCE_HOME = tmp_path
    world = World()
    version = world.accepted()
    publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    raise_flag(item=version.item, kind="doubt", text="Look again.", actor=world.author)
    return f"item:{version.item.accession}"


def verify() -> str:
    said = io.StringIO()
    call_command("verify_audit", stdout=said, stderr=said)
    return said.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_the_site_is_refused_and_of_the_owner_it_is_found(stream: str, kind: str) -> None:
    assert "as recorded; 1 releases." in verify()
    assert Event.objects.filter(stream=stream).count() > 3
    refused = "follows the one before" if kind in ("insert", "replay") else "permission denied"
    with pytest.raises(DatabaseError, match=refused), transaction.atomic():
        KINDS[kind](stream, "default")
    assert "as recorded" in verify()
    with the_rule_switched_off():
        KINDS[kind](stream, "owner")
    with pytest.raises(CommandError, match="The record of events was changed"):
        verify()


@contextmanager
def the_rule_switched_off() -> Iterator[None]:
    """What only the owner of the tables can do."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER event_follows_the_one_before")
    yield


@given(
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40),
    seconds=st.integers(946_684_800, 4_102_444_800),
    microseconds=st.sampled_from([0, 1, 100_000, 999_999]),
)
@hypothesis_settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.django_db
def test_the_database_computes_the_hash_as_we_do(
    text: str, seconds: int, microseconds: int
) -> None:
    """Any text and any moment: an event that we hash is one that the database lets in."""
    at = datetime.datetime.fromtimestamp(seconds, UTC).replace(microsecond=microseconds)
    with transaction.atomic(), mock.patch("ground.clock.now", return_value=at):
        name = text[:30]
        first = record(stream=f"test:{name}", verb=name, data={"said": text}, actor=Nobody)
        record(stream=first.stream, verb="again", data={text: [1, None, text]}, actor=Nobody)
        assert first_broken(first.stream) is None
        transaction.set_rollback(True)


class Nobody:
    """An actor that is nobody: the site itself."""

    pk = None


def test_the_heads_of_a_release_are_what_its_published_hash_says(stream: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE releases_release_head SET hash = %s", ["0" * 64])
    said = io.StringIO()
    with pytest.raises(CommandError):
        call_command("verify_audit", stdout=said, stderr=said)
    assert "2026.1: the heads kept for it are not those it was published with." in said.getvalue()
    with connection.cursor() as cursor, pytest.raises(ProgrammingError):
        cursor.execute("DELETE FROM releases_release_head")
