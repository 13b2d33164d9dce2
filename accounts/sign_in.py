"""How allauth behaves here: accounts come from invitations, messages from our own pages."""

from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.stages import LoginStage
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import Person
from accounts.queries import asks_for_factor
from accounts.sealing import seal, unseal
from ground.errors import Denied


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Allauth without sign-up, e-mail, or redirects to other hosts."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": (
            "Sign-in name and password do not fit together. Check both, capital letters included. "
            "If you have forgotten the password, an administrator can make you a link."
        ),
        "too_many_login_attempts": (
            "There were too many wrong passwords or codes for this name or from this place. "
            "Wait five minutes, then try again."
        ),
        "account_inactive": (
            "This account is closed, so you were not signed in. What you entered is kept. "
            "Ask an administrator to open the account again."
        ),
    }

    def is_open_for_signup(self, request: Any) -> bool:
        """Sign-up is closed: an invitation makes an account."""
        return False

    def get_login_stages(self) -> list[str]:
        """Return what stands between a password and being signed in."""
        return ["accounts.sign_in.SecondFactorStage"]

    def respond_user_inactive(self, request: Any, user: Any) -> NoReturn:
        """Refuse a closed account, whatever it was opened with."""
        raise Denied(str(self.error_messages["account_inactive"]))

    def login(self, request: Any, user: Any) -> None:
        """Sign in; an account may have been closed between the password and the code."""
        if not user.is_active:
            self.respond_user_inactive(request, user)
        super().login(request, user)

    def authenticate(self, request: Any, **credentials: Any) -> Any:
        """Return who the credentials belong to, or None; a closed account says that it is."""
        person = super().authenticate(request, **credentials)
        if person is not None and not person.is_active:
            raise self.validation_error("account_inactive")
        return person

    def is_safe_url(self, url: str) -> bool:
        """Say whether `url` stays on this very host, whatever other names the host has."""
        request = context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: the page one arrives at shows who is signed in."""


class SecondFactorStage(LoginStage):
    """Asks for a code or a passkey after the password, where one was set up."""

    key = "second_factor"
    urlname = "accounts:sign-in-factor"

    def handle(self) -> tuple[Any, bool]:
        """Go on, or to the page that asks; a passkey alone is two factors already."""
        if self.login.state.get("by_passkey") or not asks_for_factor(self.login.user):
            return None, True
        return redirect(self.urlname), True


class SecondFactorAdapter(DefaultMFAAdapter):
    """Allauth's second factors, sealed, under the names of this site."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": (
            "This passkey is not one of this site, or the page was open too long. Try again; if "
            "it goes on, sign in with your password."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret before it is kept."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Read a sealed secret."""
        return unseal(encrypted_text)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return the site as browsers name it where passkeys are kept."""
        return {**super().get_public_key_credential_rp_entity(), "name": settings.SITE_NAME}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """Return the person as browsers name them where passkeys are kept."""
        known = super().get_public_key_credential_user_entity(user)
        return {**known, "name": user.username}


def display_name(person: Person) -> str:
    """Return the name allauth shows."""
    return str(person)
