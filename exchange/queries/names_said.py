"""The names in a file, looked up in the vocabularies in sets."""

from collections.abc import Iterable, Sequence

from evidence.columns import BY_NAME
from evidence.content import Value, entries_of
from evidence.documents import names_to_resolve
from evidence.documents.normal import Terms
from evidence.enums import OPEN_VOCABULARIES, VOCABULARIES
from evidence.models import Term
from evidence.names import fold
from evidence.queries.entering import nearest
from evidence.queries.terms import resolve
from exchange.judging.findings import Finding

from .judgement import JudgedRow, Judgement

MOST_NEAR = 300


def learn_names(rows: Sequence[JudgedRow], judgement: Judgement) -> Terms:
    """Return the term for every name that the file or what is stored mentions, and say what was
    found: each name once, at its first row."""
    first: dict[tuple[str, str], tuple[int, str, str]] = {}
    for number, column, value in _once_each(rows):
        for key, typed in _typed_names(column, value):
            first.setdefault(key, (number, column, typed))
    wanted = set(first)
    for row in rows:
        if row.target is not None:
            wanted |= names_to_resolve(row.target.content)
            wanted |= names_to_resolve(row.target.base)
    terms = resolve(wanted)
    missing = [
        key for key in first if key not in terms and key[0] in OPEN_VOCABULARIES
    ]  # fmt: skip
    near = nearest(missing[:MOST_NEAR])
    for key, (number, column, typed) in first.items():
        finding = _finding_of(terms.get(key), key, typed, near.get(key, ""))
        if finding is not None:
            code, message, hint = finding
            judgement.warnings.append(Finding(code, message, hint, number, column, typed))
            if code == "unlisted_name":
                judgement.unknown[key] = (typed, near.get(key, ""))
    return terms


def _finding_of(
    term: Term | None, key: tuple[str, str], typed: str, near: str
) -> tuple[str, str, str] | None:
    vocabulary = VOCABULARIES.label_of(key[0])
    if term is not None:
        if fold(term.label) == key[1]:
            return None
        return "synonym", f"“{typed}” is read as the {vocabulary} “{term.label}”.", ""
    if key[0] not in OPEN_VOCABULARIES:
        return None
    message = f"“{typed}” is no {vocabulary} known here; it becomes a provisional term."
    hint = f"Did you mean “{near}”?" if near else ""
    if not hint and ", " in typed:
        hint = "If these are several names, put “; ” between them."
    return "unlisted_name", message, hint


def _once_each(rows: Sequence[JudgedRow]) -> Iterable[tuple[int, str, Value]]:
    """Yield row, column and value of every cell; equal ones, which are one object, at first."""
    seen: set[tuple[str, int]] = set()
    for row in rows:
        for column, value in row.said.content.items():
            if (column, id(value)) not in seen:
                seen.add((column, id(value)))
                yield row.number, column, value


def _typed_names(column: str, value: Value) -> Iterable[tuple[tuple[str, str], str]]:
    """Yield (vocabulary, folded name) and the typed name of every name in a cell."""
    if not BY_NAME[column].vocabulary:
        return
    keys = names_to_resolve({column: value})
    for entry in entries_of(value) if keys else ():
        typed = str(entry["name"])
        key = (BY_NAME[column].vocabulary, fold(typed))
        if key in keys:
            yield key, typed
