"""The API's claims: what is public as it was frozen, and a sentence for everything else."""

import csv
import hashlib
import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from jsonschema import validate

from api.urls import urlpatterns
from evidence.actions.terms import add_term
from evidence.columns import COLUMNS
from evidence.models import Term, Version
from ground.escaping import unescaped
from releases.actions.publish import publish_release
from releases.columns import FLAT_NAMES
from releases.rows import row_of
from reviews.actions.retire import retire
from tests.factories import make_person
from tests.worlds import World

pytestmark = pytest.mark.django_db
ITEMS = "/api/v1/items"


def get(path: str, *, client: Client | None = None, **query: Any) -> Any:
    return (client or Client()).get(path, query)


def data(path: str, *, client: Client | None = None, **query: Any) -> Any:
    response = get(path, client=client, **query)
    assert response.status_code == 200, response.content
    return json.loads(response.content)


def accessions(**query: Any) -> list[str]:
    return [row["accession"] for row in data(ITEMS, **query)["results"]]


def problems(path: str = ITEMS, **query: Any) -> dict[str, str]:
    response = get(path, **query)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    body = json.loads(response.content)
    assert body["status"] == 400
    return {problem["name"]: problem["message"] for problem in body["problems"]}


def table(response: Any) -> list[dict[str, str]]:
    text = b"".join(response.streaming_content).decode()
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [{name: unescaped(cell) for name, cell in row.items()} for row in rows]


def test_a_visitor_finds_accepted_claims_with_their_frozen_documents() -> None:
    world = World()
    version = world.accepted(summary='=1+1 says "no",\nreally')
    world.in_review()
    world.returned()
    (row,) = data(ITEMS)["results"]
    assert row["accession"] == version.item.accession
    assert (row["version"], row["status"], row["reviewed_by"]) == (1, "accepted", 2)
    assert row["document"] == json.loads(version.document)
    assert version.document in get(ITEMS).content.decode()
    document = get(row["url"])
    assert hashlib.sha256(document.content).hexdigest() == row["document_sha256"]
    assert document.content.decode() == version.document


def test_the_private_supplement_is_nowhere() -> None:
    world = World()
    version = world.accepted(quote="SECRET words of the paper", notes="SECRET note")
    editor = Client()
    editor.force_login(world.decider)
    for client in (Client(), editor):
        for path in (ITEMS, f"{ITEMS}/{version.item.accession}"):
            assert b"SECRET" not in get(path, client=client).content
        response = get(ITEMS, client=client, format="csv")
        assert b"SECRET" not in response.getvalue()
    private = {column.name for column in COLUMNS if column.private}
    assert not private & set(FLAT_NAMES)


def test_the_table_says_what_the_release_says(tmp_path: Path, settings: Any) -> None:
    settings.EVIDENCE_HOME = tmp_path
    world = World()
    first = world.accepted(mechanism_words="'=x", agents=[{"name": "+5", "role": "alongside"}])
    world.accepted()
    before = table(get(ITEMS, format="csv"))
    publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    after = table(get(ITEMS, format="csv"))
    released = get("/api/v1/releases/2026.1/files/evidence.csv")
    assert before == after == table(released)
    assert before[0] == row_of(
        json.loads(first.document), reviewed_by=2, document_sha256=first.document_sha256
    )
    lines = b"".join(get(ITEMS, format="ndjson").streaming_content).decode().splitlines()
    assert [json.loads(line) for line in lines] == before
    documents = [row["document"] for row in data(ITEMS)["results"]]
    for row, document in zip(before, documents, strict=True):
        assert row["accession"] == document["accession"]
        assert row["claim"] == document["claim"]["summary"]
        assert row["reading"] == document["reading"]
        assert row["effect"] == document["claim"]["effect"][0]["label"]


def test_pages_follow_each_other_without_gap_or_repeat() -> None:
    world = World()
    expected = [world.accepted().item.accession for _ in range(5)]
    seen, address = [], f"{ITEMS}?limit=2&effect=restores_sensitivity"
    pages = 0
    while address:
        page = data(address)
        seen += [row["accession"] for row in page["results"]]
        address, pages = page["next"], pages + 1
    assert seen == expected
    assert pages == 3
    response = get(ITEMS, format="csv", limit=2)
    assert len(table(response)) == 2
    following = response["Link"].removeprefix("<").removesuffix('>; rel="next"')
    assert [row["accession"] for row in table(get(following))] == expected[2:4]
    assert len(table(get(ITEMS, format="csv"))) == 5
    assert "Link" not in get(ITEMS, format="csv", limit=5)


