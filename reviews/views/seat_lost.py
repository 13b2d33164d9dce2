"""What is left of a review that can no longer be delivered: its text, for its writer."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.views.signed_in import signed_in
from evidence.documents import content_of
from ground.errors import DomainError
from reviews.actions.notes import keep_note
from reviews.forms.recommendation import Said, read_review
from reviews.models import Decision, Note, Seat
from reviews.presenters.judgements import opinion
from reviews.presenters.notes import note_lines
from reviews.queries.judgements import own_recommendation

LOST = (
    "Your seat was handed back or its time ran out, and another reviewer has taken it. Nothing "
    "was delivered. What you wrote stays here for you alone; nobody else can read it."
)


def lost_seat(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the reader's own note on the round of a seat they no longer hold; 404 without one.

    What was just posted is shown again in any case: it is the reader's own text, and the answer
    is the same whether or not there is such a seat.
    """
    seat = Seat.objects.filter(pk=pk).select_related("round__version__item").first()
    notes = (
        Note.objects.visible_to(signed_in(request)).filter(round=seat.round_id) if seat else None
    )
    note = notes.first() if notes is not None else None
    if request.method != "POST":
        if note is None or seat is None:
            raise Http404
        return _note_page(request, note.said, seat, status=200)
    if note is None or seat is None:
        return _note_page(request, read_review(request.POST, {}).said, None, status=404)
    version = seat.round.version
    said = read_review(request.POST, content_of(version.document, version.supplement)).said
    try:
        keep_note(version=version, said=said, revision=note.revision, actor=signed_in(request))
    except DomainError as error:
        return _note_page(request, said, seat, status=404, why=error.message)
    return _note_page(request, said, seat, status=404)


def _note_page(
    request: HttpRequest, said: Said, seat: Seat | None, *, status: int, why: str = ""
) -> HttpResponse:
    context = {
        "sentence": LOST,
        "why": why,
        "item": seat.round.version.item if seat else None,
        "note": note_lines(said),
    }
    return render(request, "reviews/seat_lost.html", context, status=status)


def closed_page(
    request: HttpRequest, seat: Seat, *, error: DomainError | None = None
) -> HttpResponse:
    """Show how a round ended, what the reader recommended in it, and their note."""
    version, reader = seat.round.version, signed_in(request)
    version.standing.refresh_from_db()
    frozen = content_of(version.document, version.supplement)
    delivered = own_recommendation(seat, reader)
    note = Note.objects.visible_to(reader).filter(round=seat.round_id).first()
    context = {
        "seat": seat,
        "version": version,
        "message": error.message if error else "",
        "decision": Decision.objects.visible_to(reader).filter(round=seat.round_id).first(),
        "own": opinion(delivered, frozen, letter="", reader=reader) if delivered else None,
        "note": note_lines(note.said) if note and (error or not delivered) else None,
    }
    status = 409 if error else 200
    return render(request, "reviews/seat_closed.html", context, status=status)
