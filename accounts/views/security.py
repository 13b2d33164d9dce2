"""How one signs in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.policies import why_no_password
from accounts.presenters import ways_in
from accounts.views.signed_in import signed_in


@never_cache
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Show the password, the app, the passkeys and the recovery codes, and what can be done."""
    person = signed_in(request)
    context = {"ways": ways_in(person), "why_none": why_no_password(person)}
    return render(request, "accounts/security.html", context)
