"""What is true of a whole paper, asked once."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from evidence.actions.citations import change_study_card
from evidence.forms.claims import last
from evidence.forms.study_card import read_card
from evidence.models import Citation, StudyCard
from evidence.policies.drafts import why_not_enter
from evidence.presenters.study_card import card_form, card_words
from evidence.study_card import BY_NAME, Card
from evidence.views.see_other import see_other
from evidence.views.writer import writer_of
from ground.errors import Denied, Invalid, Problem, Stale
from reviews.views.resending import keeps_what_is_typed


@keeps_what_is_typed
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def study_card(request: HttpRequest, key: str) -> HttpResponse:
    """Show the form of a paper's study card; on POST save it."""
    citation = get_object_or_404(Citation.objects.select_related("study_card"), key=key)
    card = citation.study_card
    if sentence := why_not_enter(writer_of(request)):
        raise Denied(sentence)
    if request.method != "POST":
        return _page(request, citation, card, card.answers)
    # What is not asked any more stays as it is.
    kept = {name: value for name, value in card.answers.items() if name not in BY_NAME}
    read = read_card(request.POST)
    revision = last(request.POST, "revision")
    try:
        change_study_card(
            citation=citation,
            answers=read | kept,
            revision=int(revision) if revision.isascii() and revision.isdigit() else 0,
            actor=writer_of(request),
        )
    except Stale as error:
        problems = [Problem("main", error.message)]
        return _page(request, citation, error.current, read, problems, status=409)
    except Invalid as error:
        return _page(request, citation, card, read, error.problems, status=422)
    messages.success(request, f"The study card of {citation.short} is saved: {card_words(read)}.")
    return see_other("evidence:citation-detail", citation.key, onto="#card")


def _page(
    request: HttpRequest,
    citation: Citation,
    card: StudyCard,
    answers: Card,
    problems: Sequence[Problem] = (),
    *,
    status: int = 200,
) -> HttpResponse:
    is_stale = status == 409
    context = {
        "citation": citation,
        "revision": card.revision,
        "parts": card_form(answers, problems, card.answers if is_stale else None),
        "problems": problems,
    }
    return render(request, "evidence/study_card.html", context, status=status)
