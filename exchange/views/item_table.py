"""Claims as a table to copy into a manuscript."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evidence.list_columns import Order
from evidence.presenters.addresses import LAYOUT
from evidence.presenters.listing import asked_layout
from evidence.queries.items import provisional_names, with_what_lists_show
from evidence.queries.ordering import in_order, keyed
from evidence.views.reader import reader_of
from exchange.presenters.export_address import read_export_address
from exchange.presenters.manuscript import head_of, table_rows
from reviews.queries.judged import reviewers_of

MOST_ROWS = 200


@login_not_required
@require_safe
def item_table(request: HttpRequest) -> HttpResponse:
    """Show what the list of the same address holds as one plain table, up to 200 claims."""
    reader = reader_of(request)
    asked = read_export_address(dict(request.GET.lists()), reader, more=LAYOUT)
    layout = asked_layout(asked.more)
    order = layout.order if layout else Order()
    found = keyed(with_what_lists_show(asked.wanted.versions()), order)
    versions = list(in_order(found, order)[: MOST_ROWS + 1])
    columns = layout.columns if layout else ()
    has_more = len(versions) > MOST_ROWS
    versions = versions[:MOST_ROWS]
    rows = table_rows(versions, provisional_names(versions), reviewers_of(versions), columns)
    context = {
        "head": head_of(columns),
        "rows": rows,
        # The third from the end is what was found.
        "choices": [(row[0], row[-3]) for row in rows],
        "kept": [(name, value) for name, values in asked.more.items() for value in values],
        "said": asked.said,
        "has_more": has_more,
        "most": MOST_ROWS,
        "query": request.GET.urlencode(),
    }
    return render(request, "exchange/item_table.html", context)
