"""What is said about a file: to the person on the page, and to a program as JSON."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, ClassVar

ACCEPT, ACCEPT_WARN, ROW_ERRORS, REJECT = "accept", "accept_warn", "row_errors", "reject"
KINDS = ("new", "changed", "unchanged", "both_sides")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know of a cell, a row or the file: what, where, and what to do about it."""

    code: str
    message: str
    hint: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""

    def at(self, row: int) -> "Finding":
        """Return the same, said of a row."""
        return replace(self, row=row)


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

    def as_json(self) -> dict[str, Any]:
        """Return the object that a program reads."""
        names = ("row", "column", "code", "message", "value", "hint")
        shown = asdict(self)
        for part in ("errors", "warnings"):
            shown[part] = [{name: finding[name] for name in names} for finding in shown[part]]
        return shown


def rejected(code: str, message: str) -> Outcome:
    """Return the outcome of a file that is refused as a whole."""
    return Outcome(REJECT, code, message)


def shortened(text: str, most: int = 200) -> str:
    """Return `text` as a message shows it: bounded, and with what cannot be seen made visible."""
    shown = "".join(x if x.isprintable() or x == "\n" else "\ufffd" for x in text[: most + 1])
    return shown if len(shown) <= most else shown[: most - 1] + "…"
