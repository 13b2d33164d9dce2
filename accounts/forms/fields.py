"""The fields of our plain forms: they say what is wrong in the same words as the actions."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator

from accounts.details import LONGEST_PASSWORD, line_problem
from accounts.enums import Role
from ground.errors import Invalid


class Line(forms.CharField):
    """One line of text, of at most `longest` characters that can all be seen."""

    def __init__(self, *, longest: int, missing: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("required", bool(missing))
        kwargs.setdefault("label_suffix", "")
        super().__init__(error_messages={"required": missing}, **kwargs)
        self.longest = longest
        # Ours says where the character is and what to do about it.
        self.validators = [
            known
            for known in self.validators
            if not isinstance(known, ProhibitNullCharactersValidator)
        ]
        self.validators.append(self._refuse_what_cannot_be_stored)

    def _refuse_what_cannot_be_stored(self, text: str) -> None:
        if problem := line_problem(str(self.label), text, self.longest):
            raise ValidationError(problem)


class Password(Line):
    """A password: never shown again, and kept with its spaces."""

    def __init__(self, *, autocomplete: str, **kwargs: Any) -> None:
        kwargs.setdefault("longest", LONGEST_PASSWORD)
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(widget=widget, strip=False, **kwargs)


class Roles(forms.MultipleChoiceField):
    """Any set of roles, none included."""

    def __init__(self) -> None:
        message = f"Roles: choose from {', '.join(Role.values)}."
        super().__init__(
            choices=Role.choices,
            required=False,
            label="Roles",
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": message, "invalid_list": message},
        )


def show_refusal(form: forms.Form, refusal: Invalid) -> None:
    """Put what an action found wrong beside the fields it is about."""
    for problem in refusal.problems:
        form.add_error(problem.field if problem.field in form.fields else None, problem.message)
    if not refusal.problems:
        form.add_error(None, refusal.message)
