"""What people fill in to prove who they are, and to set up how."""

from typing import Any

from allauth.mfa.base.internal.flows import check_rate_limit
from django import forms
from django.core.exceptions import ValidationError

from accounts.actions.factors import LONGEST_PASSKEY_NAME, use_code
from accounts.forms.fields import Line, Password
from accounts.models import Person

_LONGEST_CODE = 40


def _code(label: str, help_text: str, missing: str) -> Line:
    return Line(
        label=label,
        longest=_LONGEST_CODE,
        missing=missing,
        help_text=help_text,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        ),
    )


class FactorForm(forms.Form):
    """A code asked after the password; five wrong ones make everybody wait."""

    code = _code(
        "Code",
        "The six digits of your authenticator app, or a recovery code of eight.",
        "Code: type the six digits of your app, or a recovery code.",
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_code(self) -> str:
        """Spend the code."""
        forget_attempts = check_rate_limit(self.person)
        code: str = self.cleaned_data["code"]
        if use_code(code=code, actor=self.person) is None:
            raise ValidationError(
                "Code: this one does not fit, or has been used: each works once. Wait for the "
                "next one of your app, or take a recovery code you have not used yet."
            )
        forget_attempts()
        return code


class AppForm(forms.Form):
    """The first code of an authenticator app."""

    code = _code(
        "Code",
        "The six digits that the app shows now.",
        "Code: type the six digits that the app shows now.",
    )


class PasskeyForm(forms.Form):
    """A new passkey: its name, and what the browser says of it."""

    name = Line(
        label="Name",
        longest=LONGEST_PASSKEY_NAME,
        help_text="Which device it is on, so that you know which one to remove.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ConfirmForm(forms.Form):
    """The password once more, before a change to how one signs in."""

    password = Password(
        label="Password",
        autocomplete="current-password",
        missing="Password: type your password.",
    )
