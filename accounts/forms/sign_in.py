"""Signing in by name and password."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms

from accounts.details import LONGEST_USERNAME
from accounts.forms.fields import Line, Password


class SignInForm(LoginForm):
    """Allauth's sign-in with its rate limits and stages, in our words and fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {
            "login": Line(
                label="Sign-in name",
                longest=LONGEST_USERNAME,
                missing="Sign-in name: type the name you chose for signing in.",
                widget=forms.TextInput(
                    attrs={"autocomplete": "username", "autocapitalize": "none"}
                ),
            ),
            "password": Password(
                label="Password",
                autocomplete="current-password",
                missing="Password: type your password.",
            ),
            "remember": forms.BooleanField(
                label="Stay signed in on this computer for two weeks", required=False
            ),
        }
