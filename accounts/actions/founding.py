"""The first administrator, made by whoever runs the server: there is nobody to ask yet."""

from django.db import IntegrityError, transaction

from accounts.actions.writing import password_problems, problem_taken, refuse, stream_of
from accounts.details import name_problem, one_line, username_problem
from accounts.models import Person
from ground import events
from ground.errors import Problem


@transaction.atomic
def make_administrator(*, username: str, name: str, password: str | None) -> Person:
    """Make and return an administrator; without a password one is set later by a link.

    The one action without an actor: it belongs to the command line of the server. Raises
    Invalid with every detail that does not fit.
    """
    person = Person(
        username=Person.normalize_username(username.strip()),
        name=one_line(name),
        is_administrator=True,
    )
    problems = [
        Problem("username", username_problem(person.username)),
        Problem("name", name_problem(person.name)),
    ]
    if password is not None:
        problems += password_problems(password, person=person)
    refuse(problems)
    person.set_password(password)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError as error:
        refuse([problem_taken(error, person)])
    data = {"roles": [], "administrator": True, "by": "command line"}
    events.record(stream=stream_of(person), verb="found", data=data, actor=person)
    return person
