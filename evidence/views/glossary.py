"""Every word on the form, defined."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evidence.presenters.terms import glossary as questions
from evidence.presenters.terms import other_lists


@login_not_required
@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Show each question with its hint and its closed list, and the lists beside them."""
    context = {"sections": questions(), "lists": other_lists()}
    return render(request, "evidence/glossary.html", context)
