"""Reading the claim form: any POST body becomes content, and nothing else in it is looked at.

Names are `summary` for a text, `effect` for one choice, `given` once per ticked box,
`cargo-0-name` and `cargo-0-kind` for rows, and `cargo-unknown` for an unknown.
"""

import re
from dataclasses import dataclass

from django.utils.datastructures import MultiValueDict

from evidence.columns import BY_NAME, COLUMNS, Column
from evidence.content import Content, Entry, Value, unknown
from evidence.documents import tidy
from evidence.enums import UNKNOWNS

Posted = MultiValueDict[str, str]

_IN_A_ROW = re.compile(r"([a-z_]{1,40})-([0-9]{1,4})-([a-z_]{1,40})")


@dataclass(frozen=True)
class ReadClaim:
    """What a form said. `notices` are sentences about what was read in another way than sent."""

    content: Content
    notices: list[str]


def read_claim(posted: Posted) -> ReadClaim:
    """Return the content that `posted` holds. Line ends become LF; no other letter is altered.

    Where a question is answered and marked as an unknown too, the answer stays and a notice
    says so. What does not fit a field is left in, for `shape_problems` to name.
    """
    rows = _rows(posted)
    content: Content = {}
    notices: list[str] = []
    for column in COLUMNS:
        answer = _answer(column, posted, rows.get(column.name, {}))
        kind = last(posted, f"{column.name}-unknown")
        if tidy({column.name: answer}):
            content[column.name] = answer
            if kind:
                notices.append(_both(column, kind))
        elif kind:
            content[column.name] = unknown(kind)
    return ReadClaim(content, notices)


def _both(column: Column, kind: str) -> str:
    label = UNKNOWNS.label_of(kind)[:40]
    return (
        f"{column.label} has an answer and was marked “{label}” as well. The answer was kept; "
        f"delete it if “{label}” is meant."
    )


def last(posted: Posted, name: str) -> str:
    """Return the last value sent under `name` with line ends as LF, or ""."""
    values = posted.getlist(name)
    return lines_as_lf(values[-1]) if values else ""


def lines_as_lf(text: str) -> str:
    """Return `text` with every CR LF and CR as LF, as browsers show it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _answer(column: Column, posted: Posted, rows: dict[int, Entry]) -> Value:
    if column.is_text:
        return last(posted, column.name)
    if column.kind == "choices":
        return [{"name": name} for name in posted.getlist(column.name) if name]
    if not column.many:
        name = last(posted, column.name)
        return [{"name": name}] if name else []
    return [entry for _, entry in sorted(rows.items()) if any(entry.values())]


def _rows(posted: Posted) -> dict[str, dict[int, Entry]]:
    """Return, per column and row number, what stands in the controls of its rows."""
    found: dict[str, dict[int, Entry]] = {}
    for key in posted:
        match = _IN_A_ROW.fullmatch(key)
        column = BY_NAME.get(match.group(1)) if match else None
        if match is None or column is None or column.kind not in ("terms", "rows"):
            continue
        attribute = column.attribute(match.group(3))
        text = last(posted, key)
        if (attribute is None and match.group(3) != "name") or not text:
            continue
        entry = found.setdefault(column.name, {}).setdefault(int(match.group(2)), {})
        entry[match.group(3)] = True if attribute and attribute.is_mark else text
    return found


def rows_posted(posted: Posted, column: str) -> int:
    """Return how many rows of `column` stood on the page, blank ones too."""
    matches = (_IN_A_ROW.fullmatch(key) for key in posted)
    return len({match.group(2) for match in matches if match and match.group(1) == column})
