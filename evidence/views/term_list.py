"""The vocabulary: its lists, and the terms of one of them or found by name."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evidence.enums import TERM_STATUSES, VOCABULARIES
from evidence.models import Term
from evidence.presenters.addresses import (
    choice_parameter,
    list_query,
    number_parameter,
    read_address,
    search_parameter,
    unreadable_end,
)
from evidence.presenters.terms import term_rows, vocabulary_cards
from evidence.queries.items import listing_of
from evidence.queries.named import uses
from evidence.queries.vocabulary import PAGE_SIZE, after, listed, sizes
from evidence.views.reader import reader_of

_PARAMETERS = (
    search_parameter(),
    choice_parameter("vocabulary", VOCABULARIES.choices),
    choice_parameter("status", TERM_STATUSES.choices),
    number_parameter("after", "a term"),
)


@login_not_required
@require_safe
def term_list(request: HttpRequest) -> HttpResponse:
    """Show the vocabularies; where the address names one or searches, the terms as well."""
    asked = read_address(dict(request.GET.lists()), _PARAMETERS)
    terms = listed(
        q=" ".join(asked.get("q", ())),
        vocabularies=asked.get("vocabulary", ()),
        statuses=asked.get("status", ()),
    )
    if "after" in asked:
        last = Term.objects.filter(pk=int(asked["after"][0])).first()
        terms = after(terms, last or unreadable_end("after", "a term"))
    found = list(terms[: PAGE_SIZE + 1]) if asked else []
    page = found[:PAGE_SIZE]
    context = {
        "vocabularies": vocabulary_cards(sizes()),
        "statuses": TERM_STATUSES.choices,
        "rows": term_rows(page, uses(listing_of(reader_of(request)), [t.pk for t in page])),
        "asked": {name: values[0] for name, values in asked.items()},
        "is_narrowed": bool(asked),
        "is_one": len(asked.get("vocabulary", ())) == 1,
        "first_href": list_query(asked, after="") if "after" in asked else "",
        "next_href": list_query(asked, after=str(page[-1].pk)) if len(found) > PAGE_SIZE else "",
    }
    return render(request, "evidence/term_list.html", context)
