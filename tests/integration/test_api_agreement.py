"""The API's agreement: the page's figures, for whom the page is."""

import json
from typing import Any

import pytest
from django.test import Client
from jsonschema import validate

from api.components import COMPONENTS
from tests.agreeing import LAST_TWO, decide_rounds, eighteen_rounds
from tests.databases import BuiltOnce
from tests.factories import make_person
from tests.reviewing import signed_in
from tests.worlds import World

pytestmark = pytest.mark.django_db
PLACE = "/api/v1/agreement"


def shape() -> dict[str, Any]:
    """The shape of the answer, as the schema that the API serves has it."""
    schema = json.loads(Client().get("/api/v1/schema/").content)
    responses = schema["paths"][PLACE]["get"]["responses"]
    found = responses["200"]["content"]["application/json"]["schema"]
    return {**found, "components": {"schemas": COMPONENTS}}


def test_too_few_rounds_have_no_figures() -> None:
    world = World()
    decide_rounds(world, {"accepted": 1})
    answer = signed_in(make_person()).get(PLACE)
    body = json.loads(answer.content)
    assert (body["rounds"], body["fewest_rounds"], body["questions"]) == (0, 20, [])
    assert "too few to report agreement" in body["methods"]
    assert answer["Cache-Control"] == "private, no-store"
    validate(body, shape())


def test_the_figures_of_the_page(built_once: BuiltOnce) -> None:
    decide_rounds(built_once(eighteen_rounds), LAST_TWO)
    client = signed_in(make_person())
    body = json.loads(client.get(PLACE, {"from": "2020-01-01"}).content)
    validate(body, shape())
    assert (body["from"], body["to"], body["rounds"]) == ("2020-01-01", None, 20)
    verdict, *sections = body["questions"]
    assert (verdict["name"], verdict["rounds"]) == ("verdict", 20)
    assert {name: round(value, 4) for name, value in verdict["share_agreed"].items()} == {
        "value": 0.85, "low": 0.6396, "high": 0.9476,
    }  # fmt: skip
    assert round(verdict["cohen_kappa"]["value"], 4) == 0.6667
    assert [one["name"] for one in sections][:3] == ["source", "donor", "cargo"]
    # Everybody agreed with every source: chance alone explains that.
    assert sections[0]["krippendorff_alpha"] == {"value": None, "low": None, "high": None}
    page = client.get("/reviews/agreement/", {"from": "2020-01-01"})
    assert body["methods"] == page.context["methods"]


def test_visitors_are_told_to_sign_in_and_a_wrong_day_is_named() -> None:
    refused = Client().get(PLACE)
    assert refused.status_code == 401
    assert refused["Content-Type"] == "application/problem+json"
    wrong = signed_in(make_person()).get(PLACE, {"from": "yesterday", "of": "me"})
    assert wrong.status_code == 400
    problems = {p["name"]: p["message"] for p in json.loads(wrong.content)["problems"]}
    assert problems.keys() == {"from", "of"}
    assert "is no day. Write it as" in problems["from"]
