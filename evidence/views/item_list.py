"""The list of claims: search, facets, columns, order, pages."""

from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from accounts.presenters import demo_doors
from evidence.list_columns import Layout
from evidence.models import SavedSearch
from evidence.presenters.addresses import LAYOUT, ItemAddress, query_of, read_item_address
from evidence.presenters.items import (
    facet_views,
    filter_chips,
    item_rows,
    kept_values,
    narrower_toggle,
    nothing_found,
    pager_of,
)
from evidence.presenters.listing import (
    WHOLE,
    asked_layout,
    default_href,
    filter_pairs,
    heads,
    layout_form,
    search_links,
)
from evidence.queries.counts import facet_counts
from evidence.queries.items import (
    found_by,
    listing_of,
    provisional_names,
    under_review,
)
from evidence.queries.searches import layout_remembered, searches_of
from evidence.queries.sorted_pages import sorted_page
from evidence.views.list_then import list_then
from evidence.views.reader import reader_of
from releases.moments import MOMENT, moment_of
from reviews.queries.judged import reviewers_of


@login_not_required
@require_safe
def item_list(request: HttpRequest) -> HttpResponse:
    """Show the claims the reader may read, narrowed by what the address says.

    `as_of` and `release` show what was public then. htmx gets the inside of the page only; going
    back through the history gets the whole page. A bare address opens the reader's default search.
    """
    reader = reader_of(request)
    address = read_item_address(dict(request.GET.lists()), (*MOMENT, *LAYOUT))
    layout = asked_layout(address.more) or layout_remembered(reader)
    address = replace(address, filters=replace(address.filters, also=layout.pairs))
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    is_part = bool(htmx) and not htmx.history_restore_request
    if moment := moment_of(address.more):
        context = list_then(address, moment, layout)
    else:
        searches = searches_of(reader)
        if not request.GET and (opens := default_href(searches)):
            return redirect(opens)
        context = _context(request, address, layout, searches)
    context["is_part"] = is_part
    # What was pressed may be gone from the new page: then the count takes the focus.
    context["take_focus"] = is_part and not htmx.trigger
    template = "evidence/_items.html" if is_part else "evidence/item_list.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _context(
    request: HttpRequest, address: ItemAddress, layout: Layout, searches: list[SavedSearch]
) -> dict[str, Any]:
    reader, filters = reader_of(request), address.filters
    listing = listing_of(reader)
    counts = facet_counts(listing, filters)
    page = sorted_page(listing, filters, layout.order, after=address.after, before=address.before)
    query = query_of(filters)
    context = {
        "filters": filters,
        "whole_href": WHOLE,
        "total": counts.total,
        "rows": item_rows(
            page.versions, provisional_names(page.versions), reviewers_of(page.versions),
            layout.columns,
        ),
        "heads": heads(layout, filters),
        "layout": layout_form(layout, filters),
        "searches": search_links(searches, query),
        "can_keep": bool(filters or layout.pairs),
        "facets": facet_views(counts, filters),
        "chips": filter_chips(filters),
        "narrower": narrower_toggle(filters),
        "kept": kept_values(filters),
        "query": query_of(replace(filters, also=())),
        "table_query": query,
        "pairs": [*filter_pairs(filters), *layout.pairs],
        "pager": pager_of(page, filters),
        "waiting": None if reader else under_review(filters),
    }  # fmt: skip
    if not page.versions:
        hidden = found_by(listing.versions, filters.q).count() if filters.chosen else 0
        context["nothing"] = nothing_found(filters, total=counts.total, hidden=hidden)
        context["doors"] = [] if reader else demo_doors()
    return context
