"""Talk: comments on an item, and flags that stand in its way."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.models import Person
from evidence.policies.answers import LONGEST_TEXT
from evidence.presenters.addresses import read_address
from evidence.queries.items import versions_of
from reviews.actions.comments import comment, reopen, resolve, retract
from reviews.actions.flags import let_through, raise_flag, settle_flag
from reviews.enums import COMMENT_SUBJECTS, FLAG_KINDS
from reviews.models import Comment, Flag
from reviews.presenters.comments import ShownThread, shown_threads
from reviews.queries.comments import reviewers_in, threads_on
from reviews.queries.flags import flags_on
from reviews.queries.footings import footings_of

from .answers import json_answer
from .authentication import writer_of
from .bodies import Body
from .endpoint import Done, Endpoint, path_parameters, reads, writes
from .finding import comment_of, flag_of, item_of, version_of
from .shapes import NUMBER, TEXT, Shape, array, obj, one_of, taken, text

ANY = ("curate", "review", "edit")
_ITEM = path_parameters(accession="Such as EVD-000123.")
_COMMENT_PATH = path_parameters(id="The comment's id.")
_FLAG_PATH = path_parameters(id="The flag's id.")
_MOMENT: Shape = {"type": "string", "format": "date-time"}
_COMMENT = obj(
    {
        "id": TEXT,
        "who": {**TEXT, "description": "Never the name of an author or a reviewer."},
        "at": _MOMENT,
        "text": TEXT,
        "is_retracted": {"type": "boolean"},
        "is_sealed": {"type": "boolean"},
    }
)
_THREAD = obj(
    {
        "id": TEXT,
        "version": NUMBER,
        "subject": TEXT,
        "is_resolved": {"type": "boolean"},
        "comments": array(_COMMENT),
    }
)
_NEW = taken(
    {
        "version": {"type": "integer", "minimum": 1, "maximum": 100_000},
        "subject": one_of(COMMENT_SUBJECTS.values),
        "text": text(LONGEST_TEXT, least=1),
        "thread": text(36, description="The id of the thread this answers."),
    },
    optional=("thread",),
)
_MADE = obj({"id": TEXT, "version": NUMBER, "subject": TEXT, "text": TEXT, "at": _MOMENT})
_SETTLED = obj({"id": TEXT, "act": TEXT})
_FLAG = obj(
    {
        "id": TEXT,
        "accession": TEXT,
        "kind": one_of(FLAG_KINDS.values),
        "text": TEXT,
        "raised_at": _MOMENT,
        "is_open": {"type": "boolean"},
        "why_resolved": TEXT,
    }
)


class Comments(Endpoint):
    """The talk about an item."""

    @reads(
        "comments",
        "The threads about an item that you may read, newest first",
        gives=obj({"results": array(_THREAD)}),
        parameters=_ITEM,
        refuses=(404,),
        signed_in=True,
    )
    def get(self, request: HttpRequest, accession: str) -> HttpResponseBase:
        """What reviewers say is sealed until their recommendations open."""
        read_address(dict(request.GET.lists()), ())
        reader, item = writer_of(request), item_of(request, accession)
        threads = threads_on(item, reader)
        spoken_of = {thread.first.comment.version_id for thread in threads}
        shown = shown_threads(
            threads,
            reader=reader,
            footings=footings_of(reader, versions_of(item, reader)),
            reviewers=reviewers_in(spoken_of),
        )
        return json_answer(request, {"results": [_thread(one) for one in shown]})

    @writes(
        "comment",
        "Comment on a version, or answer",
        scopes=ANY,
        takes=_NEW,
        gives=_MADE,
        status=201,
        parameters=_ITEM,
        example={"version": 1, "subject": "cargo", "text": "Is this the 5p strand?"},
    )
    def post(self, request: HttpRequest, body: Body, actor: Person, accession: str) -> Done:
        """Nothing said is ever changed. A reviewer's comment is sealed until the round is over."""
        version = version_of(request, accession, str(body["version"]))
        thread = comment_of(actor, body["thread"]) if body.get("thread") else None
        made = comment(
            version=version, subject=body["subject"], text=body["text"], thread=thread, actor=actor
        )
        return Done(_said(made), 201)


