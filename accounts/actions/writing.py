"""What every action on people shares: taking locks, and saying what does not fit."""

from collections.abc import Iterable, Sequence

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Q
from psycopg.errors import UniqueViolation

from accounts.details import LONGEST_PASSWORD, line_problem, taken
from accounts.models import Person
from ground.errors import Denied, Invalid, Missing, Problem

LABELS = {"username": "Sign-in name", "email": "E-mail address", "orcid": "ORCID iD"}


def stream_of(person: Person) -> str:
    """Return the name of the event stream of one account."""
    return f"person:{person.pk}"


def locked(*people: Person) -> list[Person]:
    """Lock the rows of `people` until the transaction ends and return them as they are now.

    Rows are locked in the order of their numbers, so that two actions never wait for each
    other. Raises Missing when one has gone.
    """
    return _in_order_of(people, _lock(Q(pk__in=[person.pk for person in people])))


def locked_with_administrators(*people: Person) -> tuple[list[Person], set[int]]:
    """Lock `people` and all administrators: return the people, and the administrators' numbers.

    Two administrators cannot remove each other at once: the second sees what the first did.
    """
    rows = _lock(Q(pk__in=[person.pk for person in people]) | Q(is_administrator=True))
    administrators = {row.pk for row in rows if row.is_administrator and row.is_active}
    return _in_order_of(people, rows), administrators


def _lock(condition: Q) -> list[Person]:
    # `no_key`: rows that merely point to a person, such as drafts, go on being written.
    return list(Person.objects.select_for_update(no_key=True).filter(condition).order_by("pk"))


def _in_order_of(people: Sequence[Person], rows: list[Person]) -> list[Person]:
    found = {row.pk: row for row in rows}
    if any(person.pk not in found for person in people):
        raise Missing("There is no such person. Nothing was changed.")
    return [found[person.pk] for person in people]


def allow(why_not: str) -> None:
    """Raise Denied with the sentence of a policy; do nothing where there is none."""
    if why_not:
        raise Denied(f"{why_not} Nothing was changed.")


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
    cause = error.__cause__
    broken = (cause.diag.constraint_name or "") if isinstance(cause, UniqueViolation) else ""
    for field, label in LABELS.items():
        if f"person_{field}" in broken:
            return Problem(field, taken(label, getattr(person, field)), "taken")
    raise error
