"""Contradictions: claims on the same cargo, agent and cancer that point opposite ways."""

import re
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from evidence.enums import ACTS_AS
from evidence.models import Term, Version
from evidence.presenters.addresses import Parameter, read_address, unreadable_end
from evidence.presenters.contradictions import contradiction_views
from evidence.queries.contradictions import Contradiction, contradictions
from evidence.queries.items import listing_of, matching
from evidence.views.reader import reader_of

from .endpoint import reads
from .listing import list_answer
from .paging import CURSOR_WORDS, FORMATS, LIMIT
from .parameter_shapes import FILTERS as FILTER_SHAPES
from .parameter_shapes import PAGE
from .parameters import FILTERS, filters_of
from .reading import ReadingView
from .shapes import NEXT, NUMBER, TEXT, array, obj, one_of, query

_PLACE = re.compile(r"[0-9]{1,18}\.[a-z_]{1,20}\.[0-9]{1,18}\.[0-9]{1,18}")
_CURSOR = Parameter(
    "cursor",
    lambda text: (
        ""
        if _PLACE.fullmatch(text)
        else f"“cursor={text[:40]}” is none; follow the “next” of the page before."
    ),
)
_TERM = obj({"id": NUMBER, "label": TEXT, "url": TEXT})
_CLAIM = obj(
    {
        "accession": TEXT,
        "version": NUMBER,
        "status": TEXT,
        "reading": {**TEXT, "description": "The claim in one sentence."},
        "citation": {**TEXT, "description": "The paper's key."},
        "answers": array(obj({"label": TEXT, "text": TEXT}))
        | {"description": "What most often explains why two papers differ."},
        "url": TEXT,
    }
)
_CONTRADICTION = obj(
    {
        "cargo": _TERM,
        "acts_as": one_of(ACTS_AS.values),
        "agent": _TERM,
        "cancer": _TERM,
        "resists": array(_CLAIM),
        "sensitises": array(_CLAIM),
    }
)


class Contradictions(ReadingView):
    """What the page of contradictions shows."""

    @reads(
        "contradictions",
        "Contradictions, by cargo, agent and cancer",
        gives=obj({"results": array(_CONTRADICTION), "next": NEXT}),
        parameters=[*FILTER_SHAPES, query("cursor", TEXT, CURSOR_WORDS), *PAGE],
        tables=True,
    )
    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Both sides of each among the claims that the filters let through. With
        `status=accepted&status=in_review` what is under review is compared too."""
        values = read_address(dict(request.GET.lists()), (*FILTERS, _CURSOR, LIMIT, FORMATS))
        filters = filters_of(values)
        status = values.get("status", ("accepted",))
        filters = replace(filters, chosen={**filters.chosen, "status": status})
        found, _ = contradictions(matching(listing_of(reader_of(request)).versions, filters))
        if "cursor" in values:
            places = [_place(one) for one in found]
            if values["cursor"][0] not in places:
                unreadable_end("cursor", "a contradiction")
            found = found[places.index(values["cursor"][0]) + 1 :]
        return list_answer(
            request,
            values,
            lambda most: found[:most],
            lambda one: _told(request, one),
            place=_place,
        )


def _place(one: Contradiction) -> str:
    return f"{one.cargo.pk}.{one.acts_as}.{one.agent.pk}.{one.cancer.pk}"


def _told(request: HttpRequest, one: Contradiction) -> dict[str, Any]:
    (view,) = contradiction_views([one])
    return {
        "cargo": _term(request, one.cargo),
        "acts_as": one.acts_as,
        "agent": _term(request, one.agent),
        "cancer": _term(request, one.cancer),
    } | {
        side["name"]: [
            _claim(request, version, claim["answers"])
            for version, claim in zip(getattr(one.sides, side["name"]), side["claims"], strict=True)
        ]
        for side in view["sides"]
    }


def _term(request: HttpRequest, term: Term) -> dict[str, Any]:
    url = request.build_absolute_uri(reverse("api:term", args=[term.pk]))
    return {"id": term.pk, "label": term.label, "url": url}


def _claim(request: HttpRequest, version: Version, answers: Any) -> dict[str, Any]:
    accession = version.item.accession
    return {
        "accession": accession,
        "version": version.number,
        "status": version.standing.status,
        "reading": version.answers["reading"],
        "citation": version.citation.key,
        "answers": answers,
        "url": request.build_absolute_uri(reverse("api:version", args=[accession, version.number])),
    }
