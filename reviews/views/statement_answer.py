"""Letting an author's statement stand, or turning it down."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from evidence.forms.claims import last
from evidence.views.see_other import see_other
from ground.errors import Denied, Invalid, Problem
from reviews.actions.statements import let_stand, turn_down
from reviews.models import Statement
from reviews.views.resending import keeps_what_is_typed
from reviews.views.statement_list import statements_page


@keeps_what_is_typed
@require_POST
def statement_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """With *stand* let it stand, else turn it down for the reason given."""
    editor = signed_in(request)
    if not editor.is_editor:
        raise Denied("Editors answer authors' statements, and you are not one here.")
    statement = get_object_or_404(Statement.objects.visible_to(editor), pk=pk)
    reason = last(request.POST, "reason")
    try:
        if "stand" in request.POST:
            let_stand(statement=statement, actor=editor)
            messages.success(request, "The statement stands beside its paper.")
        else:
            turn_down(statement=statement, reason=reason, actor=editor)
            messages.success(request, "The statement is turned down; its writer reads why.")
    except (Invalid, Denied) as error:
        message = error.problems[0].message if isinstance(error, Invalid) else error.message
        problems = [Problem(f"reason-{pk}", message)]
        status = 422 if isinstance(error, Invalid) else 403
        return statements_page(request, refused=pk, reason=reason, problems=problems, status=status)
    return see_other("reviews:statement-list")
