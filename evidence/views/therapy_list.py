"""The therapies that claims are about."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evidence.presenters.pictures import balances
from evidence.presenters.therapies import SIDES, agent_rows, read_therapy_address
from evidence.queries.facets import FACETS
from evidence.queries.matrix import Matrix
from evidence.views.picture import counted_claims, picture_frame


@login_not_required
@require_safe
def therapy_list(request: HttpRequest) -> HttpResponse:
    """Show every agent with the claims that resist it and those that reverse resistance."""
    address = read_therapy_address(dict(request.GET.lists()))
    claims = counted_claims(request, address)
    found = Matrix(claims, FACETS["agents"], FACETS["effect"], exact=address.filters.exact)
    effects = [effect for _, side in SIDES.values() for effect in side]
    cells = found.cells(found.rows.claims, effects)
    agents, left_off = agent_rows(found.rows, cells, address)
    context = picture_frame(request, address, claims) | {
        "agents": agents,
        "table": list(zip(agents, balances([row.numbers for row in agents]), strict=True)),
        "left_off": left_off,
        "sides": [label for label, _ in SIDES.values()],
    }
    return render(request, "evidence/therapy_list.html", context)
