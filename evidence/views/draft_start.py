"""Choosing the paper: the first page of entering a claim, and of moving a draft to another paper."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from evidence.actions.drafts import open_draft, save_draft
from evidence.forms.citations import identifier_problem
from evidence.models import Citation, Draft
from evidence.policies.answers import LONGEST_TEXT, text_problem
from evidence.policies.drafts import why_not_enter
from evidence.queries.papers import MOST_PAPERS, paper_by_identifier, papers_matching
from ground.errors import Denied


@require_http_methods(["GET", "HEAD", "POST"])
def draft_start(request: HttpRequest) -> HttpResponse:
    """Offer papers; on POST open a draft of the one whose key is `citation`."""
    if sentence := why_not_enter(request.user):
        raise Denied(sentence)
    if request.method == "POST":
        citation = get_object_or_404(Citation, key=request.POST.get("citation", "")[:80])
        draft = open_draft(citation=citation, actor=request.user)
        return redirect("evidence:draft-edit", draft.pk)
    return render(request, "evidence/draft_start.html", _offer(request))


@require_http_methods(["GET", "HEAD", "POST"])
def draft_paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Offer papers to move an open draft to; on POST move it."""
    draft = get_object_or_404(Draft.objects.visible_to(request.user).open(), pk=pk)
    if request.method == "POST":
        citation = get_object_or_404(Citation, key=request.POST.get("citation", "")[:80])
        save_draft(
            draft=draft,
            content=draft.content,
            citation=citation,
            revision=draft.revision,
            actor=request.user,
        )
        return redirect("evidence:draft-edit", draft.pk)
    return render(request, "evidence/draft_start.html", _offer(request) | {"draft": draft})


def _offer(request: HttpRequest) -> dict[str, object]:
    """Return what was searched for and the papers to choose from."""
    typed = request.GET.get("q", "")
    if key := request.GET.get("citation", ""):
        return {"typed": "", "chosen": get_object_or_404(Citation, key=key[:80])}
    problem = text_problem("Search", typed, LONGEST_TEXT)
    if problem:
        return {"typed": typed, "problem": problem, "papers": []}
    chosen = paper_by_identifier(typed)
    problem = identifier_problem(typed)
    papers = [] if chosen else papers_matching("" if problem else typed)
    return {
        "typed": typed.strip(),
        "chosen": chosen,
        "problem": problem,
        "papers": papers[:MOST_PAPERS],
        "is_cut": len(papers) > MOST_PAPERS,
        "is_unknown": not chosen and not problem and bool(typed.strip()) and not papers,
    }
