"""Choosing the paper: the first page of entering a claim."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from evidence.actions.drafts import open_draft
from evidence.forms.claims import last
from evidence.models import Citation
from evidence.policies.drafts import why_not_enter
from evidence.queries.papers import paper_by_identifier, paper_by_key
from evidence.views.paper_offer import paper_offer
from evidence.views.writer import writer_of
from ground.errors import Denied


@require_http_methods(["GET", "HEAD", "POST"])
def draft_start(request: HttpRequest) -> HttpResponse:
    """Offer papers; on POST open a draft of the one whose key is `citation`, or of the one that
    `find` identifies. What identifies none is looked for."""
    if sentence := why_not_enter(writer_of(request)):
        raise Denied(sentence)
    if request.method == "POST":
        citation = _asked_for(request.POST)
        if citation is None:
            query = urlencode({"find": last(request.POST, "find")})
            return redirect(f"{reverse('evidence:draft-start')}?{query}")
        draft = open_draft(citation=citation, actor=writer_of(request))
        return redirect("evidence:draft-edit", draft.pk)
    return render(request, "evidence/draft_start.html", paper_offer(request))


def _asked_for(posted: QueryDict) -> Citation | None:
    if typed := last(posted, "find").strip():
        return paper_by_identifier(typed)
    return paper_by_key(last(posted, "citation"))
