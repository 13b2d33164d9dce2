"""Coming back from another server."""

from allauth.decorators import rate_limit
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.sign_in_elsewhere import KnownServerAdapter, server_named, trouble_said
from accounts.views.going_on import refused_page
from ground.errors import Denied


@login_not_required
@never_cache
@require_safe
@rate_limit(action="login", limit_get=True)
def sign_in_return(request: HttpRequest, server: str) -> HttpResponse:
    """Sign in, or connect, whoever the server says it is; or say why not."""
    known = server_named(server)
    view = OAuth2CallbackView.adapter_view(KnownServerAdapter(request, known.name))
    try:
        with trouble_said(known):
            return view(request)
    except Denied as refusal:
        return refused_page(request, refusal)