def test_filters_take_value_label_synonym_and_code_and_include_narrower_terms() -> None:
    world = World()
    wide = add_term(vocabulary="cancer", label="brain tumour", actor=world.author)
    add_term(
        vocabulary="cancer", label="astrocytoma", broader=wide, synonyms=["AST"],
        codes=[("DOID:3069", "exact")], actor=world.author,
    )  # fmt: skip
    one = world.accepted(cancer=[{"name": "astrocytoma"}]).item.accession
    two = world.accepted(
        effect=[{"name": "mixed"}], cargo=[{"name": "PTEN", "kind": "protein"}],
        settings=[{"name": "in_vivo", "measured": "no"}], modality=[{"name": "radiotherapy"}],
    ).item.accession  # fmt: skip
    for name in ("astrocytoma", "ASTROCYTOMA", "ast", "DOID:3069", "brain tumour"):
        assert accessions(cancer=name) == [one], name
    assert accessions(cancer="brain tumour", exact="1") == []
    assert accessions(cancer=["astrocytoma", "glioma"]) == [one, two]
    assert accessions(effect="Restores sensitivity") == [one]
    assert accessions(effect=["mixed", "restores_sensitivity"]) == [one, two]
    assert accessions(cargo="pten") == [two]
    assert accessions(agents="cisplatin") == [one, two]
    assert accessions(settings="in vivo", modality="radiotherapy") == [two]
    assert accessions(modality="not_checked") == [one]
    assert accessions(read_from="abstract", q="PTEN") == [two]
    assert accessions(q="nothing says this") == []
    assert [row["accession"] for row in table(get(ITEMS, format="csv", cancer="AST"))] == [one]


def test_what_is_not_known_is_refused_with_what_is() -> None:
    World()
    found = problems(
        cancr="x", effect="good", limit="201", cursor="EVD-000001", format="xml", exact="yes",
        status="draft", q="a\0b",
    )  # fmt: skip
    assert set(found) == {
        "cancr", "effect", "limit", "cursor", "format", "exact", "status", "q",
    }  # fmt: skip
    assert "effect, modality, cargo_kind, settings" in found["cancr"]
    assert "promotes_resistance, restores_sensitivity" in found["effect"]
    assert "1 to 200" in found["limit"]
    assert "“next”" in found["cursor"]
    assert problems(agents="no such thing") == {
        "agents": "“agents=no such thing”: no agent has this name or code."
    }
    assert "accepted claims only" in problems(format="csv", status="in_review")["format"]
    assert set(problems(f"{ITEMS}/EVD-000001", expand="all")) == {"expand"}


def test_signed_in_people_read_what_pages_show_them_and_nothing_of_a_review() -> None:
    world = World()
    accepted, waiting, returned = world.accepted(), world.in_review(), world.returned()
    world.say(waiting, world.first, "accept")
    path = f"{ITEMS}/{waiting.item.accession}"
    assert get(path).status_code == 404
    assert data(ITEMS, status="in_review")["results"] == []
    for person in (make_person("curator"), world.first, world.decider):
        client = Client()
        client.force_login(person)
        (row,) = data(ITEMS, client=client, status="in_review")["results"]
        assert row["accession"] == waiting.item.accession
        assert row["reviewed_by"] is None
        assert data(path, client=client)["status"] == "in_review"
        response = get(path, client=client)
        assert response["Cache-Control"] == "private, no-store"
        assert len(data(ITEMS, client=client)["results"]) == 1
    stranger = Client()
    stranger.force_login(make_person("curator"))
    assert get(f"{ITEMS}/{returned.item.accession}", client=stranger).status_code == 404
    author = Client()
    author.force_login(world.author)
    assert data(f"{ITEMS}/{returned.item.accession}", client=author)["reviewed_by"] is None
    assert get(f"{ITEMS}/{accepted.item.accession}")["Cache-Control"] == "public, no-cache"


