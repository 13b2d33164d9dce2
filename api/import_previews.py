"""What the API says of a file on its way in: where it stands, and what importing it would do."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from exchange.actions.import_items import seal_of
from exchange.judging.findings import Finding, Outcome
from exchange.judging.headers import letters
from exchange.models import Import, Importing, Upload
from exchange.presenters.preview import MOST_FINDINGS
from exchange.presenters.preview_rows import ShownCell, shown_row
from exchange.queries.files import JudgedFile
from exchange.queries.judgement import JudgedRow, Judgement
from exchange.views.loading import importing_of, judged, made_of, wishes_of

from .authentication import writer_of
from .endpoint import Done


def file_row(request: HttpRequest, upload: Upload) -> dict[str, Any]:
    """Return where a file stands."""
    importing = getattr(upload, "importing", None)
    return _standing(request, upload.pk, upload.file_name, importing) | {
        "uploaded_at": upload.uploaded_at.isoformat()
    }


def file_done(
    request: HttpRequest, upload: Upload | None, status: int = 200, *, made: Import | None = None
) -> Done:
    """Return where a file stands, with its preview where it is not being imported.

    `upload` is None once it was imported whole and forgotten; `made` is what came of it then.
    """
    actor = writer_of(request)
    if upload is None:
        assert made is not None
        told = _standing(request, made.upload, made.file_name, None) | {
            "uploaded_at": None, "state": "imported", "preview": None,
            "import": import_told(request, made),
        }  # fmt: skip
        return Done(told, status)
    importing = importing_of(upload)
    told = _standing(request, upload.pk, upload.file_name, importing)
    made = made_of(actor, upload.pk)
    told |= {
        "uploaded_at": upload.uploaded_at.isoformat(),
        "import": import_told(request, made) if made else None,
    }
    if told["state"] in ("waiting", "importing"):
        return Done(told | {"preview": None}, status)
    seal, preview = sealed_preview(judged(upload, actor), upload)
    location = told["url"] if status == 201 else ""
    return Done(told | {"preview": preview}, status, etag=seal, location=location)


def _standing(
    request: HttpRequest, pk: Any, name: str, importing: Importing | None
) -> dict[str, Any]:
    state, progress = "open", None
    if importing is not None and importing.why_not:
        state = "refused"
    elif importing is not None:
        state = "importing" if importing.stage else "waiting"
        progress = {
            "stage": importing.stage, "done": importing.done, "total": importing.total,
        }  # fmt: skip
    return {
        "id": str(pk),
        "file_name": name,
        "state": state,
        "progress": progress,
        "why_not": importing.why_not if importing else "",
        "url": request.build_absolute_uri(reverse("api:import-file", args=[pk])),
    }


def sealed_preview(file: JudgedFile, upload: Upload) -> tuple[str, dict[str, Any]]:
    """Return the seal of a judged file, "" where it was refused whole, and what it would do."""
    judgement = file.judgement
    seal = seal_of(judgement, wishes_of(upload)) if judgement else ""
    return seal, _preview(file.outcome, judgement) | {
        "how": {
            "submits": upload.submits,
            "reviewers": upload.reviewers,
            "share_with_two": upload.share_with_two,
        }
    }


def _preview(outcome: Outcome, judgement: Judgement | None) -> dict[str, Any]:
    shown = {
        name: [_finding(one) for one in found[:MOST_FINDINGS]]
        for name, found in (("errors", outcome.errors), ("warnings", outcome.warnings))
    }
    left = len(outcome.errors) + len(outcome.warnings) - sum(map(len, shown.values()))
    return {
        "outcome": outcome.outcome,
        "code": outcome.code,
        "message": outcome.message,
        "rows_total": outcome.rows_total,
        "rows_ok": outcome.rows_ok,
        "rows_error": outcome.rows_error,
        "changes": outcome.changes,
        **shown,
        "findings_left": left,
        "columns": _columns(judgement) if judgement else [],
        "names": _names(judgement) if judgement else [],
    }


def _columns(judgement: Judgement) -> list[dict[str, Any]]:
    header = judgement.header
    said = header.said | header.unmapped
    return [
        {
            "letters": letters(place),
            "said": said[place],
            "means": header.columns.get(place) or None,
            "suggested": header.suggestions.get(place) or None,
        }
        for place in sorted(said)
    ]


def _names(judgement: Judgement) -> list[dict[str, Any]]:
    unlisted = [(kind, typed, "") for (kind, _), typed in sorted(judgement.unlisted.items())]
    unknown = [(kind, *found) for (kind, _), found in sorted(judgement.unknown.items())]
    return [
        {"list": kind, "said": typed, "nearest": near or None}
        for kind, typed, near in (*unlisted, *unknown)
    ]


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "row": one.row,
        "column": one.column,
        "code": one.code,
        "message": one.message,
        "hint": one.hint,
        "value": one.value,
    }


def row_told(row: JudgedRow) -> dict[str, Any]:
    """Return what importing would do with one row, in the words of the page."""
    shown = shown_row(row)
    return {
        "row": shown.number,
        "kind": shown.kind,
        "accession": shown.accession or None,
        "paper": shown.paper,
        "summary": shown.summary,
        "curator": shown.curator or None,
        "cells": [_cell(cell) for cell in shown.cells],
        "both_sides": [
            _cell(cell) | {"base": cell.base, "choice": cell.chosen or None} for cell in shown.both
        ],
        "findings": [
            _finding(one.at(row.number)) for one in (*row.said.errors, *row.said.warnings)
        ],
    }


def _cell(cell: ShownCell) -> dict[str, str]:
    return {
        "column": cell.column, "label": cell.label, "before": cell.before, "after": cell.after,
    }  # fmt: skip


def import_told(request: HttpRequest, made: Import) -> dict[str, Any]:
    """Return what the API says of an import."""
    undoing = getattr(made, "undoing", None)
    return {
        "id": str(made.pk),
        "file_name": made.file_name,
        "file_sha256": made.file_sha256,
        "imported_by": made.imported_by.username,
        "imported_at": made.imported_at.isoformat(),
        "rows_total": made.rows_total,
        "rows_new": made.rows_new,
        "rows_changed": made.rows_changed,
        "rows_unchanged": made.rows_unchanged,
        "rows_left_out": made.rows_left_out,
        "submitted": made.submitted,
        "reason": made.reason,
        "undone_at": undoing.undone_at.isoformat() if undoing else None,
        "url": request.build_absolute_uri(reverse("api:import", args=[made.pk])),
    }
