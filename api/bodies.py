"""Bodies of writes: JSON of one shape, and nothing beside it."""

import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import orjson
from django.http import HttpRequest, UnreadablePostError
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from evidence.policies.answers import LONGEST_LONG_TEXT, LONGEST_TEXT, text_problem
from exchange.reading import limits
from ground.errors import Problem

from .components import COMPONENTS
from .refusals import DoesNotFit, NotJson, TooLarge, Unclear

LARGEST_BODY = 1_048_576
DEEPEST = 12
MOST_PROBLEMS = 20
CUT_OFF = (
    "The connection ended before the body did. Nothing was changed. Send it again, under the same "
    "Idempotency-Key."
)
JSON, MERGE_PATCH = "application/json", "application/merge-patch+json"
FILES = (
    "application/octet-stream",
    "text/csv",
    "text/tab-separated-values",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.spreadsheet",
)
Body = dict[str, Any]


class PlacedProblem(Problem):
    """A problem with the JSON pointer of its place in the body."""

    def __init__(self, pointer: str, message: str, code: str, hint: str = "") -> None:
        name = pointer.rpartition("/")[2] or "body"
        super().__init__(name[:80], message, code, hint)
        object.__setattr__(self, "pointer", pointer)


def read_body(request: HttpRequest, shape: dict[str, Any] | None, *types: str) -> Body:
    """Return the body, which has `shape`; raise a refusal that names every place at once.

    Without a shape there is no body: none, or an empty object.
    """
    text = _bytes_of(request, LARGEST_BODY)
    if not text and (shape is None or not shape.get("required")):
        return {}
    _refuse_other_types(request, types)
    try:
        body = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Unclear(
            f"The body is no JSON: {str(error)[:200]}. Nothing was changed.", code="malformed_json"
        ) from error
    if problems := list(_problems(body, shape or _NOTHING)):
        raise DoesNotFit(
            "The body does not fit this address. Nothing was changed.",
            problems=problems[:MOST_PROBLEMS],
        )
    # Only now, when it is known to be of no great depth. orjson keeps the last of two.
    json.loads(text, object_pairs_hook=_each_once)
    return dict(body)


def _each_once(pairs: list[tuple[str, Any]]) -> None:
    """Refuse an object that says one name twice: nobody knows which of the two is meant."""
    counts = Counter(name for name, _ in pairs)
    for name in (name for name, count in counts.items() if count > 1):
        raise Unclear(
            f"The body says “{name[:60]}” twice in one object. Nothing was changed.",
            code="malformed_json",
            hint="Say it once.",
        )


def read_file(request: HttpRequest) -> Body:
    """Return the body as it was sent, as "data"; what a file holds tells what it is."""
    data = _bytes_of(request, limits.FILE_BYTES)
    _refuse_other_types(request, FILES)
    return {"data": data}


def _refuse_other_types(request: HttpRequest, types: Sequence[str]) -> None:
    encoding = request.META.get("HTTP_CONTENT_ENCODING", "").strip().lower()
    if encoding not in ("", "identity"):
        raise NotJson(
            f"A body packed as “{encoding[:60]}” is not taken here. Nothing was changed.",
            hint="Send it as it is, without Content-Encoding.",
        )
    media_type = request.META.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    if media_type not in types:
        raise NotJson(
            f"“{media_type[:60]}” is not taken here. Nothing was changed.",
            hint=f"Send “Content-Type: {types[0]}”.",
        )


_NOTHING = {"type": "object", "properties": {}, "additionalProperties": False}


def _bytes_of(request: HttpRequest, most: int) -> bytes:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdigit() and int(length) > most:
        raise _too_large(most)
    try:
        text: bytes = getattr(request, "_request", request).read(most + 1)
    except UnreadablePostError as error:
        raise Unclear(CUT_OFF) from error
    if len(text) > most:
        raise _too_large(most)
    # Half a spreadsheet is a spreadsheet too: what was cut off must not pass for all of it.
    if length.isdigit() and len(text) < int(length):
        raise Unclear(CUT_OFF)
    return text


