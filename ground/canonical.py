"""Canonical JSON: the same data is always the same bytes, so it can be hashed and frozen."""

import hashlib
import json
from typing import Any

_ENCODER = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
)


def canonical_json(data: Any) -> str:
    """Return `data` as JSON text with sorted keys, no spaces and no escapes beyond what JSON needs.

    Raises ValueError for NaN and infinities, which JSON cannot say.
    """
    return _ENCODER.encode(data)


def sha256_hex(text: str) -> str:
    """Return the SHA-256 of the UTF-8 bytes of `text`, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
