"""Keeping the private PDF of a paper."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from evidence.actions.paper_files import keep_file
from evidence.models import Citation
from evidence.pdf import LARGEST_PDF
from evidence.policies.paper_files import why_not_keep_file
from evidence.views.worklist_paper import paper_page
from ground.errors import Denied, Invalid, Problem


@require_POST
def paper_file_keep(request: HttpRequest, key: str) -> HttpResponse:
    """Keep the posted file as the PDF of the paper."""
    citation = get_object_or_404(Citation, key=key)
    if sentence := why_not_keep_file(signed_in(request)):
        raise Denied(sentence)
    sent = request.FILES.get("file")
    if sent is None:
        problem = Problem("file", "Choose a PDF first. Nothing was saved.")
        return paper_page(request, citation, problems=[problem], status=422)
    try:
        # One byte more than fits is enough to know that it does not.
        data = sent.read(LARGEST_PDF + 1)
        keep_file(citation=citation, data=data, actor=signed_in(request))
    except Invalid as error:
        return paper_page(request, citation, problems=error.problems, status=422)
    messages.success(request, "The PDF is kept, for signed-in people only.")
    return redirect("evidence:worklist-paper", citation.key)
