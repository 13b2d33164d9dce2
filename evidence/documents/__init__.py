"""Frozen documents: made at submission, read ever after."""

from .build import FrozenTexts, freeze, searchable_text, twin_hash
from .normal import names_to_resolve, normalised, tidy
from .read import content_of

__all__ = [
    "FrozenTexts",
    "content_of",
    "freeze",
    "names_to_resolve",
    "normalised",
    "searchable_text",
    "tidy",
    "twin_hash",
]
