"""Who asks: the person of a token, or of the session a browser has."""

from typing import Any

from django.http import HttpRequest
from rest_framework.authentication import BaseAuthentication, SessionAuthentication

from accounts.actions.tokens import PREFIX, note_use
from accounts.enums import Scope
from accounts.models import Person, Token
from accounts.policies import why_token_opens_nothing
from accounts.queries import token_by
from ground import clock

from .refusals import OutOfScope, Refused, Unknown

_MAKE_ONE = "Make a new one at /me/tokens/."


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer evd_…`; it wins over a session that comes with it."""

    def authenticate(self, request: Any) -> tuple[Person, Token] | None:
        """Return person and token; None without the header, a refusal for one that fits none."""
        header = request.headers.get("Authorization", "")
        if not header:
            return None
        scheme, _, secret = header.partition(" ")
        if scheme.lower() != "bearer" or not secret.startswith(PREFIX):
            detail = f"The Authorization header holds no token: expected is “Bearer {PREFIX}…”."
            raise Unknown(detail, code="token_malformed")
        token = token_by(secret.strip())
        if token is None:
            raise Unknown("There is no such token.", code="token_unknown", hint=_MAKE_ONE)
        if sentence := why_token_opens_nothing(token, clock.now()):
            raise Unknown(sentence, code="token_opens_nothing", hint=_MAKE_ONE)
        note_use(token=token)
        return token.person, token

    def authenticate_header(self, request: Any) -> str:
        """Return the WWW-Authenticate header of a 401."""
        return 'Bearer realm="EVidence"'


class BrowserAuthentication(SessionAuthentication):
    """The session of a signed-in browser; a write needs the CSRF token too."""

    def enforce_csrf(self, request: Any) -> None:
        """Refuse a write that did not come from our own pages."""
        try:
            super().enforce_csrf(request)
        except Exception as error:
            raise _ForeignForm(
                "A write by session needs the header X-CSRFToken. Nothing was changed.",
                hint="Programs send a token instead, made at /me/tokens/.",
            ) from error


class _ForeignForm(Refused):
    status_code = 403
    default_code = "csrf"


def writer_of(request: HttpRequest, *scopes: str) -> Person:
    """Return who writes; refuse visitors, and tokens made for none of `scopes`."""
    if not isinstance(request.user, Person):
        raise Unknown
    token = getattr(request, "auth", None)
    if isinstance(token, Token) and scopes and not set(scopes) & set(token.scopes):
        wanted = " or ".join(f"“{Scope(scope).value}”" for scope in scopes)
        raise OutOfScope(
            f"This token may not do that: it lacks the scope {wanted}. Nothing was changed.",
            hint="Make a token with that scope at /me/tokens/.",
        )
    return request.user