def _too_large(most: int) -> TooLarge:
    hint = "Many claims go through an import, one file for all: POST /api/v1/imports/files."
    if most > LARGEST_BODY:
        hint = "Split the file and bring it in piece by piece."
    return TooLarge(f"The body has more than {most:,} bytes. Nothing was changed.", hint=hint)


def merged(target: Any, patch: Any) -> Any:
    """Return `target` with a JSON merge patch (RFC 7396) applied: null takes a member away."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result


def _problems(body: Any, shape: dict[str, Any]) -> Iterator[Problem]:
    """Yield what is wrong: too deep, then what cannot be stored, then what has another shape."""
    strange = list(_strange(body, "#", 0))
    if strange:
        yield from strange
        return
    for error in sorted(Draft202012Validator(_checked_here(shape)).iter_errors(body), key=_place):
        yield _told(error)


def _checked_here(shape: dict[str, Any]) -> dict[str, Any]:
    """Return `shape` without the inside of what the action checks itself."""
    if "$ref" in shape:
        whole = COMPONENTS[shape["$ref"].rpartition("/")[2]]
        return {"type": whole["type"]}
    if "items" in shape:
        return {**shape, "items": _checked_here(shape["items"])}
    if "properties" not in shape:
        return shape
    inside = {name: _checked_here(one) for name, one in shape["properties"].items()}
    return {**shape, "properties": inside}


def _place(error: ValidationError) -> str:
    return _pointer(error.absolute_path)


def _strange(value: Any, pointer: str, depth: int) -> Iterator[Problem]:
    """Yield what could not even be stored, wherever it stands."""
    if depth > DEEPEST:
        message = f"More than {DEEPEST} levels of lists and objects in each other."
        yield PlacedProblem(pointer[:200], message, "too_deep")
        return
    if isinstance(value, str):
        if message := text_problem("Text", value, LONGEST_LONG_TEXT):
            yield PlacedProblem(pointer, message, "text")
    elif isinstance(value, float) and not math.isfinite(value):
        yield PlacedProblem(pointer, "This is no number.", "type")
    for name, inner in _members(value):
        if text_problem("Name", name, LONGEST_TEXT):
            yield PlacedProblem(pointer, "A member's name cannot be stored.", "text")
        else:
            yield from _strange(inner, f"{pointer}/{_escaped(name)}", depth + 1)


def _members(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from ((str(place), inner) for place, inner in enumerate(value))


def _told(error: ValidationError) -> Problem:
    pointer = _pointer(error.absolute_path)
    kind, wanted = str(error.validator), error.validator_value
    if kind == "additionalProperties":
        known = list(error.schema.get("properties", {}))
        extra = next((name for name in error.instance if name not in known), "")
        place = f"{pointer}/{_escaped(extra)}"
        message = f"“{extra[:40]}” cannot be said here."
        return PlacedProblem(place, message, "unknown", _allowed(known))
    if kind == "required":
        missing = next(name for name in wanted if name not in error.instance)
        return PlacedProblem(f"{pointer}/{missing}", f"“{missing}” is missing.", "required")
    if kind == "type":
        types = [wanted] if isinstance(wanted, str) else wanted
        return PlacedProblem(pointer, f"This is to be {' or '.join(types)}.", "type")
    if kind == "enum":
        hint = _allowed([str(one) for one in wanted if one is not None])
        return PlacedProblem(pointer, f"“{str(error.instance)[:40]}” is none of these.", kind, hint)
    message = _MESSAGES.get(kind, "This is not of the shape expected here.")
    return PlacedProblem(pointer, message.format(wanted), kind)


_MESSAGES = {
    "maxLength": "At most {:,} characters fit.",
    "minLength": "At least {} character is needed.",
    "maxItems": "At most {:,} entries fit.",
    "minItems": "At least {} entry is needed.",
    "minimum": "The smallest number is {}.",
    "maximum": "The largest number is {}.",
    "pattern": "This has another form than {}.",
    "minProperties": "At least {} member is needed.",
}


def _allowed(names: list[str]) -> str:
    return f"Known are: {', '.join(names)}." if names else "Nothing is known here."


def _pointer(path: Any) -> str:
    return "#" + "".join(f"/{_escaped(str(step))}" for step in path)


def _escaped(step: str) -> str:
    return step.replace("~", "~0").replace("/", "~1")[:80]
