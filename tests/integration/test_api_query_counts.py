"""Each list of the API asks a literal number of questions, whether it holds one row or three."""

import functools
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import Person
from exchange.actions.import_items import Wishes, import_file
from exchange.actions.uploads import keep_upload
from reviews.actions.comments import comment
from reviews.actions.flags import raise_flag
from reviews.actions.seats import take_paper
from tests.asking import Program, told
from tests.factories import make_person
from tests.integration.test_query_counts import World

pytestmark = pytest.mark.django_db

# The token with its person: one question.
COUNTS: dict[str, int] = {
    "/citations": 4,
    "/citations?format=csv": 4,
    "/citations/{paper}": 3,
    "/matrix?status=accepted&status=in_review": 5,
    "/imports": 2,
    "/imports/files": 2,
    "/papers": 4,
    "/papers?state=to_read&format=csv": 4,
    "/terms": 4,
    "/terms?vocabulary=model&format=csv": 4,
    "/drafts": 2,
    "/reviews": 2,
    "/items/{first}/comments": 10,
    "/items/{first}/flags": 3,
    "/items/{first}/events": 5,
    "/items/{first}/versions/1/recommendations": 3,
}


def bring_file(number: int, actor: Person) -> None:
    """A file on its way in, and one that was imported."""
    data = f"summary\nClaim {number}.".encode()
    keep_upload(data=data, name="a.csv", actor=actor)
    import_file(data=data, name="b.csv", wishes=Wishes(), actor=actor)


@functools.cache
def asked_of_one_and_of_three() -> dict[str, list[tuple[list[str], int]]]:
    """Return, by address, the questions and the size of the answer, of one row and of three.

    One world for all addresses, of which nothing stays.
    """
    asked: dict[str, list[tuple[list[str], int]]] = {address: [] for address in COUNTS}
    with transaction.atomic():
        world, reviewer = World(), make_person("reviewer")
        curator, judge = Program(world.author), Program(reviewer)
        for rows in (1, 3):
            while len(world.versions) < rows:
                world.add_claim()
                item = world.versions[0].item
                if len(world.versions) > 1:
                    take_paper(citation=world.paper, actor=reviewer)
                raise_flag(item=item, kind="concern", text=f"Look, {rows}.", actor=world.author)
                comment(
                    version=world.versions[0], subject="item",
                    text=f"Look, {len(world.versions)}.", actor=world.author,
                )  # fmt: skip
            bring_file(rows, world.author)
            for address, answers in asked.items():
                program = judge if address == "/reviews" else curator
                place = address.format(first=world.first, paper=world.paper.key)
                answers.append(asked_for(program, place))
        transaction.set_rollback(True)
    return asked


def asked_for(program: Program, place: str) -> tuple[list[str], int]:
    """Return the questions that an answer costs, and its size."""
    program.get(place)
    with CaptureQueriesContext(connection) as captured:
        response = program.get(place)
        size = len(response.getvalue())
    assert response.status_code == 200, place
    return [query["sql"] for query in captured.captured_queries], size


@pytest.mark.parametrize("address", COUNTS)
def test_one_row_costs_what_three_rows_cost(address: str) -> None:
    (one, small), (three, big) = asked_of_one_and_of_three()[address]
    assert [len(one), len(three)] == [COUNTS[address]] * 2, "\n".join(three)
    if "versions" not in address:
        assert big > small


def test_a_write_keeps_its_answer_in_few_questions(
    django_assert_num_queries: Callable[..., Any],
) -> None:
    program = Program(make_person("curator"))
    told(program.get("/me"))
    body = {"citation": None}
    told(program.post("/drafts", body, key="one"), 201)
    # Token; begin, lock, look, done.
    with django_assert_num_queries(5):
        told(program.post("/drafts", body, key="one"), 201)
