"""What the shapes of bodies and answers are made of, as JSON Schema."""

from collections.abc import Iterable
from typing import Any

from drf_spectacular.utils import OpenApiParameter

Shape = dict[str, Any]
TEXT: Shape = {"type": "string"}
NUMBER: Shape = {"type": "integer"}
DAY: Shape = {"type": "string", "format": "date"}
SHA256: Shape = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
# The bytes of a file, sent as they are.
FILE: Shape = {"type": "string", "format": "binary"}
NEXT: Shape = {"type": ["string", "null"], "format": "uri", "description": "The next page."}


def obj(properties: dict[str, Shape], *, optional: tuple[str, ...] = ()) -> Shape:
    """Return the shape of an object with these members."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def taken(properties: dict[str, Shape], *, optional: tuple[str, ...] = ()) -> Shape:
    """Return the shape of a body: these members and no other."""
    return obj(properties, optional=optional) | {"additionalProperties": False}


def text(longest: int = 1_000, *, least: int = 0, **more: Any) -> Shape:
    """Return the shape of a text of at most `longest` characters."""
    return {"type": "string", "maxLength": longest} | ({"minLength": least} if least else {}) | more


def one_of(values: Iterable[str], **more: Any) -> Shape:
    """Return the shape of a text that is one of `values`."""
    return {"type": "string", "enum": list(values)} | more


def array(items: Shape) -> Shape:
    """Return the shape of a list."""
    return {"type": "array", "items": items}


def nullable(shape: Shape) -> Shape:
    """Return the shape of what may be null."""
    return {**shape, "type": [shape["type"], "null"]}


def ref(name: str) -> Shape:
    """Return a reference to one of COMPONENTS.

    In a body it stands for what the action checks itself, in better words than a shape could.
    """
    return {"$ref": f"#/components/schemas/{name}"}


def refusals(*statuses: int) -> dict[Any, Any]:
    """Return the responses of these statuses: problem documents."""
    return {(status, "application/problem+json"): ref("Problem") for status in statuses}


def query(name: str, schema: Shape, description: str, *, many: bool = False) -> OpenApiParameter:
    """Return the description of a query parameter."""
    shape = array(schema) if many else schema
    return OpenApiParameter(name, shape, description=description, explode=many or None)
