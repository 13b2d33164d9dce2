"""Files on their way in: sent, looked at row by row, and fetched again with what is wrong."""

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase

from accounts.models import Person
from evidence.enums import Choice
from evidence.presenters.addresses import (
    Parameter,
    choice_parameter,
    number_parameter,
    read_address,
)
from exchange.actions.uploads import keep_upload
from exchange.models import Upload
from exchange.policies import why_not_import
from exchange.presenters.preview_rows import KIND_WORDS
from exchange.presenters.wrong_rows import wrong_rows_file
from exchange.views.loading import judged, made_of
from ground.errors import Denied, Missing

from .answers import json_answer
from .authentication import writer_of
from .bodies import Body
from .endpoint import Done, Endpoint, path_parameters, reads, writes
from .finding import upload_of, uuid_of
from .import_previews import file_done, file_row, row_told
from .import_shapes import FILE_ROW, PREVIEW_ROW
from .listing import list_answer
from .paging import CURSOR_WORDS, FORMATS, LIMIT
from .parameter_shapes import PAGE
from .reading import ReadingView
from .shapes import FILE, NEXT, NUMBER, TEXT, array, obj, one_of, query, ref

MOST_FILES = 200
PATH = path_parameters(id="The file's id.")
_LONGEST_FILE_NAME = 255
_NAME = Parameter(
    "name",
    lambda text: "" if len(text) <= _LONGEST_FILE_NAME else "“name”: at most 255 characters fit.",
)
_ROWS = (
    choice_parameter("kind", [Choice(kind, words) for kind, words in KIND_WORDS.items()]),
    LIMIT,
    number_parameter("cursor", "a row"),
    FORMATS,
)


def refuse_others(actor: Person) -> None:
    """Refuse who may not import, in the words of the page."""
    if sentence := why_not_import(actor):
        raise Denied(sentence)


class ImportFiles(Endpoint):
    """One's own files on their way in."""

    @reads("import_files", "Your files on their way in, newest first",
           gives=obj({"results": array(obj(FILE_ROW))}), refuses=(403,),
           signed_in=True)  # fmt: skip
    def get(self, request: HttpRequest) -> HttpResponseBase:
        """A file is kept until it is imported or cancelled, a week at most."""
        read_address(dict(request.GET.lists()), ())
        actor = writer_of(request)
        refuse_others(actor)
        own = Upload.objects.visible_to(actor).defer("data", "choices")
        rows = own.select_related("importing").order_by("-uploaded_at")[:MOST_FILES]
        return json_answer(request, {"results": [file_row(request, row) for row in rows]})

    @writes(
        "import_file_send",
        "Send a spreadsheet, and see what importing it would do",
        scopes=("curate",),
        takes=FILE,
        gives=ref("ImportFile"),
        status=201,
        asked=(_NAME,),
        parameters=[query("name", TEXT, "What the file is called, such as claims.xlsx.")],
    )
    def post(self, request: HttpRequest, body: Body, actor: Person) -> Done:
        """XLSX, ODS, CSV or TSV of at most 10 MiB, as it is: `curl --data-binary @claims.xlsx`.
        Nothing is imported yet. The ETag names the preview; committing starts from it."""
        name = request.GET.get("name", "")
        return file_done(request, keep_upload(data=body["data"], name=name, actor=actor), 201)


class OneImportFile(ReadingView):
    """One file."""

    @reads("import_file", "What importing a file would do, or how far its import is",
           gives=ref("ImportFile"), parameters=PATH, refuses=(404,), signed_in=True)  # fmt: skip
    def get(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """Its ETag is what committing it starts from. Once it is imported whole the file is
        forgotten, and `import` says what came of it."""
        read_address(dict(request.GET.lists()), ())
        actor = writer_of(request)
        try:
            return file_done(request, upload_of(actor, pk)).response()
        except Missing:
            done = made_of(actor, uuid_of(pk))
            if done is None:
                raise
            return file_done(request, None, made=done).response()


class ImportFileRows(ReadingView):
    """The preview, row by row."""

    @reads(
        "import_file_rows",
        "What importing a file would do, row by row and cell by cell",
        gives=obj({"results": array(PREVIEW_ROW), "next": NEXT}),
        parameters=[
            *PATH,
            query("kind", one_of(KIND_WORDS), "Rows that are this.", many=True),
            query("cursor", NUMBER, CURSOR_WORDS),
            *PAGE,
        ],
        tables=True,
        refuses=(404,),
        signed_in=True,
    )
    def get(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """In the file's own order; `row` is its number in the spreadsheet."""
        values = read_address(dict(request.GET.lists()), _ROWS)
        actor = writer_of(request)
        judgement = judged(upload_of(actor, pk), actor).judgement
        after = int(values.get("cursor", ("0",))[0])
        kinds = values.get("kind", tuple(KIND_WORDS))
        rows = [row for row in (judgement.rows if judgement else ())
                if row.number > after and row.kind in kinds]  # fmt: skip
        return list_answer(
            request, values, lambda most: rows[:most], row_told, place=lambda row: str(row.number)
        )


class ImportFileErrors(ReadingView):
    """The rows that cannot be imported."""

    @reads("import_file_errors", "The wrong rows of a file, to be mended and sent again",
           gives=TEXT, parameters=PATH, refuses=(404,), signed_in=True,
           media_type="*/*")  # fmt: skip
    def get(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """The same kind of file, with a column *error*."""
        read_address(dict(request.GET.lists()), ())
        actor = writer_of(request)
        file = judged(upload_of(actor, pk), actor)
        name, media_type, rows = wrong_rows_file(file)
        response = FileResponse(rows, as_attachment=True, filename=name, content_type=media_type)
        response["Cache-Control"] = "private, no-store"
        return response
