"""One's recovery codes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions.factors import recovery_codes_of, renew_recovery_codes
from accounts.sealing import Unreadable
from accounts.views.confirming import confirmed
from accounts.views.signed_in import signed_in
from ground.errors import Missing


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@confirmed
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Show the codes that are not used yet; on POST replace all of them."""
    person = signed_in(request)
    if request.method == "POST":
        renew_recovery_codes(actor=person)
        messages.success(request, "These are your new codes; the ones before open nothing.")
        return redirect("accounts:recovery-codes")
    try:
        codes = recovery_codes_of(person)
    except Unreadable as error:
        raise Missing(
            "Your recovery codes cannot be read, because the key of this site was changed since. "
            "Nothing was changed. Make new ones on the page before."
        ) from error
    return render(request, "accounts/recovery_codes.html", {"codes": codes})
