"""Frozen documents: made at submission, read ever after."""

from .build import FrozenTexts, claim_hash, freeze, reissued_document, searchable_text, twin_hash
from .normal import names_to_resolve, normalised, tidy
from .read import content_of

__all__ = [
    "FrozenTexts",
    "claim_hash",
    "content_of",
    "freeze",
    "names_to_resolve",
    "normalised",
    "reissued_document",
    "searchable_text",
    "tidy",
    "twin_hash",
]
