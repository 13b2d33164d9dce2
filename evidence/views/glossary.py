"""Every word of the site and of the form, defined."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from evidence.house_words import HOUSE_WORDS
from evidence.presenters.terms import defined_terms, other_lists
from evidence.presenters.terms import glossary as questions
from evidence.queries.terms import with_definition


@login_not_required
@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Show the words of the house, each question with its closed list, and defined terms."""
    context = {
        "words": HOUSE_WORDS,
        "sections": questions(),
        "lists": other_lists(),
        "vocabularies": defined_terms(with_definition()),
    }
    return render(request, "evidence/glossary.html", context)


@login_not_required
@require_safe
def glossary_before(request: HttpRequest) -> HttpResponse:
    """Lead on from where the glossary stood before it became a page of the guide."""
    return redirect("evidence:glossary", permanent=True)
