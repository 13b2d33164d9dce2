"""What may be written in the fields that describe a person."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.reserved import is_reserved

LONGEST_USERNAME = 150
LONGEST_NAME = 200
LONGEST_EMAIL = 254
LONGEST_NOTE = 200
LONGEST_ORCID = 60
# Long enough for any passphrase; more would only keep the hash function busy.
LONGEST_PASSWORD = 500

# Control characters, line separators and the marks that turn the writing direction around.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_USERNAME = re.compile(r"[\w.@+-]+")


def one_line(text: str) -> str:
    """Return `text` in one normal form, without spaces around it."""
    return unicodedata.normalize("NFC", text).strip()


def line_problem(label: str, text: str, longest: int) -> str:
    """Return what is wrong with `text` as one line typed into the field `label`, or ""."""
    if len(text) > longest:
        return (
            f"{label}: {len(text):,} characters are more than the {longest:,} that fit. Shorten it."
        )
    if found := _UNSEEN.search(text):
        return (
            f"{label}: character {found.start() + 1} (U+{ord(found.group()):04X}) cannot be seen "
            "or stored. Delete it and try again."
        )
    return ""


def name_problem(name: str) -> str:
    """Return what is wrong with the name other people are to see, or ""."""
    if not name:
        return "Name: type the name that other people here are to see."
    return line_problem("Name", name, LONGEST_NAME)


def username_problem(username: str) -> str:
    """Return what is wrong with a sign-in name, apart from being taken, or ""."""
    if not username:
        return "Sign-in name: choose one, such as ada.lovelace."
    if problem := line_problem("Sign-in name", username, LONGEST_USERNAME):
        return problem
    if not _USERNAME.fullmatch(username):
        return "Sign-in name: use letters, digits and . @ + - _ only, without spaces."
    if is_reserved(username):
        return taken("Sign-in name", username)
    return ""


def email_problem(email: str) -> str:
    """Return what is wrong with an e-mail address, or ""; none at all is fine."""
    if not email:
        return ""
    if problem := line_problem("E-mail address", email, LONGEST_EMAIL):
        return problem
    try:
        validate_email(email)
    except ValidationError:
        return (
            f"E-mail address: “{email[:60]}” is not one. Expected is a form like ada@example.org."
        )
    return ""


def taken(label: str, text: str) -> str:
    """Return the sentence for something another account already has."""
    return f"{label}: “{text}” belongs to another account. Choose another one."
