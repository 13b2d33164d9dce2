"""Removing the private PDF of a paper."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from evidence.actions.paper_files import remove_file
from evidence.models import Citation


@require_POST
def paper_file_remove(request: HttpRequest, key: str) -> HttpResponse:
    """Remove the PDF of the paper."""
    citation = get_object_or_404(Citation, key=key)
    remove_file(citation=citation, actor=signed_in(request))
    messages.success(request, "The PDF is removed.")
    return redirect("evidence:worklist-paper", citation.key)
