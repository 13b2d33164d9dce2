"""Canonical JSON: the same data is always the same bytes, so it can be hashed and frozen."""

import hashlib
from typing import Any

import orjson

_PLAIN = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME


def canonical_json(data: Any) -> str:
    """Return `data` as JSON text with sorted keys, no spaces and no escapes beyond what JSON needs.

    Raises TypeError for what JSON cannot say. Numbers in it are whole: others have no one spelling.
    """
    return orjson.dumps(data, option=_PLAIN).decode()


def sha256_hex(text: str) -> str:
    """Return the SHA-256 of the UTF-8 bytes of `text`, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