def test_nobody_learns_from_the_api_whether_a_recommendation_was_delivered() -> None:
    world = World()
    version = world.in_review()
    path = f"{ITEMS}/{version.item.accession}"
    clients = {}
    for name in ("decider", "second", "author"):
        clients[name] = Client()
        clients[name].force_login(getattr(world, name))
    before = {name: get(path, client=client).content for name, client in clients.items()}
    world.say(version, world.first, "accept")
    assert {name: get(path, client=client).content for name, client in clients.items()} == before


def test_an_accession_leads_on_for_ever() -> None:
    world = World()
    merged, retired, superseded = world.merged(), world.retired(), world.superseded()
    survivor = Version.objects.get(item__absorbed__version=merged)
    response = get(f"{ITEMS}/{merged.item.accession}")
    assert (response.status_code, response["Location"]) == (
        301, f"{ITEMS}/{survivor.item.accession}",
    )  # fmt: skip
    response = get(f"{ITEMS}/{retired.item.accession}")
    assert response.status_code == 410
    assert json.loads(response.content)["detail"] == (
        f"{retired.item.accession} is no longer held: retired: The paper was withdrawn."
    )
    item = data(f"{ITEMS}/{superseded.item.accession}")
    assert (item["version"], [v["version"] for v in item["versions"]]) == (2, [2])
    assert get(f"{ITEMS}/{superseded.item.accession}/versions/1").status_code == 404


def test_a_client_that_has_the_bytes_gets_none() -> None:
    world = World()
    version = world.accepted()
    for path in (ITEMS, f"{ITEMS}/{version.item.accession}"):
        tag = get(path)["ETag"]
        again = Client().get(path, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
    document = get(f"{ITEMS}/{version.item.accession}/versions/1")
    assert document["ETag"] == f'"{version.document_sha256}"'
    world.accepted()
    assert Client().get(ITEMS, headers={"If-None-Match": tag}).status_code == 200


def test_nothing_is_written_here() -> None:
    world = World()
    client = Client(enforce_csrf_checks=True)
    version = world.accepted()
    for path in (ITEMS, f"{ITEMS}/{version.item.accession}", "/api/v1/schema/", "/api/v1/"):
        for method in ("post", "put", "patch", "delete", "options"):
            response = getattr(client, method)(path, content_type="application/json")
            assert response.status_code == 405
            assert response["Content-Type"] == "application/problem+json"
            assert response["Allow"] == "GET, HEAD"
    assert client.head(ITEMS).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["x", "items/", "items/EVD-1", "items/EVD-０００００１", "items/EVD-000001\0", "items/..%2f..",
     "items/EVD-999999", "items/EVD-000001/versions/0", "items/EVD-000001/versions/9e9",
     "releases/", "releases/1", "releases/2026.1\0", "releases/2026.1/files/../../etc/passwd"],
)  # fmt: skip
def test_an_address_that_is_none_is_a_problem_document(path: str) -> None:
    response = get(f"/api/v1/{path}")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert json.loads(response.content)["title"] == "Not Found"


@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.dictionaries(
        st.sampled_from(["q", "cancer", "agents", "effect", "limit", "cursor", "format", "status"])
        | st.text(max_size=8),
        st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), max_size=3),
        max_size=4,
    )
)
def test_no_garbage_is_an_error_of_ours(query: dict[str, list[str]]) -> None:
    assert get(ITEMS, **query).status_code in (200, 400)


@pytest.mark.parametrize(("query", "expected"), [
    ({}, 1), ({"format": "csv"}, 6), ({"cancer": "glioma", "effect": "mixed"}, 2),
])  # fmt: skip
def test_a_list_asks_as_many_questions_for_three_as_for_one(
    query: dict[str, str], expected: int
) -> None:
    world = World()
    for wanted in (1, 3):
        while Version.objects.filter(standing__status="accepted").count() < wanted:
            world.accepted(effect=[{"name": "mixed"}])
        with CaptureQueriesContext(connection) as captured:
            response = get(ITEMS, **query)
            body = b"".join(response.streaming_content) if response.streaming else response.content
        assert body.count(b"EVD-") >= wanted
        assert len(captured) == expected, [entry["sql"][:90] for entry in captured]


