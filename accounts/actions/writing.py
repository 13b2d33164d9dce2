"""What every action on people shares: taking locks, and saying what does not fit."""

from collections.abc import Iterable

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.details import LONGEST_PASSWORD, line_problem, taken
from accounts.models import Person
from ground.errors import Invalid, Missing, Problem

LABELS = {"username": "Sign-in name", "email": "E-mail address", "orcid": "ORCID iD"}


def stream_of(person: Person) -> str:
    """Return the name of the event stream of one account."""
    return f"person:{person.pk}"


def locked(*people: Person) -> list[Person]:
    """Lock the rows of `people` until the transaction ends and return them as they are now.

    Rows are locked in the order of their numbers, so that two actions never wait for each
    other. Raises Missing when one has gone.
    """
    numbers = {person.pk for person in people}
    rows = Person.objects.select_for_update().filter(pk__in=numbers).order_by("pk")
    found = {person.pk: person for person in rows}
    if len(found) < len(numbers):
        raise Missing("There is no such person. Nothing was changed.")
    return [found[person.pk] for person in people]


def refuse(problems: Iterable[Problem]) -> None:
    """Raise Invalid with all problems that say something; do nothing when none does."""
    found = [problem for problem in problems if problem.message]
    if found:
        raise Invalid("Nothing was saved: " + found[0].message, found)


def password_problems(password: str, *, person: Person, field: str = "password") -> list[Problem]:
    """Return what makes `password` a bad one for `person`, who need not be saved yet."""
    if problem := line_problem("Password", password, LONGEST_PASSWORD):
        return [Problem(field, problem)]
    try:
        validate_password(password, user=person)
    except ValidationError as error:
        return [Problem(field, f"Password: {message}") for message in error.messages]
    return []


def problem_taken(error: IntegrityError, person: Person) -> Problem:
    """Return which detail of `person` another account already has; re-raise any other error."""
    for field, label in LABELS.items():
        if f"person_{field}" in str(error):
            return Problem(field, taken(label, getattr(person, field)), "taken")
    raise error
