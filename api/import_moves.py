"""What is done with a file on its way in: said what it means, committed, stopped, forgotten."""

from dataclasses import replace

from django.http import HttpRequest

from accounts.models import Person
from exchange.actions.importing import cancel_import, confirm_upload
from exchange.actions.uploads import How, cancel_upload, describe_upload
from exchange.judging.findings import Outcome
from exchange.judging.merging import MINE, THEIRS
from exchange.views.loading import made_of, wishes_of
from ground.errors import Invalid, Missing, Problem, Stale
from reviews.policies.submission import NO_INTERESTS

from .bodies import MOST_PROBLEMS, Body
from .endpoint import Done, Endpoint, writes
from .finding import upload_of, uuid_of
from .import_files import PATH
from .import_previews import file_done
from .matching import changed, named_states, refuse_unmatched
from .shapes import TEXT, Shape, array, nullable, obj, one_of, ref, taken, text

_DESCRIPTION = taken(
    {
        "columns": {
            "type": "object",
            "additionalProperties": nullable(text(80)),
            "description": "Header → our column, null for none; remembered for your next file.",
        },
        "names": array(
            taken({"list": text(40), "said": text(200), "means": nullable(text(200))})
        )
        | {
            "maxItems": 1_000,
            "description": "What a name means in its list; null keeps it, as a provisional term.",
        },
        "choices": {
            "type": "object",
            "additionalProperties": {
                "type": "object", "additionalProperties": one_of((MINE, THEIRS)),
            },
            "description": "Row → column → whose answer counts, where both sides changed it.",
        },
        "submits": {"type": "boolean", "description": "Submit the drafts in the same step."},
        "reviewers": {"type": ["integer", "null"], "enum": [1, 2, None]},
        "share_with_two": {"type": "integer", "minimum": 0, "maximum": 100},
    },
    optional=("columns", "names", "choices", "submits", "reviewers", "share_with_two"),
) | {"minProperties": 1}  # fmt: skip
_COMMITTED = taken(
    {
        "only_valid": {"type": "boolean", "description": "Leave rows with errors out."},
        "interests": text(least=1, description="“none”, or which; where the rows are submitted."),
        "reason": text(description="Why, where accepted claims are changed."),
    },
    optional=("only_valid", "interests", "reason"),
)
_ID: Shape = obj({"id": TEXT})


class ImportFileDescribe(Endpoint):
    """Saying what a file means."""

    @writes(
        "import_file_describe",
        "Say what headers and names of a file mean, whose answers count, and how to import it",
        scopes=("curate",),
        takes=_DESCRIPTION,
        gives=ref("ImportFile"),
        parameters=PATH,
        example={
            "columns": {"one-liner": "summary"},
            "names": [{"list": "cancer", "said": "chordoma", "means": None}],
            "choices": {"7": {"locator": "mine"}},
        },
    )
    def post(self, request: HttpRequest, body: Body, actor: Person, pk: str) -> Done:
        """What is not named stays as it was. Answers with the new preview."""
        upload = upload_of(actor, pk)
        how = How(
            **{
                name: body[name] if name in body else getattr(upload, name)
                for name in ("submits", "reviewers", "share_with_two")
            }
        )
        upload = describe_upload(
            upload=upload,
            columns={said: means or "" for said, means in body.get("columns", {}).items()},
            names={(one["list"], one["said"]): one["means"] or "" for one in body.get("names", ())},
            choices=body.get("choices", {}),
            how=how,
            actor=actor,
        )
        return file_done(request, upload)


class ImportFileCommit(Endpoint):
    """Importing what a preview showed."""

    @writes(
        "import_file_commit",
        "Import a file as its preview showed it",
        scopes=("curate",),
        takes=_COMMITTED,
        gives=ref("ImportFile"),
        parameters=PATH,
        matches=True,
        example={"only_valid": True},
    )
    def post(self, request: HttpRequest, body: Body, actor: Person, pk: str) -> Done:
        """All rows become drafts, or none does. More than 500 rows wait for the worker: ask for
        the file again until its state is “imported”. Committing twice imports once."""
        try:
            upload = upload_of(actor, pk)
        except Missing:
            if done := made_of(actor, uuid_of(pk)):
                return file_done(request, None, made=done)
            raise
        if not named_states(request):
            now = file_done(request, upload)
            refuse_unmatched(request, now.etag, now.data)
        wishes = replace(
            wishes_of(upload),
            only_valid=body.get("only_valid", False),
            interests=body.get("interests", NO_INTERESTS),
            reason=body.get("reason", "").strip(),
            preview=named_states(request)[0].strip('"') or "none",
        )
        try:
            imported = confirm_upload(upload=upload, wishes=wishes, actor=actor)
        except Stale as error:
            now = file_done(request, upload)
            raise changed(now.etag, now.data) from error
        if imported.made is None and not imported.waits:
            raise _refused(imported.outcome)
        is_forgotten = imported.made is not None and not imported.made.rows_left_out
        return file_done(request, None if is_forgotten else upload, made=imported.made)


class ImportFileStop(Endpoint):
    """Stopping an import."""

    @writes("import_file_stop", "Stop an import that the worker has not committed yet",
            scopes=("curate",), gives=ref("ImportFile"), parameters=PATH)  # fmt: skip
    def post(self, request: HttpRequest, body: Body, actor: Person, pk: str) -> Done:
        """The file stays. What was imported already is said, and can be undone."""
        try:
            upload = upload_of(actor, pk)
        except Missing:
            if done := made_of(actor, uuid_of(pk)):
                return file_done(request, None, made=done)
            raise
        cancel_import(upload=upload, actor=actor)
        return file_done(request, upload)


class ImportFileCancel(Endpoint):
    """Forgetting a file."""

    @writes("import_file_cancel", "Forget a file", scopes=("curate",), gives=_ID,
            parameters=PATH)  # fmt: skip
    def post(self, request: HttpRequest, body: Body, actor: Person, pk: str) -> Done:
        """Nothing more of it is imported; what was imported stays."""
        cancel_upload(upload=upload_of(actor, pk), actor=actor)
        return Done({"id": pk})


def _refused(outcome: Outcome) -> Invalid:
    """Return why a file is not imported: each row and column with what is wrong there."""
    problems = [
        Problem(one.column or "file", f"Row {one.row}: {one.message}" if one.row else one.message,
                one.code, one.hint)
        for one in outcome.errors[:MOST_PROBLEMS]
    ]  # fmt: skip
    return Invalid(outcome.message, problems)
