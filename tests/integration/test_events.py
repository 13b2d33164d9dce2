"""The record of events: a chain per stream that shows every break."""

from typing import Any
from unittest import mock

import pytest
from django.db import IntegrityError, connection, transaction

from ground.events import first_broken, link_hash, record
from ground.models import Event
from tests.factories import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_events_of_a_stream_are_numbered_and_chained() -> None:
    actor = make_person("curator")
    first = record(stream="item:EVD-000001", verb="create", actor=actor)
    second = record(stream="item:EVD-000001", verb="submit", data={"version": 1}, actor=actor)
    other = record(stream="item:EVD-000002", verb="create", actor=actor)
    assert (first.position, second.position, other.position) == (1, 2, 1)
    assert second.previous_hash == first.hash
    assert first_broken("item:EVD-000001") is None


@pytest.mark.parametrize(
    "wrong", [{"hash": "f" * 64}, {"position": 3}, {"previous_hash": "f" * 64}, {"verb": "accept"}]
)
def test_an_event_that_does_not_follow_is_refused(wrong: dict[str, Any]) -> None:
    actor = make_person("curator")
    real = record(stream="item:EVD-000003", verb="create", actor=actor)
    forged = Event(
        stream=real.stream, position=2, verb="submit", actor_id=actor.pk, at=real.at,
        previous_hash=real.hash,
    )  # fmt: skip
    forged.hash = link_hash(forged)
    for name, value in wrong.items():
        setattr(forged, name, value)
    with pytest.raises(IntegrityError, match="follows the one before"), transaction.atomic():
        forged.save(force_insert=True)
    assert first_broken(real.stream) is None


def test_an_event_without_a_transaction_is_refused() -> None:
    actor = make_person("curator")
    with (
        mock.patch.object(connection, "in_atomic_block", False),
        pytest.raises(transaction.TransactionManagementError),
    ):
        record(stream="item:EVD-000004", verb="create", actor=actor)
