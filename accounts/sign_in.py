"""How allauth behaves here: accounts come from invitations, messages from our own pages."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import Person


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Allauth without sign-up, e-mail, or redirects to other hosts."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": (
            "Sign-in name and password do not fit together. Check both, capital letters included. "
            "If you have forgotten the password, an administrator can make you a link."
        ),
        "too_many_login_attempts": (
            "There were too many wrong passwords for this name or from this place. "
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


def display_name(person: Person) -> str:
    """Return the name allauth shows."""
    return str(person)