def test_the_description_names_every_address_and_parameter() -> None:
    response = get("/api/v1/schema/")
    assert response["Content-Type"] == "application/json"
    schema = json.loads(response.content)
    assert schema["openapi"] == "3.1.0"
    described = {path.removeprefix("/api/v1/") for path in schema["paths"]}
    addressed = {
        re.sub(r"<\w+:(\w+)>", r"{\1}", str(entry.pattern)).replace("{pk}", "{id}")
        for entry in urlpatterns
        if entry.name not in ("schema", "docs", "nothing")
    }
    assert described == addressed
    named = set(schema["components"]["schemas"])
    referred = re.findall(r'"#/components/schemas/(\w+)"', response.content.decode())
    assert set(referred) == named
    for name in ("items", "citations", "terms", "releases"):
        described = schema["paths"][f"/api/v1/{name}"]["get"]["parameters"]
        known = problems(f"/api/v1/{name}", zzz="1")["zzz"].removesuffix(".").partition("are: ")[2]
        assert {parameter["name"] for parameter in described} == set(known.split(", "))


def test_what_is_answered_has_the_shape_that_is_described(tmp_path: Path, settings: Any) -> None:
    settings.EVIDENCE_HOME = tmp_path
    world = World()
    version = world.accepted(
        quote="", models=[{"name": "U87", "detail": "resistant", "inferred": True}],
        donor_species={"unknown": "not_reported"},
    )  # fmt: skip
    publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    schema = data("/api/v1/schema/")

    def check(path: str, described: str) -> None:
        response = schema["paths"][f"/api/v1/{described}"]["get"]["responses"]
        body = get(f"/api/v1/{path}")
        shape = response[str(body.status_code)]["content"][body["Content-Type"]]["schema"]
        validate(json.loads(body.content), shape | {"components": schema["components"]})

    accession = version.item.accession
    check("", "")
    check("items", "items")
    check("items?limit=x", "items")
    check(f"items/{accession}", "items/{accession}")
    check(f"items/{accession}/versions/1", "items/{accession}/versions/{number}")
    check(f"items/{accession}/versions/9", "items/{accession}/versions/{number}")
    check("releases", "releases")
    check("releases/2026.1", "releases/{number}")


def test_a_renamed_term_is_found_and_the_document_stays() -> None:
    world = World()
    version = world.accepted(cancer=[{"name": "glioma"}])
    Term.objects.filter(vocabulary="cancer", label="glioma").update(label="glial tumour")
    assert accessions(cancer="glioma") == [version.item.accession]
    assert get(f"{ITEMS}/{version.item.accession}/versions/1").content.decode() == version.document


def test_what_was_public_on_a_day_or_in_a_release_is_asked_for_by_name(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EVIDENCE_HOME = tmp_path
    days = [datetime(2026, 3, day, 12, tzinfo=UTC) for day in (1, 2, 3)]
    world = World()
    monkeypatch.setattr("django.utils.timezone.now", lambda: days[0])
    first = world.accepted()
    publish_release(number="2026.1", note="", why_as_is="New.", actor=world.decider)
    monkeypatch.setattr("django.utils.timezone.now", lambda: days[1])
    second = world.accepted()
    retire(version=first, reason="Wrong.", actor=world.decider)
    names = [version.item.accession for version in (first, second)]
    assert accessions() == names[1:]
    assert accessions(as_of="2026-02-28") == []
    assert accessions(as_of="2026-03-01") == names[:1]
    assert accessions(as_of="2026-03-02") == names[1:]
    assert accessions(release="2026.1") == names[:1]
    assert [row["accession"] for row in table(get(ITEMS, release="2026.1", format="csv"))] == (
        names[:1]
    )
    assert accessions(as_of="2026-03-01", q="claim") == names[:1]
    for asked in ({"as_of": "yesterday"}, {"as_of": "2026-13-01"}, {"as_of": "20260301"}):
        assert "is no day" in problems(**asked)["as_of"]
    assert "no release of this number" in problems(release="2026.9")["release"]
    assert "exclude each other" in problems(release="2026.1", as_of="2026-03-01")["as_of"]
