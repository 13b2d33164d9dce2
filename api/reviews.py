"""Reviewing, read: what one holds, what one noted, and what reviewers said of a version."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from accounts.models import Person
from evidence.columns import COLUMNS, SECTIONS
from evidence.presenters.addresses import read_address
from reviews.enums import READ_LIST
from reviews.models import Note, Recommendation, Seat
from reviews.presenters.letters import in_letter_order
from reviews.queries.judgements import judgements_on, own_recommendation
from reviews.queries.seats import open_seats
from reviews.workflow import SECTION_ANSWERS, VERDICTS

from .answers import json_answer
from .authentication import writer_of
from .endpoint import path_parameters, reads
from .finding import seat_of, version_of
from .reading import ReadingView
from .shapes import (
    NUMBER,
    TEXT,
    Shape,
    array,
    nullable,
    obj,
    one_of,
    ref,
    taken,
    text,
)

SEAT_PATH = path_parameters(id="The seat's id.")
MOMENT: Shape = {"type": "string", "format": "date-time"}
_CONFIDENCE: Shape = {"type": ["integer", "null"], "minimum": 1, "maximum": 5}
_ANSWER = taken({"answer": one_of(SECTION_ANSWERS), "reason": text()}, optional=("reason",))
_ANSWERS: Shape = {
    "type": "object",
    "additionalProperties": False,
    "properties": {section.name: _ANSWER for section in SECTIONS},
}
_SUGGESTION = taken(
    {"column": one_of(column.name for column in COLUMNS), "value": ref("Value")}
)  # fmt: skip
SAID: dict[str, Shape] = {
    "verdict": one_of(VERDICTS),
    "answers": _ANSWERS,
    "suggestions": array(_SUGGESTION) | {"maxItems": 100},
    "reason": text(),
    "has_read": one_of(READ_LIST.values),
    "read_where": text(),
    "confidence": _CONFIDENCE,
}
SEAT = obj(
    {
        "id": NUMBER,
        "accession": TEXT,
        "version": NUMBER,
        "citation": TEXT,
        "status": TEXT,
        "yours_until": nullable(MOMENT),
        "has_delivered": {"type": "boolean"},
        "document": {**TEXT, "description": "Where the version's document is."},
        "url": TEXT,
    }
)
KEPT = obj({"revision": NUMBER, "said": {"type": "object"}})
_ONE = obj(SEAT["properties"] | {"note": nullable(KEPT), "delivered": nullable({"type": "object"})})
_SAID_SHAPE = obj(
    {
        "letter": TEXT,
        "is_yours": {"type": "boolean"},
        "recommendation": TEXT,
        "verdict": one_of(VERDICTS),
        "first_verdict": one_of(VERDICTS),
        "answers": {"type": "object"},
        "suggestions": array({"type": "object"}),
        "reason": TEXT,
        "has_read": TEXT,
        "read_where": TEXT,
        "confidence": nullable(NUMBER),
    }
)


class Reviews(ReadingView):
    """The reviews one holds."""

    @reads(
        "reviews",
        "The reviews you hold, oldest item first",
        gives=obj({"results": array(SEAT)}),
        signed_in=True,
    )
    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Those from which something can still be said."""
        read_address(dict(request.GET.lists()), ())
        seats = open_seats(writer_of(request))[:200]
        told = [seat_told(request, seat, seat.delivered) for seat in seats]
        return json_answer(request, {"results": told})


class OneReview(ReadingView):
    """One review."""

    @reads("review", "One of your reviews", gives=_ONE, parameters=SEAT_PATH, refuses=(404,),
           signed_in=True)  # fmt: skip
    def get(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """Where the frozen version is, what you noted, and what you delivered last."""
        read_address(dict(request.GET.lists()), ())
        actor = writer_of(request)
        seat = seat_of(actor, pk)
        own = own_recommendation(seat, actor)
        note = note_of(seat, actor)
        told = seat_told(request, seat, own is not None)
        more = {"note": kept(note) if note else None, "delivered": _said(own) if own else None}
        return json_answer(request, told | more)


class VersionRecommendations(ReadingView):
    """What reviewers said of a version."""

    @reads(
        "version_recommendations",
        "What reviewers said of a version, as far as you may read it",
        gives=obj({"results": array(_SAID_SHAPE)}),
        parameters=path_parameters(accession="Such as EVD-000123.", number="The version's number."),
        refuses=(404,),
        signed_in=True,
    )
    def get(self, request: HttpRequest, accession: str, number: str) -> HttpResponseBase:
        """As A and B, in an order of chance that is yours alone. Empty while the round is open,
        but for your own."""
        read_address(dict(request.GET.lists()), ())
        reader = writer_of(request)
        judged = judgements_on(version_of(request, accession, number), reader)
        told = [
            {
                "letter": letter,
                "is_yours": one.now.person_id == reader.pk,
                "recommendation": str(one.now.pk),
                "first_verdict": (one.first or one.now).verdict,
                **_said(one.now),
            }
            for letter, one in in_letter_order(judged, reader)
        ]
        return json_answer(request, {"results": told})


def note_of(seat: Seat, actor: Person) -> Note | None:
    """Return what the actor noted for the seat's round."""
    return Note.objects.visible_to(actor).filter(round=seat.round_id).first()


def kept(note: Note | None) -> dict[str, Any]:
    """Return what the API says of a note, also where there is none."""
    return {"revision": note.revision if note else 0, "said": note.said if note else {}}


def _said(said: Recommendation) -> dict[str, Any]:
    return {name: getattr(said, name) for name in SAID}


def seat_told(request: HttpRequest, seat: Seat, has_delivered: bool) -> dict[str, Any]:
    """Return what the API says of a seat to its holder."""
    version = seat.round.version
    accession = version.item.accession

    def address(name: str, *args: Any) -> str:
        return request.build_absolute_uri(reverse(name, args=args))

    return {
        "id": seat.pk,
        "accession": accession,
        "version": version.number,
        "citation": version.citation.key,
        "status": version.standing.status,
        "yours_until": seat.lease_until.isoformat() if seat.lease_until else None,
        "has_delivered": has_delivered,
        "document": address("api:version", accession, version.number),
        "url": address("api:review", seat.pk),
    }
