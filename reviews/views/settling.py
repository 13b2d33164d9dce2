"""An editor's word on an interest: what confirming, refusing and waiving share."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.views.signed_in import signed_in
from evidence.forms.claims import last
from evidence.views.see_other import see_other
from ground.errors import DomainError, Invalid, Problem, Stale
from reviews.models import Interest
from reviews.views.interest_list import interests_page

Act = Callable[[Interest, str], object]


def settled(request: HttpRequest, pk: int, act: Act, done: str) -> HttpResponse:
    """Call `act` with the interest and the reason typed; say `done`, or why not on the list."""
    found = Interest.objects.visible_to(signed_in(request)).select_related("person", "citation")
    interest = get_object_or_404(found, pk=pk)
    reason = last(request.POST, "reason")
    try:
        act(interest, reason)
    except DomainError as error:
        message = error.problems[0].message if isinstance(error, Invalid) and error.problems else ""
        problems = [Problem(f"reason-{pk}", message or error.message)]
        status = 422 if isinstance(error, Invalid) else 409 if isinstance(error, Stale) else 403
        return interests_page(request, refused=pk, reason=reason, problems=problems, status=status)
    messages.success(request, f"{interest.person}, {interest.citation.short}: {done}")
    return see_other("reviews:interest-list")
