"""Inviting people, and accepting an invitation."""

import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.db import IntegrityError, transaction

from accounts.actions.appointing import known_roles
from accounts.actions.writing import (
    allow,
    locked,
    password_problems,
    problem_taken,
    refuse,
    stream_of,
)
from accounts.details import (
    LONGEST_NOTE,
    email_problem,
    line_problem,
    name_problem,
    one_line,
    username_problem,
)
from accounts.models import Invitation, Person
from accounts.policies import why_not_administer, why_not_withdraw
from accounts.queries import open_one
from ground import clock, events
from ground.canonical import sha256_hex
from ground.errors import Missing, Problem

VALID_FOR = timedelta(days=7)


@transaction.atomic
def invite(*, roles: Iterable[str], note: str, actor: Person) -> tuple[Invitation, str]:
    """Make an invitation for `VALID_FOR` and return it with its secret, which is not kept.

    `note` is for administrators: whom it is for. Raises Denied for whoever may not invite.
    """
    (actor,) = locked(actor)
    allow(why_not_administer(actor))
    roles, note = known_roles(roles), one_line(note)
    refuse([Problem("note", line_problem("Note", note, LONGEST_NOTE))])
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        token_hash=sha256_hex(token),
        roles=roles,
        note=note,
        invited_by=actor,
        expires_at=clock.now() + VALID_FOR,
    )
    data = {"invitation": invitation.pk, "roles": roles}
    events.record(stream=stream_of(actor), verb="invite", data=data, actor=actor)
    return invitation, token


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, actor: Person) -> Invitation:
    """Make the link of `invitation` open nothing any more; raise Denied with the reason."""
    (actor,) = locked(actor)
    current = Invitation.objects.select_for_update().filter(pk=invitation.pk).first()
    if current is None:
        raise Missing("There is no such invitation. Nothing was changed.")
    now = clock.now()
    allow(why_not_withdraw(actor, current, now))
    current.withdrawn_at = now
    current.save(update_fields=["withdrawn_at"])
    data = {"invitation": current.pk}
    events.record(stream=stream_of(actor), verb="withdraw-invitation", data=data, actor=actor)
    return current


@transaction.atomic
def accept_invitation(
    *, token: str, username: str, name: str, password: str, email: str = ""
) -> Person:
    """Make the account that the secret `token` is for, with the roles of its invitation.

    Works once: of two at the same moment one wins. Raises Missing for an unknown secret, Stale
    for a used one, Denied for an expired or withdrawn one, Invalid with every detail that does
    not fit.
    """
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("invited_by")
    invitation = open_one(rows, token)
    person = Person(
        username=Person.normalize_username(username.strip()),
        name=one_line(name),
        email=Person.objects.normalize_email(one_line(email)) or None,
        roles=invitation.roles,
    )
    _refuse_details(person, password)
    person.set_password(password)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError as error:
        refuse([problem_taken(error, person)])
    invitation.accepted_by, invitation.accepted_at = person, clock.now()
    invitation.save(update_fields=["accepted_by", "accepted_at"])
    data = {"invitation": invitation.pk, "roles": person.roles}
    events.record(stream=stream_of(person), verb="join", data=data, actor=person)
    return person


def _refuse_details(person: Person, password: str) -> None:
    details = [
        Problem("username", username_problem(person.username)),
        Problem("name", name_problem(person.name)),
        Problem("email", email_problem(person.email or "")),
    ]
    refuse([*details, *password_problems(password, person=person)])
