"""Passwords, which are forgotten: links made by an administrator stand in for e-mail."""

from typing import NamedTuple

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.actions.writing import allow, locked, password_problems, refuse, stream_of
from accounts.models import Person
from accounts.policies import why_no_password, why_not_reset
from accounts.queries import person_by_reset_key
from ground import events
from ground.errors import Problem


class ResetKey(NamedTuple):
    """What the address of a set-password link is made of: /reset/<uid>/<token>/."""

    uid: str
    token: str


def key_for(person: Person) -> ResetKey:
    """Return the key to the password of `person`; it dies with its use, a sign-in, or a day."""
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    return ResetKey(uid, default_token_generator.make_token(person))


@transaction.atomic
def reset_password_link(*, person: Person, actor: Person) -> ResetKey:
    """Return the key of a link with which `person` sets a new password; raise Denied with why not.

    It is not kept, so it is shown once. The old password works until the new one is set.
    """
    actor, person = locked(actor, person)
    allow(why_not_reset(actor, person))
    events.record(stream=stream_of(person), verb="make-reset-link", actor=actor)
    return key_for(person)


@transaction.atomic
def set_password(*, uid: str, token: str, password: str) -> Person:
    """Set the password of whom the link is for, and return them. The link works once.

    Raises Denied for a link that is used, expired or wrong, and Invalid for a weak password.
    """
    (person,) = locked(person_by_reset_key(uid, token))
    # Looked up again under the lock: of two at the same moment one wins.
    person_by_reset_key(uid, token)
    refuse(password_problems(password, person=person))
    return _write(person, password)


@transaction.atomic
def change_password(*, current: str, password: str, actor: Person) -> Person:
    """Replace the password of `actor`, who proves to know the current one.

    Raises Denied where there can be none, Invalid for a wrong or a weak one.
    """
    (person,) = locked(actor)
    allow(why_no_password(person))
    problems = password_problems(password, person=person)
    if not person.check_password(current):
        wrong = "Current password: this is not it. Your password was not changed."
        problems.insert(0, Problem("current", wrong))
    refuse(problems)
    return _write(person, password)


def _write(person: Person, password: str) -> Person:
    person.set_password(password)
    person.save(update_fields=["password"])
    events.record(stream=stream_of(person), verb="set-password", actor=person)
    return person
