"""Claims as a table to copy into a manuscript."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evidence.queries.items import provisional_names, with_what_lists_show
from evidence.views.reader import reader_of
from exchange.presenters.export_address import read_export_address
from exchange.presenters.manuscript import HEAD, table_rows
from reviews.queries.judged import reviewers_of

MOST_ROWS = 200


@login_not_required
@require_safe
def item_table(request: HttpRequest) -> HttpResponse:
    """Show what the list of the same filters holds as one plain table, up to 200 claims."""
    asked = read_export_address(dict(request.GET.lists()), reader_of(request))
    found = with_what_lists_show(asked.wanted.versions()).order_by("item__number")
    versions = list(found[: MOST_ROWS + 1])
    has_more = len(versions) > MOST_ROWS
    versions = versions[:MOST_ROWS]
    context = {
        "head": HEAD,
        "rows": table_rows(versions, provisional_names(versions), reviewers_of(versions)),
        "said": asked.said,
        "has_more": has_more,
        "most": MOST_ROWS,
        "query": request.GET.urlencode(),
    }
    return render(request, "exchange/item_table.html", context)
