"""What was brought in: by whom, row by row, and undoing it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.models import Person
from evidence.presenters.addresses import (
    Parameter,
    number_parameter,
    read_address,
    unreadable_end,
)
from exchange.actions.undo_import import undo_import
from exchange.models import Import, ImportedRow
from exchange.queries.imports import imports_of, rows_of

from .answers import json_answer
from .authentication import writer_of
from .bodies import Body
from .endpoint import Done, Endpoint, path_parameters, reads, writes
from .finding import import_of
from .import_files import refuse_others
from .import_previews import import_told
from .listing import list_answer
from .paging import CURSOR_WORDS, FORMATS, LIMIT
from .parameter_shapes import PAGE
from .reading import ReadingView
from .shapes import NEXT, NUMBER, TEXT, array, nullable, obj, one_of, query, ref

_PATH = path_parameters(id="The import's id.")


def _id_problem(text: str) -> str:
    try:
        UUID(text)
    except ValueError:
        return f"“cursor={text[:40]}” is none; follow the “next” of the page before."
    return ""


_ROW = obj(
    {
        "row": NUMBER,
        "kind": one_of(("new", "changed")),
        "accession": TEXT,
        "draft": nullable(TEXT) | {"description": "The draft's id, where the draft is yours."},
        "citation": nullable(TEXT) | {"description": "The paper's key."},
        "curator": nullable(TEXT) | {"description": "For whom, where it was for another."},
        "state": one_of(("draft", "submitted", "withdrawn")),
        "became": nullable(NUMBER) | {"description": "The version it was submitted as."},
    }
)
_UNDONE = obj(
    {
        "rows_undone": NUMBER,
        "rows_kept": {**NUMBER, "description": "Worked on since, and left alone."},
        "import": ref("Import"),
    }
)


class Imports(ReadingView):
    """Imports."""

    @reads(
        "imports",
        "What you imported, and what was imported for you, newest first",
        gives=obj({"results": array(ref("Import")), "next": NEXT}),
        parameters=[query("cursor", TEXT, CURSOR_WORDS), *PAGE],
        tables=True,
        refuses=(403,),
        signed_in=True,
    )
    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Files that are not imported yet are under /imports/files."""
        values = read_address(
            dict(request.GET.lists()), (Parameter("cursor", _id_problem), LIMIT, FORMATS)
        )
        actor = writer_of(request)
        refuse_others(actor)
        rows = imports_of(actor)
        if "cursor" in values:
            last = rows.filter(pk=values["cursor"][0]).first()
            if last is None:
                unreadable_end("cursor", "an import")
            rows = rows.filter(imported_at__lt=last.imported_at)
        return list_answer(
            request,
            values,
            lambda most: rows[:most],
            lambda made: import_told(request, made),
            place=lambda made: str(made.pk),
        )


class OneImport(ReadingView):
    """One import."""

    @reads("import", "One import", gives=ref("Import"), parameters=_PATH, refuses=(404,),
           signed_in=True)  # fmt: skip
    def get(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """What a file brought, and whether it was undone."""
        read_address(dict(request.GET.lists()), ())
        return json_answer(request, import_told(request, import_of(writer_of(request), pk)))


class ImportRows(ReadingView):
    """The rows of an import."""

    @reads(
        "import_rows",
        "The rows of an import that became drafts",
        gives=obj({"results": array(_ROW), "next": NEXT}),
        parameters=[*_PATH, query("cursor", NUMBER, CURSOR_WORDS), *PAGE],
        tables=True,
        refuses=(404,),
        signed_in=True,
    )
    def get(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """Of somebody else's import those that were brought for you."""
        asked = (number_parameter("cursor", "a row"), LIMIT, FORMATS)
        values = read_address(dict(request.GET.lists()), asked)
        actor = writer_of(request)
        rows = rows_of(import_of(actor, pk), actor)
        if "cursor" in values:
            rows = rows.filter(number__gt=min(int(values["cursor"][0]), 2**31 - 1))
        return list_answer(
            request,
            values,
            lambda most: rows[:most],
            lambda row: _row_told(row, actor),
            place=lambda row: str(row.number),
        )


class ImportUndo(Endpoint):
    """Undoing an import."""

    @writes("import_undo", "Undo an import of which nothing was submitted", scopes=("curate",),
            gives=_UNDONE, parameters=_PATH)  # fmt: skip
    def post(self, request: HttpRequest, body: Body, actor: Person, pk: str) -> Done:
        """Drafts it began are withdrawn, drafts it changed get back what they held; one that was
        worked on since is left alone."""
        undone = undo_import(done=import_of(actor, pk), actor=actor)
        made: Import = import_of(actor, pk)
        return Done(
            {
                "rows_undone": undone.rows_undone,
                "rows_kept": undone.rows_kept,
                "import": import_told(request, made),
            }
        )


def _row_told(row: ImportedRow, actor: Person) -> dict[str, Any]:
    draft = row.draft
    is_for_another = row.curator_id is not None and row.curator_id != actor.pk
    state = "draft" if draft.closed_at is None else "submitted" if draft.became else "withdrawn"
    return {
        "row": row.number,
        "kind": row.kind,
        "accession": row.item.accession,
        "draft": None if is_for_another else str(draft.pk),
        "citation": row.citation.key if row.citation else None,
        "curator": row.curator.username if row.curator else None,
        "state": state,
        "became": draft.became.number if draft.became else None,
    }
