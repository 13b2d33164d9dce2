"""What the API has promised: one line for each thing a program may rely on.

A line that no longer holds, and a demand that is new, breaks programs: that needs another version.
"""

from collections.abc import Iterator
from typing import Any

Description = dict[str, Any]


def promises(description: Description) -> list[str]:
    """Return every promise of an OpenAPI description, in order.

    `gives` lines are what an answer holds, `takes` lines what may be sent, `needs` lines what
    must be. New `gives` and `takes` lines break nobody; a new `needs` line does.
    """
    found: set[str] = set()
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            found.update(_operation(f"{method.upper()} {path}", operation))
    for name, shape in description["components"]["schemas"].items():
        found.update(_given(f"#{name}", shape))
        found.update(_sent(f"#{name}", shape))
    return sorted(found)


def _operation(where: str, operation: Any) -> Iterator[str]:
    yield f"gives {where}"
    for parameter in operation.get("parameters", ()):
        name = f"{where} {parameter['in']} {parameter['name']}"
        yield from _sent(name, parameter["schema"])
        if parameter.get("required") and parameter["in"] != "path":
            yield f"needs {name}"
    for kind, body in operation.get("requestBody", {}).get("content", {}).items():
        yield from _sent(f"{where} {kind}", body["schema"])
    if operation.get("requestBody", {}).get("required"):
        yield f"needs {where} a body"
    for status, response in operation["responses"].items():
        for kind, body in response.get("content", {}).items():
            yield from _given(f"{where} {status} {kind}", body["schema"])


def broken(promised: list[str], now: list[str]) -> list[str]:
    """Return what a program that relied on `promised` would stumble over `now`."""
    kept, known = set(now), set(promised)
    gone = [f"no longer: {line}" for line in promised if line not in kept]
    return gone + [f"new demand: {line}" for line in now if _is_demand(line, known)]


def _is_demand(line: str, known: set[str]) -> bool:
    """Tell whether `line` asks something new of what was there already."""
    if not line.startswith("needs ") or line in known:
        return False
    if line.startswith("needs #"):
        name = line.removeprefix("needs ").partition(".")[0]
        return f"gives {name}: object" in known
    _, method, path, *_ = line.split(" ")
    return f"gives {method} {path}" in known


def _given(where: str, shape: Any) -> Iterator[str]:
    yield f"gives {where}: {_type(shape)}"
    for name, inner in shape.get("properties", {}).items():
        mark = "." if name in shape.get("required", ()) else "?."
        yield from _given(f"{where}{mark}{name}", inner)
    if "items" in shape:
        yield from _given(f"{where}[]", shape["items"])


def _sent(where: str, shape: Any) -> Iterator[str]:
    for value in shape.get("enum", ()):
        yield f"takes {where} = {value}"
    for kind in _type(shape).split(" or "):
        yield f"takes {where}: {kind}"
    for name in shape.get("required", ()):
        yield f"needs {where}.{name}"
    for name, inner in shape.get("properties", {}).items():
        yield from _sent(f"{where}.{name}", inner)
    if "items" in shape:
        yield from _sent(f"{where}[]", shape["items"])
    for inner in shape.get("anyOf", ()):
        yield from _sent(where, inner)


def _type(shape: Any) -> str:
    """Return what kind of value it is; a component is promised once, under its own name."""
    if "$ref" in shape:
        return "#" + str(shape["$ref"]).rpartition("/")[2]
    kinds = shape.get("type", "anything")
    return kinds if isinstance(kinds, str) else " or ".join(sorted(kinds))
