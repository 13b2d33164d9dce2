"""The page on which an editor withdraws a release."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.forms.fields import show_refusal
from accounts.presenters import problems_of
from accounts.views.signed_in import signed_in
from evidence.views.see_other import see_other
from ground.errors import Denied, Invalid
from releases.actions.withdraw_release import withdraw_release
from releases.forms import WithdrawForm
from releases.policies import why_not_withdraw
from releases.views.release_detail import release_or_404


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def release_withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Ask for the reason and the number; withdraw."""
    actor = signed_in(request)
    if sentence := why_not_withdraw(actor):
        raise Denied(sentence)
    release = release_or_404(number)
    form = WithdrawForm(request.POST or None)
    status = 200
    if request.method == "POST":
        form = WithdrawForm(request.POST)
        form.full_clean()
        asked = {name: str(form.cleaned_data[name]) for name in form.fields}
        try:
            withdraw_release(release=release, **asked, actor=actor)
        except Invalid as refusal:
            show_refusal(form, refusal)
            status = 422
        else:
            messages.success(request, f"{release.label} is withdrawn.")
            return see_other("releases:release-list")
    problems = problems_of(form) if form.is_bound else []
    context = {"release": release, "form": form, "problems": problems}
    return render(request, "releases/release_withdraw.html", context, status=status)
