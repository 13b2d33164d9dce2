"""The list of papers."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evidence.enums import CITATION_KINDS, PUBLICATION_STATUSES, Choice
from evidence.policies.drafts import why_not_enter
from evidence.presenters.addresses import (
    choice_parameter,
    key_parameter,
    list_query,
    read_address,
    search_parameter,
)
from evidence.presenters.citations import citation_rows, file_links
from evidence.queries.citations import PAGE_SIZE, numbers_of, papers_matching
from evidence.views.reader import reader_of

NARROWING = (
    search_parameter(),
    choice_parameter("kind", CITATION_KINDS.choices),
    choice_parameter("status", PUBLICATION_STATUSES.choices),
    choice_parameter("claims", [Choice("none", "no claim accepted or under review")]),
)


def narrowing_of(asked: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return what an address asks for, as the query of listed citations takes it."""
    return {
        "q": " ".join(asked.get("q", ())),
        "kinds": asked.get("kind", ()),
        "statuses": asked.get("status", ()),
        "without_claims": "claims" in asked,
    }


@login_not_required
@require_safe
def citation_list(request: HttpRequest) -> HttpResponse:
    """Show the papers that match what the address says, by key, with their claims."""
    asked = read_address(dict(request.GET.lists()), (*NARROWING, key_parameter("after")))
    reader = reader_of(request)
    citations = papers_matching(**narrowing_of(asked))
    if "after" in asked:
        citations = citations.filter(key__gt=asked["after"][0])
    found = list(citations[: PAGE_SIZE + 1])
    page = found[:PAGE_SIZE]
    context = {
        "rows": citation_rows(page, numbers_of(page, reader), is_visitor=reader is None),
        "asked": {name: values[0] for name, values in asked.items()},
        "is_narrowed": bool(asked.keys() - {"after"}),
        "kinds": CITATION_KINDS.choices,
        "statuses": PUBLICATION_STATUSES.choices,
        "first_href": list_query(asked, after="") if "after" in asked else "",
        "next_href": list_query(asked, after=page[-1].key) if len(found) > PAGE_SIZE else "",
        "files": file_links("evidence:citation-list-file", query=list_query(asked, after="")),
        "can_enter": reader is not None and not why_not_enter(reader),
    }
    return render(request, "evidence/citation_list.html", context)
