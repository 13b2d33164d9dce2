"""How we review: the policy in force."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reviews.presenters.how_we_review import for_methods, hindrances, rules
from reviews.queries.methods import current_policy


@login_not_required
@require_safe
def how_we_review(request: HttpRequest) -> HttpResponse:
    """State what this site asks of a review now, from its settings."""
    policy = current_policy()
    context = {
        "rules": rules(policy),
        "hindrances": hindrances(policy),
        "methods": for_methods(policy),
    }
    return render(request, "guide/how_we_review.html", context)
