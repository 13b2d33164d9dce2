"""Whether the CSL fields of a citation can be stored and printed."""

from collections.abc import Iterator
from typing import Any

from evidence.policies.answers import LONGEST_LONG_TEXT, text_problem
from ground.errors import Problem


def csl_problems(csl: dict[str, Any]) -> list[Problem]:
    """Return a problem for each text, at any depth, that holds what no page can show."""
    return [
        Problem(name, message, "shape")
        for name, text in _texts(csl)
        if (message := text_problem(name, text, LONGEST_LONG_TEXT))
    ]


def _texts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, name or str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, name)
