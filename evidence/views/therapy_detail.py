"""One therapy: the mechanisms of resistance and what reverses them."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from evidence.models import Term
from evidence.presenters.therapies import mechanisms_of, read_therapy_address
from evidence.queries.terms import with_narrower
from evidence.queries.therapies import therapy_of
from evidence.views.picture import counted_claims, picture_frame


@login_not_required
@require_safe
def therapy_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what promotes resistance to an agent and what reverses it, mechanism by mechanism."""
    agent = get_object_or_404(Term, pk=pk, vocabulary="agent")
    wider = with_narrower([agent.pk])
    address = read_therapy_address(dict(request.GET.lists()), agent, wider)
    claims = counted_claims(request, address)
    found = therapy_of(claims.versions, exact=address.filters.exact)
    context = picture_frame(request, address, claims) | {
        "agent": agent,
        "narrower": len(wider[agent.pk]) - 1,
        "mechanisms": mechanisms_of(found, address),
        "whole_href": address.list_href({}),
        "whole_number": claims.versions.count(),
    }
    return render(request, "evidence/therapy_detail.html", context)
