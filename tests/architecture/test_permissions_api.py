"""docs/permissions-api.md is true: every write of the API, sent whole by every kind of person."""

from pathlib import Path

import pytest
from django.db import transaction

from accounts.models import Person
from tests.asking import Program
from tests.conftest import Tell
from tests.databases import BuiltOnce
from tests.factories import any_administrator, make_person
from tests.operations import OPERATIONS, Sent
from tests.worlds import World

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).parents[2] / "docs/permissions-api.md"
ROWS = [
    [cell.strip() for cell in line.strip("|\n ").split("|")]
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if line.startswith("|") and not line.startswith("|-")
]
PEOPLE = ROWS[0][1:]
GRID = {operation: answers for operation, *answers in ROWS[1:]}


def test_every_post_has_a_row_and_a_world(tell: Tell) -> None:
    assert set(GRID) == set(OPERATIONS) == _described()
    told = [answer for row in GRID.values() for answer in row]
    done = sum(answer.startswith("2") for answer in told)
    tell(
        f"Writes of the API: {len(GRID)} operations × {len(PEOPLE)} kinds of people, {done} done, "
        f"{len(told) - done} refused"
    )


def _described() -> set[str]:
    from drf_spectacular.generators import SchemaGenerator

    paths = SchemaGenerator().get_schema(public=True)["paths"].values()
    return {methods["post"]["operationId"] for methods in paths if "post" in methods}


def everybody() -> tuple[World, dict[str, Person]]:
    """A world, and somebody of each kind who has nothing to do with it."""
    return World(), {
        "nobody": make_person(),
        "curator": make_person("curator"),
        "reviewer": make_person("reviewer"),
        "editor": make_person("editor"),
        "administrator": any_administrator(),
    }


def programs(people: dict[str, Person], actor: Person) -> dict[str, Program]:
    """Return a program of each kind of person; `granted` is whom the world was made for."""
    return {kind: Program(person) for kind, person in people.items()} | {
        "visitor": Program(),
        "granted": Program(actor),
        "granted, reading token": Program(actor, scopes=[]),
    }


def answered(program: Program, sent: Sent) -> str:
    """Return the status of an answer, and leave the world as it was."""
    with transaction.atomic():
        response = program.post(sent.path, sent.body, match=sent.match, media_type=sent.media_type)
        transaction.set_rollback(True)
    return str(response.status_code)


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_each_write_answers_each_person_as_the_page_says(
    operation: str, built_once: BuiltOnce, tmp_path: Path, settings: object
) -> None:
    settings.EVIDENCE_HOME = tmp_path  # type: ignore[attr-defined]
    world, people = built_once(everybody)
    sent = OPERATIONS[operation](world)
    asking = programs(people, sent.actor)
    assert [answered(asking[kind], sent) for kind in PEOPLE] == GRID[operation]
