"""What the pages of an item and of one of its versions share."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from evidence.models import Version
from evidence.presenters.citations import card_has_changed, identifier_links
from evidence.presenters.claims import claim_of, private_parts, sections_of
from evidence.presenters.item_page import (
    history_of,
    next_steps,
    notices_of,
    other_version,
    small_marks,
    standing_of,
)
from evidence.presenters.items import citation_href, item_href, item_rows
from evidence.presenters.strength import strength_of
from evidence.presenters.study_card import card_parts
from evidence.queries.citations import claims_beside
from evidence.queries.items import live_terms
from evidence.views.reader import reader_of
from releases.held_words import across_releases
from releases.moments import Moment
from reviews.presenters.moves import moves_for
from reviews.queries.flags import flags_on
from reviews.queries.interests import is_entered_by_its_author
from reviews.queries.judged import reviewers_of


def claim_page(
    request: HttpRequest,
    version: Version,
    versions: list[Version],
    *,
    moment: Moment | None = None,
) -> HttpResponse:
    """Render `version`, one of the `versions` of its item that the reader may read.

    With a `moment` it is what was public then, and the page says so.
    """
    reader, live = reader_of(request), live_terms(version)
    beside, how_many = ([], 0) if moment else claims_beside(version, versions[0], reader)
    reviewers = reviewers_of([version, *beside])
    context: dict[str, Any] = {
        **_source(version),
        "version": version,
        "reading": version.answers["reading"],
        "summary": claim_of(version)["summary"],
        "standing": standing_of(version),
        "reviewed_by": reviewers.get(version.pk),
        "marks": small_marks(version, live),
        "notices": notices_of(version),
        "other_version": other_version(versions, version),
        "sections": sections_of(version, live),
        "strength": strength_of(version),
        "history": history_of(versions, version),
        "beside": item_rows(beside, {}, reviewers),
        "beside_more": how_many - len(beside),
        "entered_by_author": is_entered_by_its_author(version),
        "moves": [] if moment else moves_for(version, reader),
        "across": across_releases(version.item),
        "moment": moment,
        "now_href": item_href(version),
    }
    if reader:
        context["private"] = private_parts(json.loads(version.supplement))
        context["steps"] = next_steps(version, reader)
        context["flags"] = flags_on(version.item, reader)
    return render(request, "evidence/item_detail.html", context)


def _source(version: Version) -> dict[str, Any]:
    """Return what the page says of the paper and its study card."""
    citation, card = version.citation, version.answers["study_card"] or {}
    return {
        "citation": citation,
        "citation_href": citation_href(citation),
        "identifiers": identifier_links(citation),
        "card": card_parts(card.get("answers", {})),
        "card_has_changed": card_has_changed(version, citation),
    }
