"""The source of a claim beside it: where the curator's quote stands in the abstract."""

import re
from dataclasses import dataclass

from evidence.content import Content, text_of

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Run:
    """A run of the abstract, marked where it is what the curator quotes."""

    text: str
    is_quoted: bool


@dataclass(frozen=True)
class MarkedAbstract:
    """An abstract in runs. `is_found` tells whether the quote stands in it, None without one."""

    runs: list[Run]
    is_found: bool | None


def quote_of(content: Content) -> str:
    """Return what the curator quotes, or ""."""
    return text_of(content.get("quote"))


def marked(abstract: str, quote: str) -> MarkedAbstract:
    """Return `abstract` with `quote` marked in it.

    Words alone are compared: letter case, punctuation, hyphens and line breaks change with every
    copy. Where an ellipsis parts the quote, its parts are looked for one by one.
    """
    parts = [_words(part) for part in re.split(r"…|\.\.\.|\[\s*\]", quote)]
    wanted = [part for part in parts if part]
    if not abstract or not wanted:
        return MarkedAbstract([Run(abstract, False)] if abstract else [], None)
    spans = [_span(abstract, part) for part in wanted]
    found = sorted({span for span in spans if span is not None})
    return MarkedAbstract(_runs(abstract, found), all(span is not None for span in spans))


def _words(text: str) -> list[str]:
    return [match.group().casefold() for match in _WORD.finditer(text)]


def _span(text: str, wanted: list[str]) -> tuple[int, int] | None:
    """Return where the words `wanted` stand in `text`, one after another."""
    matches = list(_WORD.finditer(text))
    words = [match.group().casefold() for match in matches]
    size = len(wanted)
    for place in range(len(words) - size + 1):
        if words[place : place + size] == wanted:
            return matches[place].start(), matches[place + size - 1].end()
    return None


def _runs(text: str, spans: list[tuple[int, int]]) -> list[Run]:
    runs, at = [], 0
    for start, end in spans:
        if end <= at:
            continue
        runs += [Run(text[at : max(start, at)], False), Run(text[max(start, at) : end], True)]
        at = end
    runs.append(Run(text[at:], False))
    return [run for run in runs if run.text]
