"""Each page asks a literal number of questions, whether it shows one row or three."""

import functools
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evidence.actions.terms import add_term
from evidence.actions.worklist import move_papers
from evidence.models import Term, Version
from exchange.actions.exporting import ask_export
from tests.factories import make_citation, make_content, make_draft, make_person, make_version
from tests.importing import confirm, drop
from tests.reading import client_of
from tests.standing import bring_to
from tests.workbooks import csv_text

pytestmark = pytest.mark.django_db
Asked = Callable[..., Any]
# Session, person, and how much they have not read; a visitor costs none of them.
SIGNED_IN = 3


class World:
    """Three claims of one paper, made one after the other."""

    def __init__(self) -> None:
        self.author = make_person("curator")
        self.paper = make_citation(actor=self.author)
        self.tumour = add_term(vocabulary="cancer", label="tumour", actor=self.author)
        self.versions: list[Version] = []

    def add_claim(self) -> None:
        number = len(self.versions)
        cancer = f"cancer {number}"
        add_term(vocabulary="cancer", label=cancer, broader=self.tumour, actor=self.author)
        content = make_content(
            cancer=[{"name": cancer}], cargo=[{"name": f"miR-99{number}", "kind": "mirna"}],
            doubt="Look again.", source_reviews=[{"name": self.paper.key}],
            models=[{"name": f"line {number}"}, {"name": f"other line {number}"}],
        )  # fmt: skip
        version = make_version(self.author, citation=self.paper, content=content)
        if number == 0:
            bring_to(version, "accepted")
        self.versions.append(version)
        make_draft(self.author)

    @property
    def first(self) -> str:
        return self.versions[0].item.accession


@pytest.fixture
def world() -> World:
    return World()


# address → (visitor, signed in); chosen terms cost two more, whatever their number.
COUNTS: dict[str, tuple[int, int]] = {
    # Visitors: four more for what is known and the latest release. People: drafts, seats, what
    # came back, papers, searches.
    "/": (11, 12 + SIGNED_IN),
    # Two more for those signed in: their saved searches, and how they want the list. Without a
    # filter one more, because facets are read from what was counted ahead.
    "/items/": (7, 8 + SIGNED_IN),
    "/items/?effect=restores_sensitivity&q=cisplatin": (6, 7 + SIGNED_IN),
    "/items/?cancer={tumour}&mark=provisional&status=accepted": (8, 9 + SIGNED_IN),
    # In another order one more: which claims stand on the page.
    "/items/?column=effect&column=directness&sort=-directness": (8, 8 + SIGNED_IN),
    "/items/?sort=-cancer": (8, 8 + SIGNED_IN),
    "/items/as-table?column=cancer&sort=cancer": (3, 3 + SIGNED_IN),
    # Eight more for those signed in: where they stand towards the item, for the moves they have,
    # and how much talk there is.
    # One for the releases that hold it.
    "/items/{first}/": (8, 16 + SIGNED_IN),
    "/items/{first}/versions/1/": (8, 16 + SIGNED_IN),
    # As of a day: no moves, and no other claims of the paper.
    "/items/{first}/?as_of={today}": (7, 8 + SIGNED_IN),
    "/items/?as_of={today}": (7, 8 + SIGNED_IN),
    "/releases/withdrawn/": (3, 4 + SIGNED_IN),
    "/items/as-table": (3, 3 + SIGNED_IN),
    # Papers, their claims, those under review.
    "/citations/": (3, 3 + SIGNED_IN),
    # One for authors' statements and one for authors who are here; one more for those signed
    # in: whether they may make a statement. One for what became of it, one for the releases that
    # hold its claims; for those signed in whether they follow it. One for its ratings, five for
    # related papers; for those signed in their own rating, and the comments.
    "/citations/{paper}/": (16, 19 + SIGNED_IN),
    "/terms/": (1, 1 + SIGNED_IN),
    "/terms/?vocabulary=cancer": (5, 5 + SIGNED_IN),
    "/terms/{tumour}/": (13, 12 + SIGNED_IN),
    # Groups, the terms behind them, what contradicts; one more where cells were counted ahead.
    "/matrix/": (4, 4 + SIGNED_IN),
    "/matrix/?rows=cancer&exact=1": (3, 3 + SIGNED_IN),
    "/contradictions/": (1, 1 + SIGNED_IN),
    # Groups and the terms behind them.
    "/flow/": (2, 2 + SIGNED_IN),
    "/therapies/": (3, 3 + SIGNED_IN),
    # The agent, what is narrower, mechanisms, their terms, the whole number.
    "/therapies/{agent}/": (5, 5 + SIGNED_IN),
    # Along six facets twice, for those signed in thrice; the vocabulary, papers, where they stand.
    "/gaps/": (7, 12 + SIGNED_IN),
    "/guide/glossary/": (1, 1 + SIGNED_IN),
    "/guide/": (0, 0 + SIGNED_IN),
    "/guide/analysts/": (0, 0 + SIGNED_IN),
}


