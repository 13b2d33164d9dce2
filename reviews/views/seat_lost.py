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
CLOSED = (
    "The round closed meanwhile, before you had delivered anything: as many recommendations as it "
    "needs are there. What you wrote stays here for you alone; nobody else can read it."
)


def lost_seat(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the reader's own note on the round of a seat in which they can say nothing more.

    404 without one, unless the seat was theirs to the last. What was just posted is shown again
    in any case: it is the reader's own text, and the answer is the same whether or not there is
    such a seat. It is kept where the reader had begun before.
    """
    reader = signed_in(request)
    seat = (
        Seat.objects.filter(pk=pk)
        .select_related("round__version__item", "round__version__standing")
        .first()
    )
    note = Note.objects.visible_to(reader).filter(round=seat.round_id).first() if seat else None
    if seat is None or (note is None and seat.holder_id != reader.pk):
        if request.method != "POST":
            raise Http404
        return _note_page(request, read_review(request.POST, {}).said, None, status=404)
    if request.method != "POST":
        said = note.said if note else read_review(request.POST, {}).said
        return _note_page(request, said, seat, status=200)
    version = seat.round.version
    said = read_review(request.POST, content_of(version.document, version.supplement)).said
    revision = note.revision if note else 0
    status = 404 if version.standing.status == "in_review" else 409
    try:
        keep_note(version=version, said=said, revision=revision, actor=reader)
    except DomainError as error:
        return _note_page(request, said, seat, status=status, why=error.message)
    return _note_page(request, said, seat, status=status)


def _note_page(
    request: HttpRequest, said: Said, seat: Seat | None, *, status: int, why: str = ""
) -> HttpResponse:
    in_review = seat is None or seat.round.version.standing.status == "in_review"
    context = {
        "sentence": LOST if in_review else CLOSED,
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
