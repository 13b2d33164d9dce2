"""The sign-in page."""

from allauth.decorators import rate_limit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.forms.sign_in import SignInForm
from accounts.presenters import demo_doors, problems_of, sign_in_servers
from accounts.views.onward import onward


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="login")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in by name and password, or through a door of the demonstration."""
    next_url = onward(request)
    if request.user.is_authenticated:
        return redirect(next_url)
    form = SignInForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        return form.login(request, redirect_url=next_url)
    return sign_in_page(request, form)


def sign_in_page(
    request: HttpRequest, form: SignInForm | None = None, *, problem: str = ""
) -> HttpResponse:
    """Return the page; `problem` is what was wrong with another way of signing in."""
    form = form or SignInForm(request=request)
    problems = [{"message": problem, "id": form["login"].auto_id}] if problem else []
    context = {
        "form": form,
        "problems": problems or problems_of(form),
        "next_url": onward(request),
        "doors": demo_doors(),
        "servers": sign_in_servers(),
    }
    status = 422 if problem else _status(form)
    return render(request, "accounts/sign_in.html", context, status=status)


def _status(form: SignInForm) -> int:
    if form.has_error("__all__", code="too_many_login_attempts"):
        return 429
    return 422 if form.errors else 200
