"""Everything under review, item by item, for editors who act on many at once."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import Person
from accounts.views.signed_in import signed_in
from evidence.enums import OPEN_STATUSES
from evidence.forms.claims import last
from ground import clock
from ground.errors import Denied, Problem
from reviews.actions.in_bulk import Became
from reviews.forms.many import ACTS, Chosen
from reviews.presenters.many import status_links, tick_rows
from reviews.presenters.queue import place_of, place_query
from reviews.presenters.staffing import candidates
from reviews.queries.people import reviewers_here
from reviews.queries.queue import Place
from reviews.queries.under_review import agreed_outcomes, under_review

NOTHING = Chosen()


def refuse_all_but_editors(reader: Person) -> None:
    """Raise Denied for everybody else; each act asks for more by itself."""
    if not reader.is_editor:
        raise Denied(
            "Only editors act on many claims at once. Nothing was changed. An administrator can "
            "make you an editor."
        )


@require_safe
def version_list(request: HttpRequest) -> HttpResponse:
    """Show what is under review, oldest first, each with a box to tick."""
    return versions_page(request, request.GET)


def versions_page(
    request: HttpRequest,
    asked: QueryDict,
    chosen: Chosen = NOTHING,
    *,
    problems: Sequence[Problem] = (),
    became: Sequence[Became] = (),
    status: int = 200,
) -> HttpResponse:
    """Return the page that `asked` names, with what was `chosen` and what became of it."""
    reader, now = signed_in(request), clock.now()
    refuse_all_but_editors(reader)
    narrowed = last(asked, "status") if last(asked, "status") in OPEN_STATUSES else ""
    after = _place(last(asked, "after"))
    page = under_review(reader, status=narrowed, after=after)
    outcomes = agreed_outcomes(page.versions, reader)
    refused = [one for one in became if one.why_not]
    ticked = [one.version.pk for one in refused] if became else chosen.numbers
    next_query = place_query(page.next_place, "after")
    keeps = f"&status={narrowed}" if narrowed else ""
    context = {
        "rows": tick_rows(page.versions, outcomes, ticked, now),
        "links": status_links(narrowed),
        "next_href": f"{reverse('reviews:version-list')}{next_query}{keeps}" if next_query else "",
        "status": narrowed,
        "after": last(asked, "after") if after else "",
        "acts": ACTS,
        "people": candidates(reviewers_here(), chosen.person),
        "reason": chosen.reason if refused or not became else "",
        "problems": problems,
        "errors": {problem.field: problem.message for problem in problems},
        "done": [one.version for one in became if not one.why_not],
        "refused": refused,
        "did": ACTS.get(chosen.act, ""),
    }
    return render(request, "reviews/version_list.html", context, status=status)


def _place(text: str) -> Place | None:
    place = place_of(text)
    is_number = place is not None and place.name.isascii() and place.name.isdigit()
    return place if is_number and place is not None and len(place.name) < 10 else None
