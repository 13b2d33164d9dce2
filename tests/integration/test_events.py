"""The record of events: a chain per stream that shows every break."""

from unittest import mock

import pytest
from django.db import connection, transaction

from ground.events import first_broken, record
from ground.models import Event
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_events_of_a_stream_are_numbered_and_chained() -> None:
    actor = make_person("curator")
    first = record(stream="item:EVD-000001", verb="create", actor=actor)
    second = record(stream="item:EVD-000001", verb="submit", data={"version": 1}, actor=actor)
    other = record(stream="item:EVD-000002", verb="create", actor=actor)
    assert (first.position, second.position, other.position) == (1, 2, 1)
    assert second.previous_hash == first.hash
    assert first_broken("item:EVD-000001") is None


def test_a_forged_event_is_found() -> None:
    actor = make_person("curator")
    real = record(stream="item:EVD-000003", verb="create", actor=actor)
    forged = Event.objects.create(
        stream="item:EVD-000003", position=2, verb="accept", actor_id=actor.pk, at=real.at,
        previous_hash=real.hash, hash="f" * 64,
    )  # fmt: skip
    assert first_broken("item:EVD-000003") == forged


def test_an_event_without_a_transaction_is_refused() -> None:
    actor = make_person("curator")
    with (
        mock.patch.object(connection, "in_atomic_block", False),
        pytest.raises(transaction.TransactionManagementError),
    ):
        record(stream="item:EVD-000004", verb="create", actor=actor)
