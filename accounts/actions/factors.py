"""Second factors: an authenticator app, passkeys, recovery codes; set up, used, and removed."""

import secrets
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts import totp
from accounts.actions.notifying import notify
from accounts.actions.writing import allow, locked, refuse, stream_of
from accounts.details import line_problem, one_line
from accounts.models import Person
from accounts.policies import why_no_password, why_not_remove_factors
from accounts.queries import asks_for_factor, factors_of, passkeys_of
from accounts.sealing import Unreadable, seal, unseal
from ground import clock, events
from ground.errors import Missing, Problem

LONGEST_PASSKEY_NAME = 60
MOST_PASSKEYS = 20
WRONG_CODE = (
    "Code: this is not the one the app shows now. Codes change every 30 seconds and each works "
    "once; wait for the next one. If it goes on, see that the clock of your phone is right."
)
_TYPE = Authenticator.Type


@transaction.atomic
def set_up_app(*, secret: str, code: str, actor: Person) -> Authenticator:
    """Ask for codes of an authenticator app from now on, once `code` shows that it has `secret`.

    Recovery codes come with the first factor. Raises Denied where the account has none, Invalid
    for a code that does not fit, or where there is an app already.
    """
    actor = _own(actor)
    step = totp.step_of_code(secret, code, clock.now().timestamp())
    has_app = factors_of(actor).filter(type=_TYPE.TOTP).exists()
    refuse(
        [
            Problem("code", _ONE_APP if has_app else ""),
            Problem("code", WRONG_CODE if step is None else ""),
        ]
    )
    data = {"secret": seal(secret), "last_step": step}
    app = Authenticator.objects.create(user=actor, type=_TYPE.TOTP, data=data)
    tell_of_change(actor, "set-up-app", actor)
    _give_recovery_codes(actor)
    return app


_ONE_APP = "There is an app already. Remove it first: an account asks for the codes of one."


@transaction.atomic
def remove_app(*, actor: Person) -> None:
    """Ask for codes of the app no more. Twice does no harm."""
    actor = _own(actor)
    if factors_of(actor).filter(type=_TYPE.TOTP).delete()[0]:
        tell_of_change(actor, "remove-app", actor)
        _forget_codes_without_factor(actor)


@transaction.atomic
def add_passkey(*, name: str, credential: dict[str, Any], actor: Person) -> Authenticator:
    """Keep a passkey whose `credential` was checked, under a name to tell it by.

    Recovery codes come with the first factor. Raises Denied where the account has none, Invalid
    for a name that does not fit.
    """
    actor = _own(actor)
    name, known = one_line(name), passkeys_of(actor).count()
    refuse([_name_problem(name), Problem("name", _TOO_MANY if known >= MOST_PASSKEYS else "")])
    name = name or f"Passkey {known + 1}"
    data = {"name": name, "credential": credential}
    passkey = Authenticator.objects.create(user=actor, type=_TYPE.WEBAUTHN, data=data)
    tell_of_change(actor, "add-passkey", actor)
    _give_recovery_codes(actor)
    return passkey


_TOO_MANY = f"You have {MOST_PASSKEYS} passkeys. Remove one that is no longer used first."


@transaction.atomic
def rename_passkey(*, passkey: Authenticator, name: str, actor: Person) -> Authenticator:
    """Give a passkey of the actor's another name; raise Invalid for one that does not fit."""
    actor = _own(actor)
    passkey, name = _passkey(passkey, actor), one_line(name)
    refuse([_name_problem(name), Problem("name", "" if name else "Name: type one.")])
    if passkey.data["name"] != name:
        passkey.data["name"] = name
        passkey.save(update_fields=["data"])
        events.record(stream=stream_of(actor), verb="rename-passkey", actor=actor)
    return passkey


@transaction.atomic
def remove_passkey(*, passkey: Authenticator, actor: Person) -> None:
    """Make a passkey of the actor's open nothing any more."""
    actor = _own(actor)
    _passkey(passkey, actor).delete()
    tell_of_change(actor, "remove-passkey", actor)
    _forget_codes_without_factor(actor)


