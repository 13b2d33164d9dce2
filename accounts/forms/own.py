"""What people fill in about themselves."""

from django import forms

from accounts.actions.tokens import LIFETIMES, LONGEST_TOKEN_NAME
from accounts.details import LONGEST_EMAIL, LONGEST_NAME, LONGEST_ORCID, LONGEST_USERNAME
from accounts.enums import Scope
from accounts.forms.fields import Line, Password

NEW_PASSWORD_HINT = "At least ten characters. A few unrelated words are easy to remember."


def _name() -> Line:
    return Line(
        label="Name",
        longest=LONGEST_NAME,
        missing="Name: type the name that other people here are to see.",
        help_text="As other people here are to see it.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


def _email() -> Line:
    return Line(
        label="E-mail address",
        longest=LONGEST_EMAIL,
        help_text="Optional. Only you and the administrators see it.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


def _new_password(label: str = "Password") -> Password:
    return Password(
        label=label,
        autocomplete="new-password",
        missing=f"{label}: choose one of at least ten characters.",
        help_text=NEW_PASSWORD_HINT,
    )


class JoinForm(forms.Form):
    """An invited person's own account."""

    username = Line(
        label="Sign-in name",
        longest=LONGEST_USERNAME,
        missing="Sign-in name: choose one, such as ada.lovelace.",
        help_text="Letters, digits and . @ + - _ only.",
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    name = _name()
    email = _email()
    password = _new_password()


class ProfileForm(forms.Form):
    """A person's own profile."""

    name = _name()
    email = _email()
    orcid = Line(
        label="ORCID iD",
        longest=LONGEST_ORCID,
        help_text="Optional. The number or the link from your ORCID page.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    consents_to_be_named = forms.BooleanField(
        label="Name me among the contributors of releases",
        required=False,
        help_text=(
            "With your ORCID iD where you gave one, never with what you wrote, reviewed or "
            "decided. A release that is out keeps the name; you can take it back for the next one."
        ),
    )


class PasswordSetForm(forms.Form):
    """A password set through a link."""

    password = _new_password("New password")


class PasswordChangeForm(forms.Form):
    """A password replaced by somebody who knows it."""

    current = Password(
        label="Current password",
        autocomplete="current-password",
        missing="Current password: type it, so that nobody else changes it at your desk.",
    )
    password = _new_password("New password")


class TokenForm(forms.Form):
    """A new token for a program."""

    name = Line(
        label="Name",
        longest=LONGEST_TOKEN_NAME,
        missing="Name: say which program or machine it is for, such as “lab notebook”.",
        help_text="Which program or machine it is for, so that you know which one to revoke.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label="Besides reading it may",
        label_suffix="",
        required=False,
        choices=[(scope.value, scope.label) for scope in Scope if scope != Scope.READ],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(
        label="Valid for",
        label_suffix="",
        coerce=int,
        choices=[(days, f"{days} days") for days in LIFETIMES],
        initial=90,
        error_messages={
            "required": "Valid for: choose for how long.",
            "invalid_choice": f"Valid for: choose {', '.join(map(str, LIFETIMES))} days.",
        },
    )
