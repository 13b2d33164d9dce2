"""Rating a paper."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from evidence.forms.claims import last
from evidence.models import Citation
from evidence.views.see_other import see_other
from ground.errors import Denied, Invalid
from reviews.actions.ratings import rate
from reviews.policies.ratings import QUESTIONS, why_not_rate
from reviews.presenters.ratings import SCALE, as_chosen, as_scores, asked_questions
from reviews.queries.ratings import own_rating
from reviews.queries.statements import interests_of
from reviews.views.resending import keeps_what_is_typed


@keeps_what_is_typed
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paper_rating(request: HttpRequest, key: str) -> HttpResponse:
    """Ask the four questions; on POST keep the answers in place of the reader's earlier ones."""
    citation, reader = get_object_or_404(Citation, key=key), signed_in(request)
    if sentence := why_not_rate(interests_of(citation, reader)):
        raise Denied(f"{sentence} Nothing was saved.")
    own = own_rating(citation, reader)
    chosen, problems, status = as_chosen(own), [], 200
    if request.method == "POST":
        chosen = {name: last(request.POST, name) for name in QUESTIONS}
        try:
            rate(citation=citation, scores=as_scores(chosen), actor=reader)
        except Invalid as error:
            problems, status = error.problems, 422
        else:
            messages.success(request, "Your rating is saved. You may change it at any time.")
            return see_other("evidence:citation-detail", key, onto="#rating")
    context = {
        "citation": citation,
        "questions": asked_questions(chosen, problems),
        "scale": SCALE,
        "has_rated": own is not None,
        "problems": problems,
    }
    return render(request, "reviews/paper_rating.html", context, status=status)
