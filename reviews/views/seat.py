"""Reviewing: the frozen version beside its source, and what its reviewer says of it."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from evidence.columns import BY_NAME
from evidence.documents import content_of
from evidence.forms.claims import last, rows_posted
from evidence.policies.answers import MOST_ENTRIES
from evidence.views.draft_autosave import is_autosave
from evidence.views.see_other import see_other
from ground import clock
from ground.errors import DomainError, Invalid, Missing, Problem, Stale
from reviews.actions.notes import keep_note
from reviews.actions.recommend import recommend
from reviews.forms.recommendation import Said, read_review
from reviews.models import Note, Seat
from reviews.queries.judgements import own_recommendation
from reviews.queries.seats import has_place, next_seat, sits
from reviews.views.resending import keeps_what_is_typed
from reviews.views.seat_lost import closed_page, lost_seat
from reviews.views.seat_page import seat_page


@keeps_what_is_typed
@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the review page of an own seat; on POST keep the note or deliver."""
    own = _own_seat(request, pk)
    if own is None or _is_lost(request, own):
        return lost_seat(request, pk)
    if request.method == "POST":
        return _said(request, own)
    if not is_open(own):
        return closed_page(request, own)
    return seat_page(request, own)


def _own_seat(request: HttpRequest, pk: int) -> Seat | None:
    seats = Seat.objects.visible_to(signed_in(request)).select_related(
        "holder",
        "round__version__item",
        "round__version__standing",
        "round__version__citation__study_card",
    )
    return seats.filter(pk=pk).first()


def _is_lost(request: HttpRequest, own: Seat) -> bool:
    """Tell whether the time ran out before anything was delivered, and others have the place."""
    if sits(own) or own.round.version.standing.status != "in_review":
        return False
    return not own_recommendation(own, signed_in(request)) and not has_place(own)


def is_open(own: Seat) -> bool:
    """Tell whether something can still be said from a seat."""
    status = own.round.version.standing.status
    return status == "in_review" or (status == "split" and own.round.is_reconciling(clock.now()))


def _said(request: HttpRequest, own: Seat) -> HttpResponse:
    version = own.round.version
    read = read_review(request.POST, content_of(version.document, version.supplement))
    try:
        note = keep_note(
            version=version, said=read.said, revision=_revision(request), actor=signed_in(request)
        )
        if "deliver" in request.POST:
            recommend(seat=own, **read.said, actor=signed_in(request))
            return _delivered(request, own)
    except DomainError as error:
        if is_autosave(request):
            return _refused_json(error, own)
        return _refused(request, own, read.said, error)
    if is_autosave(request):
        at = f"{note.saved_at:%H:%M}"
        return JsonResponse({"state": "saved", "at": at, "revision": note.revision})
    for notice in read.notices:
        messages.warning(request, notice)
    column = last(request.POST, "add_row")
    if column in BY_NAME:
        rows = min(rows_posted(request.POST, column) + 1, MOST_ENTRIES)
        return see_other("reviews:seat", own.pk, onto=f"?of={column}&rows={rows}#{column}")
    messages.success(request, f"Saved at {note.saved_at:%H:%M} UTC, for you alone.")
    return see_other("reviews:seat", own.pk)


def _revision(request: HttpRequest) -> int:
    text = last(request.POST, "revision")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _delivered(request: HttpRequest, own: Seat) -> HttpResponse:
    version = own.round.version
    accession = version.item.accession
    onward = next_seat(own, signed_in(request))
    if onward is None:
        messages.success(
            request,
            f"Your recommendation on {accession} was delivered. That was the last review you hold "
            "on this paper.",
        )
        return see_other("reviews:queue")
    next_accession = onward.round.version.item.accession
    messages.success(
        request,
        f"Your recommendation on {accession} was delivered. This is {next_accession}, the next "
        "item of the same paper.",
    )
    return see_other("reviews:seat", onward.pk)


def _refused(request: HttpRequest, own: Seat, said: Said, error: DomainError) -> HttpResponse:
    """Return a page with what was refused and every letter that was typed."""
    if isinstance(error, Missing):
        return lost_seat(request, own.pk)
    if isinstance(error, Stale) and not isinstance(error.current, Note):
        return closed_page(request, own, error=error)
    problems: Sequence[Problem] = [Problem("main", error.message)]
    title, status = "Nothing was saved or delivered. What you wrote is still on this page.", 409
    if isinstance(error, Invalid):
        title, problems, status = error.message, error.problems, 422
    elif not isinstance(error, Stale):
        title, status = "Nothing was delivered. What you wrote is kept for you.", 403
    other = error.current if isinstance(error, Stale) else None
    return seat_page(request, own, said, problems=problems, title=title, status=status, other=other)


def _refused_json(error: DomainError, own: Seat) -> JsonResponse:
    if isinstance(error, Invalid):
        problems = [{"field": p.field, "message": p.message} for p in error.problems]
        return JsonResponse({"state": "invalid", "problems": problems}, status=422)
    if isinstance(error, Stale):
        url = reverse("reviews:seat", args=[own.pk])
        return JsonResponse({"state": "conflict", "url": url}, status=409)
    return JsonResponse({"state": "denied", "message": error.message}, status=403)
