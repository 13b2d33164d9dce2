"""The page that asks for the password once more."""

from allauth.decorators import rate_limit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.forms.security import ConfirmForm
from accounts.presenters import problems_of
from accounts.views.confirming import is_confirmed, note_confirmed
from accounts.views.onward import onward
from accounts.views.signed_in import signed_in


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="reauthenticate")
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask for the password, remember for a while that it was right, and go on."""
    next_url = onward(request)
    if is_confirmed(request):
        return redirect(next_url)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if signed_in(request).check_password(form.cleaned_data["password"]):
            note_confirmed(request)
            return redirect(next_url)
        form.add_error("password", "Password: this is not it. Nothing was changed.")
    context = {"form": form, "problems": problems_of(form), "next_url": next_url}
    return render(request, "accounts/confirm.html", context, status=422 if form.errors else 200)
