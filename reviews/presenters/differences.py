"""What differs between two contents, field by field and word by word."""

import difflib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from evidence.columns import COLUMNS, Column
from evidence.content import Content, Value
from evidence.documents import content_of
from evidence.models import Version
from evidence.presenters.words import words_of
from evidence.study_card import BY_NAME

# A word with the space after it, so that spaces are never matched on their own.
_WORDS = re.compile(r"[\w.%-]+\s*|[^\w\s]\s*|\s+")
_MOST_COMPARISONS = 1_000_000
SAME, ADDED, REMOVED = "same", "added", "removed"


@dataclass(frozen=True)
class Segment:
    """A run of words: the same in both, added, or removed."""

    kind: str
    text: str


@dataclass(frozen=True)
class FieldDifference:
    """A field with two answers. `sign` is + where there was none before, − where there is none
    now, ± where it changed; `words` says the same."""

    name: str
    label: str
    sign: str
    words: str
    segments: list[Segment]


def content_differences(before: Content, after: Content) -> list[FieldDifference]:
    """Return every field in which `after` differs from `before`, in the form's order."""
    return [
        difference(column, before.get(column.name), after.get(column.name))
        for column in COLUMNS
        if before.get(column.name) != after.get(column.name)
    ]


def difference(column: Column, before: Value | None, after: Value | None) -> FieldDifference:
    """Return how `after` differs from `before` as an answer to `column`."""
    return _told(column.name, column.label, _words(column, before), _words(column, after))


def _words(column: Column, value: Value | None) -> str:
    return words_of(column, value) if value else ""


def version_differences(before: Version, after: Version, *, private: bool) -> list[FieldDifference]:
    """Return what changed from one frozen version to another: the paper's particulars as they
    were frozen, the study card, and every answer; quote and notes only where `private`."""
    old, new = json.loads(before.document), json.loads(after.document)
    return [
        *_paper_differences(old["citation"], new["citation"]),
        *_card_difference(old["study_card"], new["study_card"]),
        *content_differences(
            content_of(before.document, before.supplement if private else "{}"),
            content_of(after.document, after.supplement if private else "{}"),
        ),
    ]


_PAPER = {
    "title": "Paper, title", "kind": "Paper, kind", "pmid": "PMID", "pmcid": "PMCID", "doi": "DOI",
    "nct": "NCT id", "status": "Publication status", "status_on": "Publication status, seen on",
}  # fmt: skip


def _paper_differences(old: dict[str, Any], new: dict[str, Any]) -> Iterable[FieldDifference]:
    for name, label in _PAPER.items():
        one, other = str(old.get(name) or ""), str(new.get(name) or "")
        if one != other:
            yield _told(name, label, one.replace("_", " "), other.replace("_", " "))


def _card_difference(
    old: dict[str, Any] | None, new: dict[str, Any] | None
) -> Iterable[FieldDifference]:
    one, other = (old or {}).get("answers", {}), (new or {}).get("answers", {})
    asked = [name for name in BY_NAME if name in one or name in other]
    for name in [*asked, *sorted({*one, *other} - set(asked))]:
        if one.get(name) != other.get(name):
            told = BY_NAME[name].label if name in BY_NAME else name.replace("_", " ")
            label = f"Study card, {told}"
            yield _told(f"card-{name}", label, _plain(one.get(name)), _plain(other.get(name)))


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("unknown", "")).replace("_", " ")
    return "" if value is None else str(value)


def _told(name: str, label: str, before: str, after: str) -> FieldDifference:
    sign, words = ("±", "changed") if before and after else ("+", "added")
    if not after:
        sign, words = "−", "removed"
    return FieldDifference(name, label, sign, words, word_segments(before, after))


def word_segments(before: str, after: str) -> list[Segment]:
    """Return the words of both texts in one run, what is gone before what has come."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) * len(new) > _MOST_COMPARISONS:
        return [Segment(REMOVED, before), Segment(ADDED, after)]
    found: list[Segment] = []
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            found.append(Segment(SAME, "".join(old[i1:i2])))
            continue
        if i2 > i1:
            found.append(Segment(REMOVED, "".join(old[i1:i2])))
        if j2 > j1:
            found.append(Segment(ADDED, "".join(new[j1:j2])))
    return found
