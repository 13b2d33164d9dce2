"""Each list of the API asks a literal number of questions, whether it holds one row or three."""

from collections.abc import Callable
from typing import Any

import pytest

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
    "/citations": 2,
    "/citations?format=csv": 2,
    "/citations/{paper}": 3,
    "/papers": 3,
    "/papers?state=to_read&format=csv": 3,
    "/matrix?status=accepted&status=in_review": 5,
    "/imports": 2,
    "/imports/files": 2,
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


@pytest.mark.parametrize("address", COUNTS)
def test_one_row_costs_what_three_rows_cost(
    address: str, django_assert_num_queries: Callable[..., Any]
) -> None:
    world, reviewer = World(), make_person("reviewer")
    program = Program(reviewer if address == "/reviews" else world.author)
    sizes = []
    for rows in (1, 3):
        while len(world.versions) < rows:
            world.add_claim()
            item = world.versions[0].item
            if len(world.versions) > 1:
                take_paper(citation=world.paper, actor=reviewer)
            raise_flag(item=item, kind="concern", text=f"Look, {rows}.", actor=world.author)
            comment(
                version=world.versions[0], subject="item", text=f"Look, {len(world.versions)}.",
                actor=world.author,
            )  # fmt: skip
        if address.startswith("/imports"):
            bring_file(rows, world.author)
        place = address.format(first=world.first, paper=world.paper.key)
        program.get(place)
        with django_assert_num_queries(COUNTS[address]):
            response = program.get(place)
            body = b"".join(response.streaming_content) if response.streaming else response.content
        assert response.status_code == 200
        sizes.append(len(body))
    if "versions" not in address:
        assert sizes[1] > sizes[0]


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
