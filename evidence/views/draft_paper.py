"""Moving an open draft to another paper."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from evidence.actions.drafts import save_draft
from evidence.models import Draft
from evidence.queries.papers import paper_by_key
from evidence.views.paper_offer import paper_offer
from evidence.views.writer import writer_of


@require_http_methods(["GET", "HEAD", "POST"])
def draft_paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Offer papers; on POST move the draft to the one whose key is `citation`."""
    draft = get_object_or_404(Draft.objects.visible_to(writer_of(request)).open(), pk=pk)
    if request.method == "POST":
        citation = paper_by_key(request.POST.get("citation", ""))
        save_draft(
            draft=draft,
            content=draft.content,
            citation=citation,
            revision=draft.revision,
            actor=writer_of(request),
        )
        messages.success(request, f"The draft is of {citation.short} now; its answers are kept.")
        return redirect("evidence:draft-edit", draft.pk)
    return render(request, "evidence/draft_start.html", paper_offer(request) | {"draft": draft})
