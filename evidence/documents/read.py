"""From frozen texts back to content, so that the next draft starts where the last one ended."""

import json
from typing import Any

from evidence.columns import BY_NAME
from evidence.content import Content, Entry, Value

# What a document adds to an entry and a person never typed.
_ADDED = ("label", "codes", "provisional")


def content_of(document: str, supplement: str) -> Content:
    """Return the normalised content that `document` and `supplement` were frozen from.

    A question nobody answered is absent, except where a required one was answered "not checked".
    """
    public: dict[str, Value] = json.loads(document)["claim"]
    content: Content = {}
    for name, value in public.items():
        column = BY_NAME[name]
        if isinstance(value, list):
            value = [_typed(entry) for entry in value]
        if value == {"unknown": "not_checked"} and column.need != "required":
            continue
        content[name] = value
    private: dict[str, Any] = json.loads(supplement)
    return content | private


def _typed(entry: Entry) -> Entry:
    return {key: value for key, value in entry.items() if key not in _ADDED}
