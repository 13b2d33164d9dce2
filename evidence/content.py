"""The shape of what a person answers, the same in a draft, a cell, a form and an API body.

The content of a draft is a dictionary from column name to value. A value is one of
- absent: a folded or optional column nobody opened; it counts as *not checked*;
- text: a string, for text columns;
- entries: a list of dictionaries, each with "name" and the attributes of its column;
- an unknown: {"unknown": one of evidence.enums.UNKNOWNS}.
"""

from typing import Any, TypeAlias

Entry: TypeAlias = dict[str, Any]
Value: TypeAlias = str | list[Entry] | dict[str, str]
Content: TypeAlias = dict[str, Value]


def unknown(kind: str) -> dict[str, str]:
    """Return the value that says which of the four unknowns applies."""
    return {"unknown": kind}


def unknown_of(value: Value | None) -> str:
    """Return which unknown a value is, "not_checked" where there is none, or "" if answered."""
    if isinstance(value, dict):
        return value.get("unknown", "not_checked")
    return "" if value else "not_checked"


def is_answered(value: Value | None) -> bool:
    """Tell whether somebody answered: an explicit unknown is an answer, absence is not."""
    return bool(value)


def is_gap(value: Value | None) -> bool:
    """Tell whether the value shows as a gap to fill."""
    return unknown_of(value) == "not_checked"


def text_of(value: Value | None) -> str:
    """Return a text value, or "" where it is unknown or absent."""
    return value if isinstance(value, str) else ""


def entries_of(value: Value | None) -> list[Entry]:
    """Return the entries of a value, or [] where it is unknown or absent."""
    return value if isinstance(value, list) else []


def names_of(value: Value | None) -> list[str]:
    """Return the names of a value's entries."""
    return [str(entry.get("name", "")) for entry in entries_of(value)]
