"""Setting up an authenticator app."""

import base64
from io import BytesIO

import qrcode
from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from qrcode.image.svg import SvgPathFillImage

from accounts import totp
from accounts.actions.factors import set_up_app
from accounts.forms.fields import show_refusal
from accounts.forms.security import AppForm
from accounts.policies import why_no_password
from accounts.presenters import problems_of
from accounts.views.confirming import confirmed
from accounts.views.signed_in import signed_in
from ground.errors import Denied, Invalid

_SECRET = "app_secret"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@confirmed
@rate_limit(action="reauthenticate")
def app_set_up(request: HttpRequest) -> HttpResponse:
    """Show the secret as a picture and in letters; on POST take the first code."""
    person = signed_in(request)
    if reason := why_no_password(person):
        raise Denied(reason)
    # In the session, so that a wrong code or a reload does not ask to scan again.
    secret = request.session.setdefault(_SECRET, totp.new_secret())
    form = AppForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            set_up_app(secret=secret, code=form.cleaned_data["code"], actor=person)
        except Invalid as refusal:
            show_refusal(form, refusal)
        else:
            del request.session[_SECRET]
            messages.success(request, "Your app is set up. Keep these codes for when it is gone.")
            return redirect("accounts:recovery-codes")
    address = totp.address_for(secret, site=settings.SITE_NAME, username=person.username)
    context = {
        "form": form,
        "problems": problems_of(form),
        "secret": totp.in_fours(secret),
        "address": address,
        "picture": _picture(address),
    }
    return render(request, "accounts/app_set_up.html", context, status=422 if form.errors else 200)


def _picture(address: str) -> str:
    """Return a QR code as the address of an image that holds itself."""
    drawn = BytesIO()
    qrcode.make(address, image_factory=SvgPathFillImage).save(drawn)
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.getvalue()).decode()}"
