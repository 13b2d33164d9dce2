"""Letting papers go a step in the worklist: one, or several at once."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.models import Person
from accounts.views.signed_in import signed_in
from evidence.actions.drafts import open_draft
from evidence.actions.worklist import move_papers
from evidence.forms.claims import last
from evidence.models import Citation
from evidence.policies.worklist import MOST_AT_ONCE
from evidence.queries.worklist import curators
from evidence.views.worklist import worklist_page
from evidence.views.worklist_paper import paper_page
from evidence.worklist import STEPS
from ground.errors import Denied, DomainError, Invalid, Problem, Stale

_TYPED = ("reason", "read", "words", "reader")


@require_POST
def worklist_move(request: HttpRequest) -> HttpResponse:
    """Let the posted papers go the posted step; back to where it was asked from."""
    actor = signed_in(request)
    typed: dict[str, Any] = {name: last(request.POST, name).strip() for name in _TYPED}
    typed["step"] = last(request.POST, "step")
    keys = request.POST.getlist("paper")[: MOST_AT_ONCE + 1]
    papers = list(Citation.objects.filter(key__in=keys).order_by("key"))
    try:
        made = move_papers(
            papers=papers,
            step=typed["step"],
            reader=_curator(typed["reader"]),
            reason=typed["reason"],
            read=typed["read"],
            words=typed["words"],
            actor=actor,
        )
    except (Invalid, Denied, Stale) as error:
        return _again(request, papers, typed | {"papers": keys}, error)
    past = STEPS[typed["step"]].past
    if "enter" in request.POST:
        draft = open_draft(citation=papers[0], actor=actor)
        return redirect("evidence:draft-edit", draft.pk)
    what = papers[0].short if len(made) == 1 else f"{len(made)} papers"
    messages.success(request, f"{what}: {past}.")
    return redirect(_back(request, papers))


def _curator(username: str) -> Person | None:
    return curators().filter(username=username).first() if username else None


def _back(request: HttpRequest, papers: list[Citation]) -> str:
    if last(request.POST, "from") == "paper" and papers:
        return reverse("evidence:worklist-paper", args=[papers[0].key])
    return reverse("evidence:worklist") + _query(request)


def _query(request: HttpRequest) -> str:
    query = last(request.POST, "query")
    return query if query.startswith("?") else ""


def _again(
    request: HttpRequest, papers: list[Citation], typed: dict[str, Any], error: DomainError
) -> HttpResponse:
    """Return the page it was asked from with what was wrong and everything that was typed."""
    problems, status = [Problem("paper", error.message)], 403
    if isinstance(error, Invalid):
        problems, status = error.problems, 422
    elif isinstance(error, Stale):
        status = 409
    if last(request.POST, "from") == "paper" and papers:
        return paper_page(request, papers[0], problems=problems, typed=typed, status=status)
    given = dict(QueryDict(_query(request).lstrip("?")).lists())
    return worklist_page(request, given, problems=problems, typed=typed, status=status)