@transaction.atomic
def renew_recovery_codes(*, actor: Person) -> None:
    """Make new recovery codes; the ones before open nothing any more.

    Raises Missing where there is no factor that they could stand in for.
    """
    actor = _own(actor)
    if not asks_for_factor(actor):
        raise Missing(
            "Recovery codes stand in for an app or a passkey, and you have neither. Nothing was "
            "changed. Set one up first; the codes come with it."
        )
    factors_of(actor).filter(type=_TYPE.RECOVERY_CODES).delete()
    _give_recovery_codes(actor)


def recovery_codes_of(person: Person) -> list[str]:
    """Return the recovery codes of `person` that are not used yet.

    Raises Unreadable where another SECRET_KEY sealed them.
    """
    kept = factors_of(person).filter(type=_TYPE.RECOVERY_CODES).first()
    return kept.wrap().get_unused_codes() if kept else []


@transaction.atomic
def use_code(*, code: str, actor: Person) -> Authenticator | None:
    """Spend a code of the actor's app or a recovery code; return what it is of.

    None is the answer to a wrong one. Each works once, also of two typed at the same moment.
    """
    (actor,) = locked(actor)
    for factor in factors_of(actor).exclude(type=_TYPE.WEBAUTHN):
        if _takes(factor, code):
            factor.record_usage()
            if factor.type == _TYPE.RECOVERY_CODES:
                tell_of_change(actor, "use-recovery-code", actor)
            return factor
    return None


@transaction.atomic
def remove_factors(*, person: Person, actor: Person) -> Person:
    """Remove the second factor that `person` lost, so that the password alone signs them in.

    They are told. Raises Denied with why not.
    """
    actor, person = locked(actor, person)
    has_factors = factors_of(person).exists()
    allow(why_not_remove_factors(actor, person, has_factors=has_factors))
    factors_of(person).delete()
    tell_of_change(person, "remove-factors", actor)
    return person


def _own(actor: Person) -> Person:
    (actor,) = locked(actor)
    allow(why_no_password(actor))
    return actor


def _passkey(passkey: Authenticator, actor: Person) -> Authenticator:
    found = passkeys_of(actor).filter(pk=passkey.pk).first()
    if found is None:
        raise Missing("There is no such passkey of yours any more. Nothing was changed.")
    return found


def _name_problem(name: str) -> Problem:
    return Problem("name", line_problem("Name", name, LONGEST_PASSKEY_NAME))


def _takes(factor: Authenticator, code: str) -> bool:
    try:
        if factor.type == _TYPE.TOTP:
            return _app_takes(factor, code)
        return bool(factor.wrap().validate_code(totp.digits_of(code)))
    except Unreadable:
        return False


def _app_takes(app: Authenticator, code: str) -> bool:
    secret, last = unseal(app.data["secret"]), app.data["last_step"]
    step = totp.step_of_code(secret, code, clock.now().timestamp(), after=last)
    if step is None:
        return False
    app.data["last_step"] = step
    app.save(update_fields=["data"])
    return True


def _give_recovery_codes(person: Person) -> None:
    """Make the codes where there are none."""
    if not factors_of(person).filter(type=_TYPE.RECOVERY_CODES).exists():
        data = {"seed": seal(secrets.token_hex(40)), "used_mask": 0}
        Authenticator.objects.create(user=person, type=_TYPE.RECOVERY_CODES, data=data)
        events.record(stream=stream_of(person), verb="make-recovery-codes", actor=person)


def _forget_codes_without_factor(person: Person) -> None:
    if not asks_for_factor(person):
        factors_of(person).delete()


def tell_of_change(
    person: Person, verb: str, actor: Person, data: dict[str, Any] | None = None
) -> None:
    """Record that how `person` signs in was changed, and tell them, as part of an action."""
    event = events.record(stream=stream_of(person), verb=verb, data=data, actor=actor)
    notify(kind="account", about="person", about_id=person.pk, people=[person.pk],
           occasion=str(event.pk))  # fmt: skip
