"""The matrix: every figure is the length of the list behind it, whatever is counted."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from accounts.models import Person
from evidence.actions.terms import add_term
from evidence.models import Version
from evidence.presenters.matrix import AXES
from tests.databases import BuiltOnce
from tests.factories import make_content, make_person, make_terms, make_version
from tests.reading import client_of
from tests.standing import bring_to

pytestmark = [pytest.mark.django_db, pytest.mark.both]
MATRIX = "/matrix/"
EFFECTS = ("promotes_resistance", "restores_sensitivity", "enhances_potency", "no_effect", "mixed")


@pytest.fixture
def claims(built_once: BuiltOnce) -> list[Version]:
    """Twelve claims, nine accepted: three cargos, three agents, cancers broader and narrower."""
    made: list[Version] = built_once(twelve_claims)
    return made


def twelve_claims() -> list[Version]:
    make_terms()
    author = make_person("curator")
    wide = add_term(vocabulary="cancer", label="wide tumour", actor=author)
    for number in range(3):
        add_term(vocabulary="cancer", label=f"narrow tumour {number}", broader=wide, actor=author)
    made = []
    for number in range(12):
        cargo = [{"name": f"miR-88{n}", "kind": "mirna"} for n in {number % 3, number % 2}]
        cancer = [{"name": f"narrow tumour {n}"} for n in {number % 3, (number + 1) % 3}]
        content = make_content(
            cargo=cargo,
            cancer=cancer if number % 4 else [{"name": "wide tumour"}],
            agents=[{"name": f"agent {number % 3}", "role": "alongside"}],
            effect=[{"name": EFFECTS[number % len(EFFECTS)]}],
        )
        version = make_version(author, content=content)
        if number % 4 != 3:
            bring_to(version, "accepted")
        made.append(version)
    return made


def shown(client: Client, **asked: Any) -> Any:
    response = client.get(MATRIX, asked)
    assert response.status_code == 200
    return response.context


def marks(context: Any) -> Iterator[tuple[str, int]]:
    """Yield the address and the figure of every mark: cells, rows and columns."""
    for row in context["cells"]:
        yield from ((cell.href, cell.claims) for cell in row if cell)
    for side in ("rows", "columns"):
        yield from ((line.href, line.claims) for line in context[side].shown)


PAIRS = [(rows.name, columns.name) for rows in AXES for columns in AXES if rows != columns]


@pytest.mark.parametrize("status", [[], ["accepted", "in_review"], ["in_review"]])
@pytest.mark.parametrize("kind", ["visitor", "reviewer", "editor"])
def test_every_figure_equals_the_list_behind_it(
    claims: list[Version], kind: str, status: list[str]
) -> None:
    client = client_of(None if kind == "visitor" else make_person(kind))
    seen: dict[str, int] = {}
    for rows, columns in [("cargo", "agents"), ("cancer", "effect"), ("settings", "cancer")]:
        context = shown(client, rows=rows, columns=columns, status=status)
        for axis in ("rows", "columns"):
            opened = [line.key for line in context[axis].shown if line.fold_href]
            more = shown(client, rows=rows, columns=columns, status=status, open=opened)
            assert len(more[axis].shown) >= len(context[axis].shown)
            seen |= dict(marks(more))
    assert len(seen) > 20 or (kind == "visitor" and status == ["in_review"])
    for href, figure in seen.items():
        assert client.get(href).context["total"] == figure, href


@pytest.mark.parametrize(("rows", "columns"), PAIRS[::7])
def test_any_two_facets_can_meet(claims: list[Version], rows: str, columns: str) -> None:
    client = client_of(None)
    context = shown(client, rows=rows, columns=columns)
    for href, figure in marks(context):
        assert client.get(href).context["total"] == figure, href


def test_a_broader_term_is_unfolded_into_the_narrower_ones(claims: list[Version]) -> None:
    client = client_of(None)
    wide, *narrow = shown(client, rows="cancer")["rows"].shown
    assert (wide.label, wide.claims, wide.depth, wide.fold_href) == ("wide tumour", 9, 0, "")
    assert [line.depth for line in narrow] == [1, 1, 1]
    another = make_content(cancer=[{"name": "osteosarcoma"}])
    bring_to(make_version(make_person("curator"), content=another), "accepted")
    folded, apart = shown(client, rows="cancer")["rows"].shown
    assert (folded.label, folded.claims, folded.is_open) == ("wide tumour", 9, False)
    opened = shown(client, rows="cancer", open=folded.key)["rows"].shown
    assert [line.depth for line in opened] == [0, 1, 1, 1, 0]
    assert opened[0].is_open
    assert opened[-1] == apart
    exact = shown(client, rows="cancer", exact="1")["rows"].shown
    assert sum(line.claims for line in exact if line.label == "wide tumour") == 3


def test_what_the_search_and_the_filters_leave_is_counted(claims: list[Version]) -> None:
    client = client_of(None)
    context = shown(client, q="miR-881", effect="promotes_resistance")
    figures = dict(marks(context))
    assert figures
    for href, figure in figures.items():
        assert client.get(href).context["total"] == figure, href


def test_directions_and_contradictions_are_marked(claims: list[Version]) -> None:
    context = shown(client_of(None))
    cells = [cell for row in context["cells"] for cell in row if cell]
    for cell in cells:
        effects = dict(cell.effects)
        up = effects.get("promotes resistance", 0)
        down = effects.get("restores sensitivity", 0) + effects.get("enhances potency", 0)
        expected = {(True, True): "both", (True, False): "resists", (False, True): "sensitises"}
        assert cell.direction == expected.get((up > 0, down > 0), "neither")
        assert cell.contradictory <= (cell.direction == "both")
    assert any(cell.contradictory for cell in cells)


def test_both_files_hold_the_same_numbers(claims: list[Version]) -> None:
    client = client_of(None)
    context = shown(client)
    read = list(csv.DictReader(io.StringIO(client.get(MATRIX + "file.csv").content.decode())))
    assert [(row["cargo"], row["agents"], int(row["claims"])) for row in read] == [
        (cell.row.label, cell.column.label, cell.claims)
        for row in context["cells"] for cell in row if cell
    ]  # fmt: skip
    picture = client.get(MATRIX + "file.svg").content.decode()
    for mark in context["picture"].marks:
        assert mark.title in picture


@pytest.mark.parametrize(
    "asked",
    [
        {"rows": "nothing"}, {"rows": "cargo", "columns": "cargo"}, {"open": "x"},
        {"after": "EVD-000001"}, {"page": "2"}, {"rows": ["cargo", "agents"]},
    ],
)  # fmt: skip
def test_what_the_matrix_does_not_know_is_named(asked: dict[str, Any]) -> None:
    response = client_of(None).get(MATRIX, asked)
    assert response.status_code == 400
    assert "Nothing was saved" in response.content.decode()


def test_an_empty_matrix_says_why(db: None) -> None:
    def said(person: Person | None, address: str = MATRIX) -> dict[str, str]:
        nothing: dict[str, str] = client_of(person).get(address).context["nothing"]()
        return nothing

    assert "nothing is under review" in said(None)["why"]
    author = make_person("curator")
    bring_to(make_version(author), "in_review")
    assert said(None) == {
        "title": "Nothing has been accepted yet",
        "why": "1 claim under review; none has been accepted, so none is counted.",
        "href": "/sign-in/?next=%2Fmatrix%2F",
        "action": "Sign in to count what is under review",
    }
    counted = said(author)
    assert counted["action"] == "Count what is in review too"
    assert client_of(author).get(MATRIX + counted["href"]).context["picture"].marks
    other = said(None, MATRIX + "?q=nothing")
    assert (other["why"], other["href"]) == (
        "No claim that is counted here passes these filters.", "?rows=cargo&columns=agents",
    )  # fmt: skip
    assert "Nothing was public then" in said(None, MATRIX + "?as_of=2020-01-01")["why"]


def test_three_hundred_by_three_hundred_and_all_contradictory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("evidence.policies.answers.MOST_ENTRIES", 300)
    make_terms()
    many: dict[str, Any] = {
        "cargo": [{"name": f"miR-{10_000 + n}", "kind": "mirna"} for n in range(300)],
        "agents": [{"name": f"one of many {n}", "role": "alongside"} for n in range(300)],
    }
    for effect in ("promotes_resistance", "restores_sensitivity"):
        claim(effect, **many)
    context = shown(client_of(None))
    assert [context[side].left_off for side in ("rows", "columns")] == [250, 250]
    cells = [cell for row in context["cells"] for cell in row if cell]
    assert {(cell.claims, cell.contradictory) for cell in cells} == {(2, True)}
    assert len(cells) == 2_500
    assert client_of(None).get(cells[-1].href).context["total"] == 2


CONTRADICTIONS = "/contradictions/"


def claim(effect: str, **changes: Any) -> Version:
    """An accepted claim on miR-880 and agent 0 in glioma."""
    content = {
        "cargo": [{"name": "miR-880", "kind": "mirna"}],
        "agents": [{"name": "agent 0", "role": "alongside"}],
        "cancer": [{"name": "glioma"}],
    } | changes
    version = make_version(
        make_person("curator"), content=make_content(**content, effect=[{"name": effect}])
    )
    bring_to(version, "accepted")
    return version


def sides(client: Client, **asked: str) -> list[tuple[list[str], list[str]]]:
    found = client.get(CONTRADICTIONS, asked).context["contradictions"]
    return [
        tuple([claim["accession"] for claim in side["claims"]] for side in one["sides"])
        for one in found
    ]


def test_opposite_effects_stand_side_by_side() -> None:
    make_terms()
    up = claim("promotes_resistance")
    down = [claim("restores_sensitivity"), claim("enhances_potency")]
    claim("no_effect")
    assert sides(client_of(None)) == [
        ([up.item.accession], [version.item.accession for version in down])
    ]
    page = client_of(None).get(CONTRADICTIONS).content.decode()
    assert "miR-880 · agent 0 · glioma" in page


@pytest.mark.parametrize(
    "changes",
    [
        {"cargo": [{"name": "miR-880", "kind": "mirna", "acts_as": "inhibitor"}]},
        {"cargo": [{"name": "miR-881", "kind": "mirna"}]},
        {"agents": [{"name": "none", "role": "none_given"}]},
        {"agents": [{"name": "agent 1", "role": "alongside"}]},
        {"cancer": [{"name": "osteosarcoma"}]},
        {"cargo": {"unknown": "unclear"}},
    ],
)
def test_what_differs_in_cargo_agent_or_cancer_contradicts_nothing(changes: dict[str, Any]) -> None:
    make_terms()
    claim("promotes_resistance", **changes)
    claim("restores_sensitivity")
    assert sides(client_of(None)) == []


def test_whole_vesicles_contradict_nothing() -> None:
    make_terms()
    for effect in ("promotes_resistance", "restores_sensitivity"):
        claim(effect, cargo=[{"name": "whole EV", "kind": "whole_ev"}])
    assert sides(client_of(None)) == []


def test_what_is_in_review_is_compared_for_the_signed_in_when_asked() -> None:
    make_terms()
    claim("promotes_resistance")
    content = make_content(
        cargo=[{"name": "miR-880", "kind": "mirna"}], cancer=[{"name": "glioma"}],
        agents=[{"name": "agent 0", "role": "alongside"}],
    )  # fmt: skip
    make_version(make_person("curator"), content=content)
    reader = client_of(make_person("reviewer"))
    assert sides(reader) == []
    assert len(sides(reader, scope="review")) == 1
    assert sides(client_of(None), scope="review") == []
