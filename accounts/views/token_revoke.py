"""Revoking one's own token."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.actions.tokens import revoke_token
from accounts.models import Token
from accounts.views.signed_in import signed_in


@require_POST
def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke a token at once, without asking: a new one is made in a moment."""
    token = get_object_or_404(Token.objects.visible_to(signed_in(request)), pk=pk)
    revoke_token(token=token, actor=signed_in(request))
    messages.success(request, f"“{token.name}” was revoked. It opens nothing any more.")
    return redirect("accounts:token-list")
