"""The names in a file, looked up in the vocabularies in sets."""

from collections.abc import Iterable, Sequence

from evidence.content import Content, entries_of
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
    wanted: set[tuple[str, str]] = set()
    for row in rows:
        wanted |= names_to_resolve(row.said.content)
        if row.target is not None:
            wanted |= names_to_resolve(row.target.content)
            wanted |= names_to_resolve(row.target.base)
    terms = resolve(wanted)
    first: dict[tuple[str, str], tuple[int, str, str]] = {}
    for row in rows:
        for key, column, typed in _typed_names(row.said.content):
            first.setdefault(key, (row.number, column, typed))
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
    return "unlisted_name", message, f"Did you mean “{near}”?" if near else ""


def _typed_names(content: Content) -> Iterable[tuple[tuple[str, str], str, str]]:
    """Yield (vocabulary, folded name), column and typed name of every name in `content`."""
    for column, value in content.items():
        for key in names_to_resolve({column: value}):
            for entry in entries_of(value):
                if fold(str(entry["name"])) == key[1]:
                    yield key, column, str(entry["name"])
                    break