def _act(operation: str, summary: str, action: Any, words: str) -> type[Endpoint]:
    def post(self: Endpoint, request: HttpRequest, body: Body, actor: Person, pk: str) -> Done:
        done = action(comment_of(actor, pk), actor)
        return Done({"id": str(done.comment_id), "act": done.act})

    post.__doc__ = words
    described = writes(
        operation, summary, scopes=ANY, gives=_SETTLED, parameters=_COMMENT_PATH
    )  # fmt: skip
    return type(operation.title(), (Endpoint,), {"post": described(post), "__doc__": words})


CommentRetract = _act(
    "comment_retract", "Take your comment back",
    lambda one, actor: retract(comment=one, actor=actor), "Its text is never shown again.",
)  # fmt: skip
ThreadResolve = _act(
    "thread_resolve", "Mark a thread as resolved",
    lambda one, actor: resolve(thread=one, actor=actor), "Anybody may still answer in it.",
)  # fmt: skip
ThreadReopen = _act(
    "thread_reopen", "Open a resolved thread again",
    lambda one, actor: reopen(thread=one, actor=actor), "It counts as open again.",
)  # fmt: skip


class Flags(Endpoint):
    """What stands in the way of an item."""

    @reads(
        "flags",
        "The open flags of an item",
        gives=obj({"results": array(_FLAG)}),
        parameters=_ITEM,
        refuses=(404,),
        signed_in=True,
    )
    def get(self, request: HttpRequest, accession: str) -> HttpResponseBase:
        """Oldest first."""
        read_address(dict(request.GET.lists()), ())
        item = item_of(request, accession)
        told = [_flag(one, accession) for one in flags_on(item, writer_of(request))]
        return json_answer(request, {"results": told})

    @writes(
        "flag_raise",
        "Flag an item",
        scopes=ANY,
        takes=taken({"kind": one_of(("doubt", "concern")), "text": text(LONGEST_TEXT, least=1)}),
        gives=_FLAG,
        status=201,
        parameters=_ITEM,
        example={"kind": "concern", "text": "Figure 3 looks like figure 2 of another paper."},
    )
    def post(self, request: HttpRequest, body: Body, actor: Person, accession: str) -> Done:
        """It cannot be accepted until an editor settles the flag. From somebody without a role it
        is a report, which an editor lets through first."""
        made = raise_flag(item=item_of(request, accession), **body, actor=actor)
        return Done(_flag(made, accession), 201)


class FlagSettle(Endpoint):
    """Settling a flag."""

    @writes("flag_settle", "Settle a flag, or turn a report down", scopes=("edit",),
            takes=taken({"reason": text(least=1)}), gives=_FLAG, parameters=_FLAG_PATH,
            example={"reason": "The publisher has corrected the figure."})  # fmt: skip
    def post(self, request: HttpRequest, body: Body, actor: Person, pk: str) -> Done:
        """The reason stays with it."""
        flag = settle_flag(flag=flag_of(actor, pk), reason=body["reason"], actor=actor)
        return Done(_flag(flag, flag.item.accession))


class FlagLetThrough(Endpoint):
    """Letting a report through."""

    @writes("flag_let_through", "Let a reader's report become a flag", scopes=("edit",),
            gives=_FLAG, parameters=_FLAG_PATH)  # fmt: skip
    def post(self, request: HttpRequest, body: Body, actor: Person, pk: str) -> Done:
        """Signed-in people see it from then on."""
        flag = let_through(flag=flag_of(actor, pk), actor=actor)
        return Done(_flag(flag, flag.item.accession))


def _thread(thread: ShownThread) -> dict[str, Any]:
    return {
        "id": thread.pk,
        "version": thread.version.number,
        "subject": thread.subject,
        "is_resolved": thread.resolved_at is not None,
        "comments": [
            {
                "id": one.pk,
                "who": one.who,
                "at": one.at.isoformat(),
                "text": one.text,
                "is_retracted": one.retracted_at is not None,
                "is_sealed": bool(one.sealed_to),
            }
            for one in thread.comments
        ],
    }


def _said(made: Comment) -> dict[str, Any]:
    return {
        "id": str(made.pk),
        "version": made.version.number,
        "subject": made.subject,
        "text": made.text,
        "at": made.made_at.isoformat(),
    }


def _flag(flag: Flag, accession: str) -> dict[str, Any]:
    return {
        "id": str(flag.pk),
        "accession": accession,
        "kind": flag.kind,
        "text": flag.text,
        "raised_at": flag.raised_at.isoformat(),
        "is_open": flag.resolved_at is None and not flag.awaits_moderation,
        "why_resolved": flag.why_resolved,
    }
