"""What the description allows and forbids, made up by the thousand: never a 500, always as said.

Schemathesis reads the API's own description and asks every operation, with what fits and with what
does not, as a visitor and as a person of each role.
"""

import contextlib
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, Verbosity, given
from hypothesis import settings as hypothesis_settings
from hypothesis.errors import Unsatisfiable

from exchange.actions.import_items import Wishes, import_file
from exchange.actions.uploads import keep_upload
from reviews.models import Seat
from tests.asking import V1, Program
from tests.conftest import Tell
from tests.worlds import World

schemathesis = pytest.importorskip("schemathesis")
pytestmark = pytest.mark.django_db

# A slow machine asks fewer of them, from the front: `reached` says how many.
SECONDS = 240
CASES = 2
# What a shape cannot say: a term that nobody knows (400), a rule of the house (409, 412, 422).
ALLOWED = ["2xx", "400", "401", "403", "404", "409", "410", "412", "422", "429"]


@pytest.fixture
def world(tmp_path: Any, settings: Any) -> dict[str, Any]:
    """People, and something of everything that an address can name."""
    settings.EVIDENCE_HOME = tmp_path
    world = World()
    world.accepted()
    world.reconciling()
    version = world.in_review()
    draft = world.draft()
    file = b"summary\nNew."
    upload = keep_upload(data=file, name="a.csv", actor=world.author)
    brought = import_file(data=file, name="b.csv", wishes=Wishes(), actor=world.author).made
    seat = Seat.objects.get(round=version.pk, holder=world.first)
    return {
        "people": {
            "visitor": None,
            "curator": world.author,
            "reviewer": world.first,
            "editor": world.decider,
        },
        "names": {
            "accession": version.item.accession, "number": "1", "key": version.citation.key,
            "id": str(seat.pk), "drafts": str(draft.pk),
            "files": str(upload.pk), "imports": str(brought.pk if brought else ""),
            "name": "evidence.csv",
        },
    }  # fmt: skip


def schema_of(app: Any) -> Any:
    config = schemathesis.Config.from_dict(
        {
            "checks": {"positive_data_acceptance": {"expected-statuses": ALLOWED}},
            "generation": {"allow-x00": True},
        }
    )
    return schemathesis.openapi.from_wsgi(f"{V1}/schema/", app, config=config)


def _kind(path: str) -> str:
    """Return of what kind the id in a path is; "" where it is a seat's, or another name."""
    kinds = ("drafts", "files", "imports")
    return next((kind for kind in kinds if f"/{kind}/{{id}}" in path), "")


def ask(operation: Any, headers: dict[str, str], names: dict[str, str], mode: Any) -> int:
    """Ask one operation CASES times with what fits, or with what does not; return how often."""
    asked = 0

    @given(case=operation.as_strategy(generation_mode=mode))
    @hypothesis_settings(
        max_examples=CASES, deadline=None, database=None, derandomize=True,
        phases=[Phase.generate], verbosity=Verbosity.quiet,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def check(case: Any) -> None:
        nonlocal asked
        asked += 1
        if mode == schemathesis.GenerationMode.POSITIVE and asked % 3:
            for name in case.path_parameters or {}:
                case.path_parameters[name] = names[_kind(operation.path) or name]
        with transaction.atomic():
            case.call_and_validate(headers=headers)
            transaction.set_rollback(True)

    with contextlib.suppress(Unsatisfiable):  # nothing about this operation can be wrong
        check()
    return asked


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Let requests end without closing the connection, whose transaction is the test's."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("one_connection")
def test_nothing_made_up_breaks_anything(world: dict[str, Any], tell: Tell) -> None:
    schema = schema_of(get_wsgi_application())
    operations = [result.ok() for result in schema.get_all_operations()]
    began, cases, failures, reached = time.monotonic(), 0, [], 0
    people = world["people"]
    for person_name, person in people.items():
        headers = Program(person).headers
        for operation in operations:
            if time.monotonic() - began > SECONDS:
                break
            reached += 1
            for mode in schemathesis.GenerationMode:
                try:
                    cases += ask(operation, headers, world["names"], mode)
                except BaseExceptionGroup as error:
                    failures.append((person_name, operation.label, str(error)[:1500]))
    tell(
        f"{len(operations)} operations, {reached} of {len(operations) * len(people)} with "
        f"kinds of people: {cases} cases, {len(failures)} failures"
    )
    told = [f"{person}, {operation}: {words}" for person, operation, words in failures]
    assert failures == [], "\n\n".join(told)
