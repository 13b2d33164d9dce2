"""Matrix and contradictions by program: the pages' figures; tables that are not sent twice."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from drf_spectacular.generators import SchemaGenerator

from accounts.models import Person
from api.bodies import Body
from api.endings import Ending
from api.endpoint import Done, Endpoint, reads, writes
from api.shapes import obj, taken
from evidence.models import Term, TermCode
from ground import clock
from reviews.actions.retire import retire
from tests.asking import Program, refused, told
from tests.factories import make_person, make_terms
from tests.integration.test_matrix import claim, claims, shown
from tests.reading import client_of
from tests.worlds import World

__all__ = ["claims"]
pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("claims")
def test_the_matrix_has_the_figures_of_its_page() -> None:
    for person in (None, make_person("editor")):
        compare_with_page(person)
    narrow_by_label_and_by_code()


def compare_with_page(person: Person | None) -> None:
    program, status = Program(person), ["accepted", "in_review"]
    page = shown(client_of(person), rows="cancer", status=status)
    opened = [line.key for line in page["rows"].shown if line.fold_href]
    page = shown(client_of(person), rows="cancer", status=status, open=opened)
    body = told(program.get("/matrix", rows="cancer", status=status))
    assert body["rows"]["facet"] == "cancer"
    for side in ("rows", "columns"):
        assert [
            (one["key"], one["label"], one["depth"], one["claims"]) for one in body[side]["values"]
        ] == [(line.key, line.label, line.depth, line.claims) for line in page[side].shown]
    cells = [cell for row in page["cells"] for cell in row if cell]
    assert [(one["row"], one["column"], one["claims"], one["effects"], one["direction"],
             one["directness"], one["is_contradictory"]) for one in body["cells"]] == [
        (cell.row.key, cell.column.key, cell.claims, dict(cell.effects), cell.direction,
         cell.directness, cell.contradictory) for cell in cells
    ]  # fmt: skip
    assert any(one["depth"] for one in body["rows"]["values"])
    table = program.get("/matrix", rows="cancer", status=status, format="csv")
    assert len(table.content.splitlines()) == 1 + len(cells)
    few = told(program.get("/matrix", limit=1))
    assert (len(few["rows"]["values"]), few["rows"]["left_off"]) == (1, 2)


def narrow_by_label_and_by_code() -> None:
    visitor, wide = Program(), Term.objects.get(label="wide tumour")
    TermCode.objects.create(term=wide, curie="DOID:1", match="exact")
    by_label = told(visitor.get("/matrix", cancer="Wide tumour"))
    assert told(visitor.get("/matrix", cancer="DOID:1")) == by_label
    exact = told(visitor.get("/matrix", cancer="DOID:1", exact=1))
    both = [sum(one["claims"] for one in body["cells"]) for body in (exact, by_label)]
    assert 0 < both[0] < both[1]
    refused(visitor.get("/matrix", cancer="no such thing"), 400, "unreadable")
    refused(visitor.get("/matrix", rows="cargo", columns="cargo"), 400, "unreadable")
    refused(visitor.get("/matrix", cursor="1"), 400, "unreadable")


def test_contradictions_are_those_of_the_page(
    django_assert_num_queries: Callable[..., Any],
) -> None:
    make_terms()
    up, down = claim("promotes_resistance"), claim("restores_sensitivity")
    Client().get("/api/v1/contradictions")
    with django_assert_num_queries(3):
        assert len(told(Program().get("/contradictions"))["results"]) == 1
    for effect in ("promotes_resistance", "enhances_potency"):
        claim(effect, cancer=[{"name": "osteosarcoma"}])
    visitor = Program()
    with django_assert_num_queries(3):
        first, second = told(visitor.get("/contradictions"))["results"]
    assert (first["cargo"]["label"], first["agent"]["label"], first["cancer"]["label"]) == (
        "miR-880", "agent 0", "glioma",
    )  # fmt: skip
    assert (first["acts_as"], second["cancer"]["label"]) == ("itself", "osteosarcoma")
    assert [[one["accession"] for one in first[side]] for side in ("resists", "sensitises")] == [
        [up.item.accession], [down.item.accession],
    ]  # fmt: skip
    assert first["resists"][0]["answers"][0].keys() == {"label", "text"}
    assert told(visitor.get("/contradictions", cancer="osteosarcoma"))["results"] == [second]
    page = told(visitor.get("/contradictions", limit=1))
    assert page["results"] == [first]
    assert json.loads(Client().get(page["next"]).content)["results"] == [second]
    refused(visitor.get("/contradictions", cursor="1.itself.2.3"), 400, "unreadable")
    assert len(visitor.get("/contradictions", format="csv").content.splitlines()) == 3


def test_a_table_the_client_has_is_not_sent_again() -> None:
    world = World()
    one, other = world.accepted(), world.accepted()
    visitor = Program()

    def asked(etag: str = "", **query: Any) -> Any:
        headers = {"If-None-Match": etag} if etag else {}
        return visitor.get("/items", headers=headers, **query)

    tags: dict[str, str] = {}
    for name, query in {
        "all": {"format": "csv"}, "lines": {"format": "ndjson"},
        "few": {"format": "csv", "limit": 1},
        "that": {"format": "csv", "accession": other.item.accession},
        "then": {"format": "csv", "as_of": str(clock.now().date())},
    }.items():  # fmt: skip
        response = asked(**query)
        assert response.getvalue()
        tags[name] = response["ETag"]
        again = asked(tags[name], **query)
        assert (again.status_code, again["ETag"], again.getvalue()) == (304, tags[name], b"")
    assert len(set(tags.values())) == len(tags)
    # What is under review is nobody's here, and changes nothing.
    world.in_review()
    assert asked(tags["all"], format="csv").status_code == 304
    retire(version=one, reason="Wrong.", actor=world.decider)
    assert asked(tags["all"], format="csv").status_code == 200
    assert asked(tags["few"], format="csv", limit=1).status_code == 200
    assert asked(tags["that"], format="csv", accession=other.item.accession).status_code == 304
    for path_ in ("/citations", "/terms", "/releases", "/withdrawn", "/contradictions"):
        tag = visitor.get(path_, format="csv")["ETag"]
        same = visitor.get(path_, headers={"If-None-Match": tag}, format="csv")
        assert same.status_code == 304, path_


_GOING = Ending(announced=date(2026, 11, 21), last=date(2027, 11, 21), instead="/api/v2/rows")


class Going(Endpoint):
    """An address that is to go."""

    @reads("going", "Rows", gives=obj({}), ending=_GOING)
    def get(self, request: HttpRequest) -> HttpResponse:
        """As before."""
        response = HttpResponse(b"{}")
        response["Link"] = '</rows?cursor=2>; rel="next"'
        return response

    @writes("going_add", "Add", scopes=("curate",), takes=taken({}), gives=obj({}), ending=_GOING)
    def post(self, request: HttpRequest, body: Body, actor: Person) -> Done:
        """As before."""
        return Done({})


urlpatterns = [path("api/v1/going", Going.as_view())]


def test_what_is_to_go_says_so_with_every_answer(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__
    answer = Client().get("/api/v1/going")
    assert (answer["Deprecation"], answer["Sunset"]) == (
        "@1795219200", "Sun, 21 Nov 2027 23:59:59 GMT",
    )  # fmt: skip
    assert answer["Link"] == (
        '</rows?cursor=2>; rel="next", </api/v2/rows>; rel="successor-version"'
    )
    refusal = Client().post("/api/v1/going")
    assert (refusal.status_code, refusal["Deprecation"]) == (401, answer["Deprecation"])
    described = SchemaGenerator(urlconf=__name__).get_schema(public=True)["paths"]
    for method in ("get", "post"):
        operation = described["/api/v1/going"][method]
        assert operation["deprecated"] is True
        assert "Deprecated on 2026-11-21, ends after 2027-11-21" in operation["description"]
    with pytest.raises(ValueError, match="twelve months"):
        Ending(announced=date(2026, 11, 21), last=date(2027, 6, 1), instead="/")


def test_interests_are_declared_by_program() -> None:
    world, reviewer = World(), make_person("reviewer")
    program = Program(reviewer)
    before = told(program.get("/me/interests"))
    declared = told(program.post("/me/interests", {"interests": "I sell pipettes."}), 201)
    assert declared["is_valid"]
    assert declared["declarations"][0]["interests"] == "I sell pipettes."
    assert len(declared["declarations"]) == len(before["declarations"]) + 1
    version = world.in_review()
    place = f"/citations/{version.citation.key}/interests"
    assert told(program.get(place)) == {"results": []}
    made = told(program.post(place, {"kind": "same_lab", "detail": "We share a bench."}), 201)
    assert (made["kind"], made["citation"]) == ("same_lab", version.citation.key)
    assert "bars from judging" in made["state"]
    assert told(program.get(place))["results"] == [made]
    refused(program.post(f"/citations/{version.citation.key}/take"), 403, "denied")
    problem = refused(program.post(place, {"kind": "authorship", "place": 400}), 422, "invalid")
    assert problem["problems"][0]["pointer"] == "#/place"
    # One's own alone.
    other = Program(make_person("editor"))
    assert told(other.get(place)) == {"results": []}
    refused(Program().get(place), 401, "not_authenticated")
    refused(other.get("/citations/nobody/interests"), 404, "missing")
