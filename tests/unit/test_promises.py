"""A change of the API that would break a program is noticed, and only such a change."""

import copy
import json
from typing import Any

import pytest
from django.conf import settings

from config.generated import API_PROMISES, api_description
from config.promises import broken, promises

DESCRIBED: dict[str, Any] = {
    "components": {"schemas": {"Row": {
        "type": "object", "required": ["id"],
        "properties": {"id": {"type": "integer"}, "note": {"type": "string"}},
    }}},
    "paths": {"/rows": {
        "get": {
            "parameters": [{"in": "query", "name": "kind", "schema": {"enum": ["a", "b"]}}],
            "responses": {"200": {"content": {"application/json": {"schema": {
                "type": "array", "items": {"$ref": "#/components/schemas/Row"},
            }}}}},
        },
        "post": {
            "requestBody": {"content": {"application/json": {"schema": {
                "type": "object", "required": ["note"],
                "properties": {"note": {"type": ["string", "null"]}},
            }}}},
            "responses": {"201": {}},
        },
    }},
}  # fmt: skip


def changed(*path: str, to: Any = None) -> dict[str, Any]:
    """Return the description with what stands at `path` replaced, or taken away."""
    other = copy.deepcopy(DESCRIBED)
    place: Any = other
    for step in path[:-1]:
        place = place[step]
    if to is None:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return other


ROW = ("components", "schemas", "Row")
GET, POST = ("paths", "/rows", "get"), ("paths", "/rows", "post")
BODY = (*POST, "requestBody", "content", "application/json", "schema")


@pytest.mark.parametrize(
    "other",
    [
        changed("paths", "/rows", "get"),
        changed(*ROW, "properties", "id"),
        changed(*ROW, "properties", "id", "type", to="string"),
        changed(*ROW, "required", to=[]),
        changed(*GET, "parameters", to=[]),
        changed(*GET, "parameters", to=[
            {"in": "query", "name": "kind", "schema": {"enum": ["a"]}}]),
        changed(*GET, "parameters", to=[*DESCRIBED["paths"]["/rows"]["get"]["parameters"],
            {"in": "query", "name": "who", "required": True, "schema": {"type": "string"}}]),
        changed(*BODY, "required", to=["note", "id"]),
        changed(*BODY, "properties", "note", "type", to="string"),
        ],
)  # fmt: skip
def test_what_would_break_a_program_is_named(other: dict[str, Any]) -> None:
    assert broken(promises(DESCRIBED), promises(other))


@pytest.mark.parametrize(
    "other",
    [
        DESCRIBED,
        changed(*ROW, "properties", "new", to={"type": "string"}),
        changed(*GET, "parameters", to=[
            {"in": "query", "name": "kind", "schema": {"enum": ["a", "b", "c"]}}]),
        changed(*BODY, "properties", "more", to={"type": "string"}),
        changed("paths", "/others", to=DESCRIBED["paths"]["/rows"]),
    ],
)  # fmt: skip
def test_what_only_adds_breaks_nobody(other: dict[str, Any]) -> None:
    assert broken(promises(DESCRIBED), promises(other)) == []


def test_what_stands_in_the_file_holds() -> None:

    described = json.loads(api_description())
    head, *promised = (settings.BASE_DIR / API_PROMISES).read_text("utf-8").splitlines()
    assert head == f"version {described['info']['version']}"
    assert broken(promised, promises(described)) == []
    assert len(promised) > 1_000
