"""The talk about an item."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.models import Person
from accounts.views.signed_in import signed_in
from evidence.forms.claims import last
from evidence.models import Item, Version
from evidence.queries.items import item_by, versions_of
from evidence.views.see_other import see_other
from ground.errors import Denied, DomainError, Invalid, Problem
from reviews.actions.comments import comment
from reviews.enums import COMMENT_SUBJECTS
from reviews.forms.comments import posted_number, posted_thread
from reviews.models import Comment
from reviews.policies.talk import is_sealed, signature, why_not_comment
from reviews.presenters.comments import shown_threads, who_reads
from reviews.queries.comments import reviewers_in, threads_on
from reviews.queries.footings import footings_of
from reviews.views.resending import keeps_what_is_typed


@keeps_what_is_typed
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, accession: str) -> HttpResponse:
    """Show the threads the reader may read; on POST add a comment or an answer."""
    reader = signed_in(request)
    item = item_by(accession, reader)
    versions = versions_of(item, reader) if item else []
    if item is None or not versions:
        raise Http404
    if request.method != "POST":
        return _page(request, item, versions, reader)
    number = posted_number(last(request.POST, "version"))
    version = next((one for one in versions if one.number == number), versions[0])
    try:
        made = comment(
            version=version,
            subject=last(request.POST, "subject"),
            text=last(request.POST, "text"),
            thread=_thread(last(request.POST, "thread"), version, reader),
            actor=reader,
        )
    except DomainError as error:
        problems = _problems(error, last(request.POST, "thread"))
        status = 422 if isinstance(error, Invalid) else 403 if isinstance(error, Denied) else 404
        return _page(request, item, versions, reader, problems=problems, status=status)
    return see_other("reviews:talk", accession, onto=f"#comment-{made.pk}")


def _problems(error: DomainError, thread: str) -> list[Problem]:
    """Return what was wrong, at the field of the form that was sent."""
    found = error.problems if isinstance(error, Invalid) else [Problem("text", error.message)]
    if not thread:
        return found
    return [Problem(f"{one.field}-{thread}", one.message, one.code) for one in found]


def _thread(posted: str, version: Version, reader: Person) -> Comment | None:
    """Return the thread that is answered; one that is not there begins no new thread."""
    if not posted:
        return None
    number = posted_thread(posted)
    threads = Comment.objects.visible_to(reader).filter(thread=None, version=version)
    found = threads.filter(pk=number).first() if number else None
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest,
    item: Item,
    versions: Sequence[Version],
    reader: Person,
    *,
    problems: Sequence[Problem] = (),
    status: int = 200,
) -> HttpResponse:
    footings = footings_of(reader, versions)
    threads = threads_on(item, reader)
    version, footing = versions[0], footings[versions[0].pk]
    now_at = version.standing.status
    spoken_of = {thread.first.comment.version_id for thread in threads}
    context = {
        "item": item,
        "version": version,
        "threads": shown_threads(
            threads,
            reader=reader,
            footings=footings,
            reviewers=reviewers_in(spoken_of),
        ),
        "subjects": COMMENT_SUBJECTS.choices,
        "signed": who_reads(
            signature(footing, now_at),
            reader,
            sealed=is_sealed(footing, now_at, "item", None),
        ),
        "why_not": why_not_comment(footing, now_at),
        "problems": problems,
        "answers": last(request.POST, "thread"),
        "subject": last(request.POST, "subject"),
        "text": last(request.POST, "text"),
    }
    return render(request, "reviews/talk.html", context, status=status)
