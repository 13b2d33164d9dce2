"""The review page, in whatever state the review is."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.views.signed_in import signed_in
from evidence.content import Content
from evidence.documents import content_of
from evidence.forms.claims import last
from evidence.models import Version
from evidence.policies.answers import MOST_ENTRIES
from evidence.presenters.claims import sections_of
from evidence.presenters.drafts import ClaimForm, claim_form
from evidence.queries.entering import lists_for, review_keys
from evidence.queries.items import live_terms
from evidence.views.framing import framing_own
from ground import clock
from ground.errors import Problem
from reviews.forms.recommendation import Said
from reviews.models import Note, Recommendation, Seat
from reviews.policies.corrections import suggested_content
from reviews.presenters.ages import due_words, left_words
from reviews.presenters.judgements import Opinion, opinions
from reviews.presenters.notes import note_lines
from reviews.presenters.seat import ReviewForm, review_form, said_so_far
from reviews.presenters.versions import card_of, extras_of
from reviews.queries.judgements import judgements_on, own_recommendation
from reviews.views.source_beside import source_beside


def seat_page(
    request: HttpRequest,
    seat: Seat,
    said: Said | None = None,
    *,
    problems: Sequence[Problem] = (),
    title: str = "",
    status: int = 200,
    other: Note | None = None,
) -> HttpResponse:
    """Return the page holding what is `said`, by default what was kept or delivered last.

    `other` is what another tab saved meanwhile.
    """
    version, reader = seat.round.version, signed_in(request)
    note = Note.objects.visible_to(reader).filter(round=seat.round_id).first()
    delivered = own_recommendation(seat, reader)
    said = said_so_far(note, delivered) if said is None else said
    frozen = content_of(version.document, version.supplement)
    reconciling = version.standing.status == "split"
    others = opinions(judgements_on(version, reader), frozen, reader) if reconciling else []
    until = seat.round.reconciling_until if reconciling else None
    context = {
        **source_beside(version, frozen, reader),
        **_saved(note, delivered, problems),
        "seat": seat,
        "form": _form(request, version, frozen, said, problems, others),
        "problems": problems,
        "problems_title": title,
        "delivered": delivered,
        "time_left": due_words(seat.lease_until, clock.now()) if seat.lease_until else "",
        "reconciling_left": left_words(until, clock.now()) if until else "",
        "others": others,
        "other_note": note_lines(other.said) if other else None,
    }
    return framing_own(render(request, "reviews/seat.html", context, status=status))


def _form(
    request: HttpRequest,
    version: Version,
    frozen: Content,
    said: Said,
    problems: Sequence[Problem],
    others: Sequence[Opinion],
) -> ReviewForm:
    """Return the form of the review; beside each section what the `others` answered."""
    answered = others[0].answers if others else ()
    return review_form(
        said,
        sections_of(version, live_terms(version)),
        _fields(request, frozen, said, problems),
        extras=extras_of(version),
        card=card_of(version),
        problems=problems,
        others={name: [opinion.answers[name] for opinion in others] for name in answered},
        open_section=request.GET.get("of", ""),
    )


def _saved(
    note: Note | None, delivered: Recommendation | None, problems: Sequence[Problem]
) -> dict[str, Any]:
    """Return what the page says of its being safe."""
    return {
        "revision": note.revision if note else 0,
        "saved_at": _saved_at(note, delivered, problems),
        "is_refused": bool(problems),
        "saved_words": _saved_words(note, delivered, problems),
    }


def _fields(
    request: HttpRequest, frozen: Content, said: Said, problems: Sequence[Problem]
) -> ClaimForm:
    """Return the claim form's fields holding the suggested values."""
    content = suggested_content(frozen, said["suggestions"])
    refused = {problem.field for problem in problems}
    lists = lists_for({name: value for name, value in content.items() if name not in refused})
    rows = {request.GET.get("of", ""): _rows_asked(request)}
    return claim_form(content, lists, review_keys(), problems=problems, rows=rows)


def _saved_words(
    note: Note | None, delivered: Recommendation | None, problems: Sequence[Problem]
) -> str:
    """Return what the page says of its being safe, or "" where the usual words do."""
    if problems:
        return "Not saved"
    if _is_newest(delivered, note):
        return "Delivered"
    return "" if note else "Nothing written yet"


def _saved_at(
    note: Note | None, delivered: Recommendation | None, problems: Sequence[Problem]
) -> datetime | None:
    if problems:
        return None
    if delivered and _is_newest(delivered, note):
        return delivered.made_at
    return note.saved_at if note else None


def _is_newest(delivered: Recommendation | None, note: Note | None) -> bool:
    return delivered is not None and (note is None or note.saved_at <= delivered.made_at)


def _rows_asked(request: HttpRequest) -> int:
    text = last(request.GET, "rows")
    is_number = text.isascii() and text.isdigit() and len(text) < 9
    return min(int(text), MOST_ENTRIES) if is_number else 0
