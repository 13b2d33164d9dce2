"""Taking a draft back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from evidence.forms.claims import last
from evidence.models import Draft
from evidence.views.see_other import see_other
from evidence.views.writer import writer_of
from ground.errors import Invalid
from reviews.actions.withdraw import withdraw_draft


@require_http_methods(["GET", "HEAD", "POST"])
def draft_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for the reason; on POST close the draft for good."""
    drafts = Draft.objects.visible_to(writer_of(request)).select_related(
        "item", "citation", "became"
    )
    draft = get_object_or_404(drafts, pk=pk)
    if draft.closed_at is not None and draft.became is None:
        return see_other("evidence:draft-edit", draft.pk)
    context = {"draft": draft, "reason": "", "problems": []}
    if request.method != "POST":
        return render(request, "evidence/draft_withdraw.html", context)
    reason = last(request.POST, "reason")
    try:
        withdraw_draft(draft=draft, reason=reason, actor=writer_of(request))
    except Invalid as error:
        context |= {"reason": reason, "problems": error.problems}
        return render(request, "evidence/draft_withdraw.html", context, status=422)
    messages.success(request, f"The draft {draft.item.accession} was withdrawn.")
    return see_other("evidence:draft-list")
