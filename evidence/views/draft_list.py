"""My drafts."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive
from django.views.decorators.http import require_safe

from evidence.models import Draft
from evidence.policies.drafts import why_not_enter
from evidence.presenters.drafts import draft_line
from evidence.queries.drafts import ON_A_PAGE, drafts_of
from evidence.queries.entering import Lists, terms_of
from evidence.queries.terms import closed_names
from evidence.views.writer import writer_of


@require_safe
def draft_list(request: HttpRequest) -> HttpResponse:
    """Show the reader's own drafts: those being written, and below those that are closed."""
    before = _moment(request.GET.get("before", ""))
    is_closed = request.GET.get("show") == "closed"
    open_drafts = [] if is_closed else drafts_of(writer_of(request), closed=False, before=before)
    closed = drafts_of(writer_of(request), closed=True, before=before if is_closed else None)
    shown = [*open_drafts[:ON_A_PAGE], *closed[:ON_A_PAGE]]
    lists = Lists(terms_of([draft.content for draft in shown]), closed_names(), {}, {})
    paged = closed if is_closed else open_drafts
    context = {
        "open_drafts": _lines(open_drafts, lists),
        "closed_drafts": _lines(closed, lists),
        "is_closed": is_closed,
        "more_closed": len(closed) > ON_A_PAGE and not is_closed,
        "next_before": paged[ON_A_PAGE - 1].saved_at if len(paged) > ON_A_PAGE else None,
        "why_not_enter": why_not_enter(writer_of(request)).removesuffix(" Nothing was saved."),
    }
    return render(request, "evidence/draft_list.html", context)


def _lines(drafts: list[Draft], lists: Lists) -> list[dict[str, object]]:
    return [
        {"draft": draft, "line": draft_line(draft.content, lists)} for draft in drafts[:ON_A_PAGE]
    ]


def _moment(text: str) -> datetime | None:
    """Return the moment in `text`, or None where there is none."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return None if moment is None or is_naive(moment) else moment