def asked_for(client: Client, place: str) -> list[str]:
    """Return the questions that a page costs, without what a process looks up once and keeps."""
    client.get(place)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(place)
        response.getvalue()
    assert response.status_code == 200, place
    return [query["sql"] for query in captured.captured_queries]


@functools.cache
def asked_of_one_and_of_three(who: str) -> dict[str, list[list[str]]]:
    """Return, by address, the questions asked where there is one row, and where there are three.

    One world for all addresses, of which nothing stays.
    """
    asked: dict[str, list[list[str]]] = {address: [] for address in COUNTS}
    with transaction.atomic():
        world = World()
        client = Client() if who == "visitor" else client_of(world.author)
        for rows in (1, 3):
            while len(world.versions) < rows:
                world.add_claim()
            if who == "visitor":
                for version in world.versions:
                    bring_to(version, "accepted")
            names = {
                "first": world.first, "paper": world.paper.key, "tumour": world.tumour.pk,
                "agent": Term.objects.get(vocabulary="agent", label="cisplatin").pk,
                "today": datetime.now(UTC).date(),
            }  # fmt: skip
            for address, questions in asked.items():
                questions.append(asked_for(client, address.format(**names)))
        transaction.set_rollback(True)
    return asked


@pytest.mark.parametrize("address", COUNTS)
@pytest.mark.parametrize("who", ["visitor", "signed in"])
def test_one_row_costs_what_three_rows_cost(address: str, who: str) -> None:
    questions = asked_of_one_and_of_three(who)[address]
    expected = COUNTS[address][who == "signed in"]
    assert [len(one) for one in questions] == [expected] * 2, "\n".join(questions[-1])


def test_a_longer_filter_costs_no_more(world: World, django_assert_num_queries: Asked) -> None:
    for _ in range(3):
        world.add_claim()
    numbers = Term.objects.filter(vocabulary="cancer").values_list("pk", flat=True)
    query = "&".join(f"cancer={number}" for number in numbers)
    client = client_of(make_person("reviewer"))
    with django_assert_num_queries(9 + SIGNED_IN):
        client.get(f"/items/?{query}")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("csv", 6), ("ndjson", 6), ("xlsx", 9), ("csv?status=draft", 5), ("xlsx?status=draft", 8),
    ],
)  # fmt: skip
def test_exports_cost_the_same_for_more_rows(
    world: World, django_assert_num_queries: Asked, asked: str, expected: int
) -> None:
    client = client_of(world.author)
    for rows in (1, 3):
        while len(world.versions) < rows:
            world.add_claim()
        with django_assert_num_queries(expected + SIGNED_IN):
            sent = client.get(f"/items/export.{asked}").getvalue()
        assert len(sent.splitlines()) >= rows or asked.startswith("xlsx")


def test_own_exports_cost_the_same_for_more_rows(django_assert_num_queries: Asked) -> None:
    person = make_person("curator")
    client = client_of(person)
    for _ in range(3):
        ask_export(kind="csv", asked={}, rows=1, actor=person)
        with django_assert_num_queries(1 + SIGNED_IN):
            assert client.get("/exports/").status_code == 200


# Papers, their newest steps and claims, how many stand where; editors one more for the curators.
@pytest.mark.parametrize(("address", "expected"), [("/papers/", 4), ("/papers/prisma/", 3)])
def test_the_worklist_costs_the_same_for_more_papers(
    django_assert_num_queries: Asked, address: str, expected: int
) -> None:
    person = make_person("curator")
    client = client_of(person)
    for rows in (1, 2):
        papers = [make_citation(actor=person) for _ in range(rows)]
        move_papers(papers=papers, step="take", actor=person)
        client.get(address)
        with django_assert_num_queries(expected + SIGNED_IN):
            assert client.get(address).status_code == 200


def a_spreadsheet(rows: int, accession: str) -> bytes:
    """New rows, a row that changes a claim, unknown names and an error, `rows` of each."""
    head = ["accession", "version", "citation_title", "summary", "cancer", "effect"]
    cells = [head, [accession, "1", "", "Another.", "", ""]]
    for number in range(rows):
        cells.append(["", "", f"Paper {number}", f"New {number}.", f"unknown {number}", ""])
        cells.append(["", "", f"Paper {number}", f"Wrong {number}.", "", "kills"])
    return csv_text(cells).encode()


@pytest.mark.parametrize(("page", "expected"), [("preview", 21), ("start", 2), ("import", 4)])
def test_pages_of_imports_cost_the_same_for_more_rows(
    world: World, django_assert_num_queries: Asked, page: str, expected: int
) -> None:
    world.add_claim()
    client = client_of(world.author)
    for rows in (1, 3):
        where = drop(client, a_spreadsheet(rows, world.first), f"{rows}.csv").url
        made = confirm(
            client, drop(client, csv_text([["summary"], *([f"{rows} {n}."] for n in range(rows))])
                         .encode(), f"of {rows}.csv").url,
        ).url  # fmt: skip
        place = {"preview": where, "start": "/imports/", "import": made}[page]
        client.get(place)
        with django_assert_num_queries(expected + SIGNED_IN):
            response = client.get(place)
        assert response.status_code == 200
