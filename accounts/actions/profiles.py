"""What people write about themselves."""

from django.db import IntegrityError, transaction

from accounts.actions.writing import allow, locked, problem_taken, refuse, stream_of
from accounts.details import email_problem, name_problem, one_line
from accounts.models import Person
from accounts.orcid import normal_orcid, orcid_problem
from accounts.policies import why_not_update_profile
from accounts.queries import connections_of
from accounts.servers import ORCID
from ground import events
from ground.errors import Problem

FIELDS = ("name", "email", "orcid", "consents_to_be_named")


@transaction.atomic
def update_profile(
    *,
    person: Person,
    name: str,
    email: str,
    orcid: str,
    consents_to_be_named: bool | None = None,
    actor: Person,
) -> Person:
    """Write name, e-mail address and ORCID iD ("" for none) of `person`; return them as stored.

    `consents_to_be_named` says whether releases may name them among their contributors; None
    leaves that as it is. The record says what changed, never from what to what. Raises Denied
    for anybody else, Invalid with every detail that does not fit or belongs to another account.
    """
    actor, person = locked(actor, person)
    allow(why_not_update_profile(actor, person))
    name, email, orcid = one_line(name), one_line(email), one_line(orcid)
    refuse([
        Problem("name", name_problem(name)),
        Problem("email", email_problem(email)),
        Problem("orcid", orcid_problem(orcid) if orcid else ""),
    ])  # fmt: skip
    before = [getattr(person, field) for field in FIELDS]
    person.name = name
    person.email = Person.objects.normalize_email(email) or None
    person.orcid = normal_orcid(orcid) or None
    if person.orcid != before[FIELDS.index("orcid")]:
        _forget_verification(person)
    if consents_to_be_named is not None:
        person.consents_to_be_named = consents_to_be_named
    after = [getattr(person, field) for field in FIELDS]
    changed = [f for f, old, new in zip(FIELDS, before, after, strict=True) if old != new]
    if not changed:
        return person
    try:
        with transaction.atomic():
            person.save(update_fields=[*changed, "orcid_verified_at"])
    except IntegrityError as error:
        refuse([problem_taken(error, person)])
    data = {"changed": changed}
    events.record(stream=stream_of(person), verb="update-profile", data=data, actor=actor)
    return person


def _forget_verification(person: Person) -> None:
    connected = connections_of(person).filter(provider=ORCID).exists()
    refuse([Problem("orcid", _CONNECTED if connected else "")])
    person.orcid_verified_at = None


_CONNECTED = (
    "ORCID iD: you sign in with this one, so it is the one of your profile. To change it, "
    "disconnect it in your settings under “Sign-in” first."
)
