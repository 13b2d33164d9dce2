"""Taking one's own statement back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from evidence.views.see_other import see_other
from reviews.actions.statements import take_back
from reviews.models import Statement


@require_POST
def statement_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the statement back; 404 for whoever did not make it."""
    own = Statement.objects.visible_to(signed_in(request)).filter(person=signed_in(request))
    statement = get_object_or_404(own.select_related("citation"), pk=pk)
    take_back(statement=statement, actor=signed_in(request))
    messages.success(request, "The statement is taken back.")
    return see_other("reviews:statement-make", statement.citation.key)
