"""Confirming a name that came with a claim."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from evidence.actions.confirm_term import confirm_term
from evidence.enums import CODE_MATCHES, VOCABULARIES
from evidence.forms.claims import last
from evidence.models import Term
from evidence.views.see_other import see_other
from ground.errors import DomainError, Invalid, Problem
from reviews.views.resending import keeps_what_is_typed
from reviews.views.term_obsolete import term_to_mind

MOST_NAMES = 400
_FIELDS = ("definition", "curie", "match", "broader")


@keeps_what_is_typed
@require_http_methods(["GET", "HEAD", "POST"])
def term_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is known of the name; on POST say that it is a term, and what it means."""
    term = term_to_mind(request, pk)
    typed = {name: last(request.POST, name).strip() for name in _FIELDS}
    if request.method != "POST":
        known = {"definition": term.definition, "broader": str(term.broader or "")}
        return _page(request, term, typed | known)
    codes = [(typed["curie"], typed["match"] or "exact")] if typed["curie"] else []
    try:
        confirm_term(
            term=term, definition=typed["definition"], codes=codes, broader=typed["broader"],
            actor=signed_in(request),
        )  # fmt: skip
    except Invalid as error:
        return _page(request, term, typed, error.problems, status=422)
    except DomainError as error:
        return _page(request, term, typed, [Problem("definition", error.message)], status=403)
    messages.success(request, f"“{term.label}” is confirmed.")
    return see_other("evidence:term-detail", pk)


def _page(
    request: HttpRequest,
    term: Term,
    typed: dict[str, str],
    problems: Sequence[Problem] = (),
    *,
    status: int = 200,
) -> HttpResponse:
    others = Term.objects.filter(vocabulary=term.vocabulary, status="active").exclude(pk=term.pk)
    errors = {problem.field: problem.message for problem in problems}
    context = {
        "term": term,
        "vocabulary": VOCABULARIES.label_of(term.vocabulary),
        "names": list(others.values_list("label", flat=True)[:MOST_NAMES]),
        "matches": CODE_MATCHES.choices,
        "typed": typed,
        "problems": problems,
        "errors": errors,
    }
    return render(request, "reviews/term_confirm.html", context, status=status)
