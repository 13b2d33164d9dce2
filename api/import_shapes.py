"""The shapes of imports: of a file on its way in, of its preview, and of what came of it."""

from exchange.judging.findings import KINDS
from exchange.judging.merging import MINE, THEIRS
from exchange.presenters.preview_rows import KIND_WORDS

from .shapes import NUMBER, TEXT, Shape, array, nullable, obj, one_of, ref

MOMENT: Shape = {"type": "string", "format": "date-time"}
STATES = ("open", "waiting", "importing", "refused", "imported")
FILE_ROW: dict[str, Shape] = {
    "id": {"type": "string", "format": "uuid"},
    "file_name": TEXT,
    "uploaded_at": nullable(MOMENT),
    "state": one_of(STATES, description="open: looked at, and not committed."),
    "progress": nullable(obj({"stage": TEXT, "done": NUMBER, "total": NUMBER})),
    "why_not": {**TEXT, "description": "Why nothing came of the import that was asked for."},
    "url": TEXT,
}
_FINDING = obj(
    {"row": nullable(NUMBER), "column": TEXT, "code": TEXT, "message": TEXT, "hint": TEXT,
     "value": TEXT}
)  # fmt: skip
_HEADER = obj(
    {
        "letters": {**TEXT, "description": "What a spreadsheet calls the column."},
        "said": TEXT,
        "means": nullable(TEXT) | {"description": "Our column; null where it is left out."},
        "suggested": nullable(TEXT),
    }
)
_NAME = obj(
    {
        "list": TEXT,
        "said": TEXT,
        "nearest": nullable(TEXT),
    }
)
PREVIEW = obj(
    {
        "outcome": one_of(("accept", "accept_warn", "row_errors", "reject")),
        "code": TEXT,
        "message": TEXT,
        "rows_total": NUMBER,
        "rows_ok": NUMBER,
        "rows_error": NUMBER,
        "changes": obj(dict.fromkeys(KINDS, NUMBER)),
        "errors": array(_FINDING),
        "warnings": array(_FINDING),
        "findings_left": {**NUMBER, "description": "Further ones stand with the rows."},
        "columns": array(_HEADER),
        "names": array(_NAME) | {"description": "Names that their list does not have."},
        "how": obj(
            {
                "submits": {"type": "boolean"},
                "reviewers": nullable(NUMBER),
                "share_with_two": NUMBER,
            }
        ),
    }
)
IMPORT = obj(
    {
        "id": {"type": "string", "format": "uuid"},
        "file_name": TEXT,
        "file_sha256": TEXT,
        "imported_by": TEXT,
        "imported_at": MOMENT,
        **dict.fromkeys(
            ("rows_total", "rows_new", "rows_changed", "rows_unchanged", "rows_left_out"), NUMBER
        ),
        "submitted": {"type": "boolean"},
        "reason": TEXT,
        "undone_at": nullable(MOMENT),
        "url": TEXT,
    }
)
IMPORT_FILE = obj(
    FILE_ROW
    | {
        "preview": {**PREVIEW, "type": ["object", "null"]},
        "import": {
            "anyOf": [ref("Import"), {"type": "null"}],
            "description": "What came of it.",
        },
    }
)
_CELL: dict[str, Shape] = {"column": TEXT, "label": TEXT, "before": TEXT, "after": TEXT}
PREVIEW_ROW = obj(
    {
        "row": NUMBER,
        "kind": one_of(KIND_WORDS),
        "accession": nullable(TEXT),
        "paper": TEXT,
        "summary": TEXT,
        "curator": nullable(TEXT) | {"description": "For whom, where it is not you."},
        "cells": array(obj(_CELL)) | {"description": "What would change."},
        "both_sides": array(
            obj(
                _CELL
                | {
                    "base": {**TEXT, "description": "What both sides started from."},
                    "choice": nullable(one_of((MINE, THEIRS))),
                }
            )
        ),
        "findings": array(_FINDING),
    }
)
