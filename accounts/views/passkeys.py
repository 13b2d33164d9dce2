"""Reading what a browser says of a passkey, which anybody may have written."""

from typing import Any

from django import forms

from ground.errors import Invalid, Problem

UNREADABLE = (
    "What the browser sent is no passkey of this site. Nothing was saved. Try again, or use your "
    "password."
)


def checked(form: forms.Form, field: str) -> Any:
    """Return what allauth made of the `field` of its form; raise Invalid with what is wrong.

    Its reader takes the structure on trust, so that any misshapen one ends in one of these errors.
    """
    try:
        is_valid = form.is_valid()
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise Invalid(UNREADABLE, [Problem("", UNREADABLE)]) from error
    if not is_valid:
        code = next((e.code for errors in form.errors.as_data().values() for e in errors), "") or ""
        messages = [str(message) for errors in form.errors.values() for message in errors]
        raise Invalid(messages[0], [Problem("", message, code) for message in messages])
    return form.cleaned_data[field]
