"""What is said about a file: to the person on the page, and to a program as JSON."""

import json
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from json.encoder import encode_basestring_ascii as _quoted
from typing import ClassVar, NamedTuple, overload

ACCEPT, ACCEPT_WARN, ROW_ERRORS, REJECT = "accept", "accept_warn", "row_errors", "reject"
KINDS = ("new", "changed", "unchanged", "both_sides")
# Findings put into JSON in one go.
_AT_A_TIME = 1_000


class Finding(NamedTuple):
    """One thing to know of a cell, a row or the file: what, where, and what to do about it."""

    code: str
    message: str
    hint: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""

    def at(self, row: int | None) -> "Finding":
        """Return the same, said of a row."""
        return Finding(self.code, self.message, self.hint, row, self.column, self.value)


class Walked(Sequence[Finding]):
    """Findings that are made while somebody walks through them; a part is reached by walking."""

    __slots__ = ()

    @abstractmethod
    def __iter__(self) -> Iterator[Finding]: ...

    @overload
    def __getitem__(self, at: int) -> Finding: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Finding]: ...
    def __getitem__(self, at: int | slice) -> Finding | Sequence[Finding]:
        if isinstance(at, slice):
            return tuple(islice(self, *at.indices(len(self))))
        return next(islice(self, range(len(self))[at], None))


class Findings(Walked):
    """The findings of many rows, one after the other.

    Equal cells share a finding, and a file may have a million of them: which row it is said of
    is put in when it is asked for. `told` are rows, 0 for the file, each with its findings.
    """

    def __init__(self, told: Sequence[tuple[int, Sequence[Finding]]]) -> None:
        self._told = told
        self._count = sum(len(findings) for _, findings in told)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Finding]:
        for row, findings in self._told:
            for finding in findings:
                yield finding.at(row or None)


@dataclass(frozen=True)
class Outcome:
    """The result of judging or committing a file."""

    outcome: str
    code: str
    message: str
    rows_total: int = 0
    rows_ok: int = 0
    rows_error: int = 0
    errors: Sequence[Finding] = ()
    warnings: Sequence[Finding] = ()
    changes: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))

    REFUSED: ClassVar[int] = 2

    @property
    def exit_code(self) -> int:
        """What a command says to the shell."""
        return {ACCEPT: 0, ACCEPT_WARN: 0, ROW_ERRORS: 1, REJECT: self.REFUSED}[self.outcome]

    def as_json(self) -> Iterator[str]:
        """Yield the JSON object that a program reads, piece by piece."""
        names = ("outcome", "code", "message", "rows_total", "rows_ok", "rows_error")
        yield json.dumps({name: getattr(self, name) for name in names})[:-1]
        for name, findings in (("errors", self.errors), ("warnings", self.warnings)):
            yield f', "{name}": ['
            yield from _listed(findings)
            yield "]"
        yield f', "changes": {json.dumps(self.changes)}}}'


def _listed(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield the findings as JSON, AT_A_TIME at once; there may be a million of them."""
    left, between = map(_told, findings), ""
    while some := list(islice(left, _AT_A_TIME)):
        yield between + ", ".join(some)
        between = ", "


def _told(finding: Finding) -> str:
    code, message, hint, row, column, value = finding
    return (
        f'{{"row": {"null" if row is None else row}, "column": {_often(column)}, '
        f'"code": {_often(code)}, "message": {_quoted(message)}, "value": {_quoted(value)}, '
        f'"hint": {_often(hint)}}}'
    )


@lru_cache(maxsize=1_000)
def _often(text: str) -> str:
    """Return as JSON a text that many findings share."""
    return _quoted(text)


def rejected(code: str, message: str) -> Outcome:
    """Return the outcome of a file that is refused as a whole."""
    return Outcome(REJECT, code, message)


def shortened(text: str, most: int = 200) -> str:
    """Return `text` as a message shows it: bounded, and with what cannot be seen made visible."""
    shown = text[: most + 1]
    if not shown.isprintable():
        shown = "".join(x if x.isprintable() or x == "\n" else "\ufffd" for x in shown)
    return shown if len(shown) <= most else shown[: most - 1] + "…"
