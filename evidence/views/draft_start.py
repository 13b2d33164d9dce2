"""Choosing the paper: the first page of entering a claim."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from evidence.actions.drafts import open_draft
from evidence.policies.drafts import why_not_enter
from evidence.queries.papers import paper_by_key
from evidence.views.paper_offer import paper_offer
from evidence.views.writer import writer_of
from ground.errors import Denied


@require_http_methods(["GET", "HEAD", "POST"])
def draft_start(request: HttpRequest) -> HttpResponse:
    """Offer papers; on POST open a draft of the one whose key is `citation`."""
    if sentence := why_not_enter(writer_of(request)):
        raise Denied(sentence)
    if request.method == "POST":
        citation = paper_by_key(request.POST.get("citation", ""))
        draft = open_draft(citation=citation, actor=writer_of(request))
        return redirect("evidence:draft-edit", draft.pk)
    return render(request, "evidence/draft_start.html", paper_offer(request))
