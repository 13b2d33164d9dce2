"""How the reader wants the list of claims, remembered."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from evidence.actions.searches import remember_layout
from evidence.list_columns import Layout
from evidence.presenters.addresses import LAYOUT, query_of, read_item_address
from evidence.presenters.listing import WHOLE, asked_layout


@require_POST
def list_layout(request: HttpRequest) -> HttpResponse:
    """Remember columns and order, and show the list so, under the filters it had."""
    given = {name: texts for name, texts in request.POST.lists() if name != "csrfmiddlewaretoken"}
    address = read_item_address(given, LAYOUT)
    layout = asked_layout(address.more) or Layout()
    remember_layout(layout=layout, actor=signed_in(request))
    query = query_of(replace(address.filters, also=layout.pairs))
    return redirect(reverse("evidence:item-list") + (query if query != "?" else WHOLE))
