"""The searches somebody keeps."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.models import Person
from accounts.views.signed_in import signed_in
from evidence.actions.searches import save_search
from evidence.list_columns import Layout
from evidence.presenters.addresses import LAYOUT, query_of, read_item_address
from evidence.presenters.listing import (
    asked_layout,
    filter_pairs,
    kept_search_rows,
    search_href,
    words_of,
)
from evidence.queries.searches import searches_of
from ground.errors import Invalid, Problem

_OWN = ("csrfmiddlewaretoken", "search_name", "is_default")


@require_http_methods(["GET", "HEAD", "POST"])
def search_list(request: HttpRequest) -> HttpResponse:
    """List the reader's searches; on POST keep what the form of the list holds under a name."""
    reader = signed_in(request)
    if request.method != "POST":
        return _page(request, reader)
    given = {name: texts for name, texts in request.POST.lists() if name not in _OWN}
    address = read_item_address(given, LAYOUT)
    layout = asked_layout(address.more)
    filters = replace(address.filters, also=layout.pairs if layout else ())
    name, is_default = request.POST.get("search_name", ""), "is_default" in request.POST
    try:
        search = save_search(
            name=name,
            query=query_of(filters).removeprefix("?"),
            words=words_of(filters, layout or Layout()),
            is_default=is_default,
            actor=reader,
        )
    except Invalid as refusal:
        pairs = [*filter_pairs(filters), *filters.also]
        typed = {"typed": name, "is_default": is_default, "pairs": pairs}
        return _page(request, reader, refusal.problems, **typed)
    messages.success(request, f"“{search.name}” is kept, here and on your home page.")
    return redirect(search_href(search))


def _page(
    request: HttpRequest, reader: Person, problems: Sequence[Problem] = (), **typed: Any
) -> HttpResponse:
    context = typed | {
        "searches": kept_search_rows(searches_of(reader)),
        "problems": [{"id": "search-name", "message": p.message} for p in problems],
    }
    return render(request, "evidence/search_list.html", context, status=422 if problems else 200)
