"""Signing in at ORCID or at a server of the institution: allauth's OpenID Connect, narrowed.

Nothing is asked of any host that is not named, nothing is kept but who the server says it is, and
nobody gets an account by it.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from accounts.actions.connections import connect
from accounts.models import Person
from accounts.servers import Server, why_not_ask
from ground.errors import Denied, Missing

SECONDS = 5.0
MOST_BYTES = 1024 * 1024
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


def server_named(name: str) -> Server:
    """Return the server called `name`; raise Missing where this site knows none."""
    for server in settings.SIGN_IN_SERVERS:
        if server.name == name:
            return server
    raise Missing("This site has no such way of signing in. Nothing was changed.")


@contextmanager
def trouble_said(server: Server) -> Iterator[None]:
    """Turn what goes wrong between this site and `server` into a sentence."""
    try:
        yield
    except (OAuth2Error, requests.RequestException) as error:
        raise _not_in_order(server.label) from error


def _not_in_order(label: str) -> Denied:
    return Denied(
        f"{label} could not be asked, or its answer was not in order. Nothing was changed. Try "
        "again in a while, or sign in another way. If it goes on, tell an administrator."
    )


class KnownHostsSession(requests.Session):
    """Asks the named hosts alone, follows no redirect, gives up after seconds and a megabyte."""

    def request(self, method: Any, url: Any, *args: Any, **options: Any) -> requests.Response:
        """Send one request and return its answer, read to its end."""
        hosts = tuple(host for server in settings.SIGN_IN_SERVERS for host in server.hosts)
        if reason := why_not_ask(str(url), hosts):
            raise requests.exceptions.InvalidURL(reason)
        until = time.monotonic() + SECONDS
        options |= {"timeout": SECONDS, "allow_redirects": False, "stream": True}
        with super().request(method, url, *args, **options) as answer:
            body = bytearray()
            for part in answer.iter_content(8192):
                body += part
                if len(body) > MOST_BYTES or time.monotonic() > until:
                    raise requests.exceptions.Timeout("The answer is too long, or too slow.")
            answer._content = bytes(body)
        return answer


class KnownServerAdapter(OpenIDConnectOAuth2Adapter):
    """Speaks with one of the named servers and checks the signature of what it says."""

    @property
    def openid_config(self) -> dict[str, str]:
        """Return the server's own description, which must speak of itself alone."""
        if not hasattr(self, "_openid_config"):
            server, told = server_named(self.provider_id), super().openid_config
            if str(told.get("issuer", "")).rstrip("/") != server.address:
                raise OAuth2Error("The server says that it is another one.")
            for name in _ENDPOINTS:
                if reason := why_not_ask(str(told.get(name, "")), server.hosts):
                    raise OAuth2Error(f"{name}: {reason}")
        return dict(self._openid_config)

    def get_callback_url(self, request: Any, app: Any) -> str:
        """Return where the server sends people back to."""
        path = reverse("accounts:sign-in-return", args=[self.provider_id])
        return str(request.build_absolute_uri(path))

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        try:
            told: dict[str, Any] = jwtkit.verify_and_decode(
                credential=id_token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        except (KeyError, ValueError, TypeError) as error:
            raise OAuth2Error("The server’s token cannot be read.") from error
        if not isinstance(told.get("sub"), str) or not 0 < len(told["sub"]) <= 191:
            raise OAuth2Error("The server does not say who it is.")
        return told

    def complete_login(self, request: Any, app: Any, token: Any, **kwargs: Any) -> Any:
        """Return who the signed token says it is; without one nobody is."""
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("The server sent no token that says who it is.")
        return super().complete_login(request, app, token, **kwargs)


class KnownServer(OpenIDConnectProvider):
    """One of the named servers. Of what it tells the subject alone is kept."""

    oauth2_adapter_class = KnownServerAdapter

    def extract_extra_data(self, data: Any) -> dict[str, Any]:
        """Keep nothing."""
        return {}

    def extract_common_fields(self, data: Any) -> dict[str, Any]:
        """Take over no name and no address."""
        return {}

    def extract_email_addresses(self, data: Any) -> list[Any]:
        """Believe no address: nobody is found by one."""
        return []


class KnownServersAdapter(DefaultSocialAccountAdapter):
    """Allauth with the servers of the settings, our session, and our refusals."""

    def list_apps(self, request: Any, provider: Any = None, client_id: Any = None) -> list[Any]:
        """Return the named servers; none comes out of the database."""
        return [
            SocialApp(
                provider=KnownServer.id,
                provider_id=server.name,
                name=server.label,
                client_id=server.client_id,
                secret=server.secret,
                settings={
                    "server_url": server.address,
                    "scope": ["openid"],
                    "fetch_userinfo": False,
                    "oauth_pkce_enabled": True,
                },
            )
            for server in settings.SIGN_IN_SERVERS
            if provider in (None, KnownServer.id, server.name)
            and client_id in (None, server.client_id)
        ]

    def get_provider(self, request: Any, provider: Any, client_id: Any = None) -> KnownServer:
        """Return the server called `provider`, or raise Missing."""
        apps = self.list_apps(request, provider, client_id)
        return KnownServer(request, app=apps[0] if apps else server_named(provider))

    def get_requests_session(self) -> KnownHostsSession:
        """Return what asks the servers."""
        return KnownHostsSession()

    def populate_user(self, request: Any, sociallogin: Any, data: Any) -> Person:
        """Leave the person empty, who is found or refused, and never made."""
        return Person()

    def is_open_for_signup(self, request: Any, sociallogin: Any) -> bool:
        """Sign-up is closed: an invitation makes an account."""
        return False

    def on_authentication_error(
        self, request: Any, provider: Any, error: Any = None, exception: Any = None,
        extra_context: Any = None,
    ) -> NoReturn:  # fmt: skip
        """Say what went wrong at the other server."""
        if error == "cancelled":
            raise Denied(f"{provider} was told not to say who you are. Nothing was changed.")
        if exception is None:
            raise Denied(
                "This way back from another server has been used, is too old, or was begun in "
                "another browser. Nothing was changed. Begin again."
            )
        raise _not_in_order(str(provider)) from exception

    def pre_social_login(self, request: Any, sociallogin: Any) -> None:
        """Connect, where that was asked for; refuse whom nobody here knows."""
        if sociallogin.state.get("process") == "connect":
            account, person = sociallogin.account, request.user
            if not isinstance(person, Person):
                raise Denied("You are signed out. Nothing was changed. Sign in, then try again.")
            connect(server=account.provider, uid=account.uid, actor=person)
            messages.success(request, f"{sociallogin.provider} is connected: it signs you in.")
            raise ImmediateHttpResponse(redirect("accounts:security"))
        if not sociallogin.is_existing:
            raise Denied(
                f"No account here is connected with this account of {sociallogin.provider}, so "
                "you were not signed in. Have you an account? Sign in with its password, then "
                "connect the two in your settings under “Sign-in”. Have you none? Accounts come "
                "by invitation: ask an administrator."
            )
