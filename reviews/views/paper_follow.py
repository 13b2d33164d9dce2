"""Asking to be told what becomes of a publication, or of any."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from evidence.forms.claims import last
from evidence.models import Citation
from evidence.views.see_other import see_other
from reviews.actions.following import follow


@require_POST
def paper_follow(request: HttpRequest) -> HttpResponse:
    """Follow the paper of the posted key; without one, every paper."""
    key = last(request.POST, "paper")
    citation = get_object_or_404(Citation, key=key) if key else None
    follow(citation=citation, actor=signed_in(request))
    what = citation.short if citation else "every paper"
    messages.success(request, f"You are told what becomes of {what}.")
    return see_other("evidence:citation-detail", key) if key else see_other("releases:withdrawn")
