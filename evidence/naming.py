"""Names of a vocabulary recognised in running text, whatever their spelling."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from evidence.spellings import plain

_WORD = re.compile(r"[^\s,;:()\[\]{}\"“”/]+")
_NO_LETTER = re.compile(r"[^\w]+|_")
_MOST_WORDS = 6
# Shorter names without a figure are words of the language too often: they must be written just so.
_SHORT = 3


class Known(NamedTuple):
    """A name of the vocabulary: whose it is, what its term is called, and how it is written."""

    vocabulary: str
    label: str
    name: str


class Recognised(NamedTuple):
    """A known name as it stands in the text."""

    vocabulary: str
    label: str
    written: str


def name_key(text: str) -> str:
    """Return what different spellings of one name share: miR-193a, microRNA-193a, mir193a."""
    return "".join(_NO_LETTER.sub("", plain(word)) for word in text.split())


def by_key(names: Iterable[Known]) -> dict[str, list[Known]]:
    """Return known names by what their spellings share; one-letter names are left out."""
    found: dict[str, list[Known]] = {}
    for known in names:
        key = name_key(known.name)
        if len(key) > 1:
            found.setdefault(key, []).append(known)
    return found


def recognise(text: str, known: Mapping[str, list[Known]]) -> list[Recognised]:
    """Return the known names that stand in `text`, in its order, each term once.

    Of names that overlap the longest counts.
    """
    words = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    keys = [name_key(text[start:end]) for start, end in words]
    found: dict[tuple[str, str], Recognised] = {}
    at = 0
    while at < len(words):
        size, here = _longest(text, words, keys, at, known)
        for one in here:
            found.setdefault((one.vocabulary, one.label), one)
        at += size or 1
    return list(found.values())


def _longest(
    text: str,
    words: list[tuple[int, int]],
    keys: list[str],
    at: int,
    known: Mapping[str, list[Known]],
) -> tuple[int, list[Recognised]]:
    for size in range(min(_MOST_WORDS, len(words) - at), 0, -1):
        key = "".join(keys[at : at + size])
        written = text[words[at][0] : words[at + size - 1][1]].rstrip(".")
        if "\n" in written or ". " in written:
            continue
        singular = key[:-1] if key.endswith("s") and len(key) > 5 else key
        here = [
            Recognised(one.vocabulary, one.label, written)
            for one in known.get(key) or known.get(singular) or ()
            if len(key) > _SHORT or not key.isalpha() or written == one.name
        ]
        if here:
            return size, here
    return 0, []
