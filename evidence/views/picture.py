"""What every picture's page needs: the claims it counts, and what it says about them."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from evidence.presenters.items import filter_chips, kept_values
from evidence.presenters.pictures import PictureAddress, legend, nothing_counted, status_toggle
from evidence.queries.facets import Filters
from evidence.queries.groups import Claims, claims_of
from evidence.queries.items import listing_of, under_review
from evidence.views.reader import reader_of
from ground.escaping import csv_line
from releases.queries.claims import claims_then


def counted_claims(request: HttpRequest, address: PictureAddress) -> Claims:
    """Return the claims a picture counts for whoever asks."""
    if moment := address.moment:
        return Claims(claims_then(address.counted, at=moment.at, release=moment.release))
    return claims_of(listing_of(reader_of(request)), address.counted)


def picture_frame(request: HttpRequest, address: PictureAddress, claims: Claims) -> dict[str, Any]:
    """Return what stands around a picture: its filters, its time, and what is not accepted yet."""
    reader = reader_of(request)
    waiting = 0
    if reader and address.with_review:
        waiting = claims.versions.exclude(standing__status="accepted").count()
    return {
        "address": address,
        "moment": address.moment,
        "now_href": address.query(moment=None) if address.moment else "",
        "chips": filter_chips(address.filters, lambda filters: address.query(filters=filters)),
        "whole": address.query(filters=Filters()),
        "kept": kept_values(address.filters) + ([address.moment.pair] if address.moment else []),
        "query": address.query(),
        "legend": legend(),
        "status_toggle": status_toggle(address) if reader else None,
        "waiting_claims": waiting,
        # Asked for by a picture without claims alone.
        "nothing": partial(_nothing, request, address),
    }


def _nothing(request: HttpRequest, address: PictureAddress) -> dict[str, str]:
    waiting = 0 if address.moment else under_review(address.filters)
    back = urlencode({"next": request.get_full_path()})
    sign_in = "" if reader_of(request) else f"{reverse('accounts:sign-in')}?{back}"
    return nothing_counted(address, waiting, sign_in)


def picture_file(
    name: str, kind: str, template: str, context: dict[str, Any], lines: list[list[str]]
) -> HttpResponse:
    """Answer with a picture as SVG or with its numbers as CSV."""
    if kind == "svg":
        content: str = render_to_string(template, context | {"alone": True})
        response = HttpResponse(content, content_type="image/svg+xml; charset=utf-8")
    else:
        content = "".join(f"{csv_line(line)}\n" for line in lines)
        response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
