"""The worklist of papers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import Person
from accounts.views.signed_in import signed_in
from evidence.enums import Choice
from evidence.presenters.addresses import (
    choice_parameter,
    key_parameter,
    list_query,
    read_address,
    search_parameter,
)
from evidence.presenters.worklist import paper_rows, state_tabs
from evidence.queries.worklist import (
    PAGE_SIZE,
    Wanted,
    claims_from,
    count_by_state,
    curators,
    last_steps,
    worklist,
)
from evidence.worklist import READ, REASONS, STATES
from ground.errors import Problem

_MINE = (Choice("me", "me"),)
NARROWING = (
    search_parameter(),
    choice_parameter("state", STATES.choices),
    choice_parameter("reason", REASONS.choices),
    choice_parameter("read", READ.choices),
    choice_parameter("reader", _MINE),
)


def wanted_of(asked: dict[str, tuple[str, ...]]) -> Wanted:
    """Return what an address asks for, as the query of the worklist takes it."""
    return Wanted(
        q=" ".join(asked.get("q", ())),
        state=asked.get("state", ()),
        reason=asked.get("reason", ()),
        read=asked.get("read", ()),
        mine="reader" in asked,
    )


@require_safe
def paper_worklist(request: HttpRequest) -> HttpResponse:
    """Show the papers at one state, or all, and what can be done with several at once."""
    return worklist_page(request, dict(request.GET.lists()))


def worklist_page(
    request: HttpRequest,
    given: dict[str, list[Any]],
    *,
    problems: list[Problem] | None = None,
    typed: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the worklist as `given` asks for it, with what was `typed` and what was wrong."""
    reader = signed_in(request)
    asked = read_address(given, (*NARROWING, key_parameter("after")))
    wanted = wanted_of(asked)
    papers = worklist(reader, wanted)
    if "after" in asked:
        papers = papers.filter(key__gt=asked["after"][0])
    found = list(papers[: PAGE_SIZE + 1])
    page = found[:PAGE_SIZE]
    counts = count_by_state(reader, wanted)
    context = {
        "rows": paper_rows(page, last_steps(page), claims_from(page), reader),
        "tabs": state_tabs(counts, asked),
        "total": sum(counts.values()),
        "asked": {name: values[0] for name, values in asked.items()},
        "query": list_query(asked, after=asked.get("after", ("",))[0]),
        "is_narrowed": bool(asked.keys() - {"after"}),
        "first_href": list_query(asked, after="") if "after" in asked else "",
        "next_href": list_query(asked, after=page[-1].key) if len(found) > PAGE_SIZE else "",
        "reasons": REASONS.choices,
        "reads": READ.choices,
        "problems": problems or [],
        "typed": typed or {},
        **_may(reader),
    }
    return render(request, "evidence/worklist.html", context, status=status)


def _may(reader: Person) -> dict[str, Any]:
    return {
        "may_read": reader.is_curator,
        "may_move": reader.is_curator or reader.is_editor,
        "curators": list(curators()) if reader.is_editor else [],
    }
