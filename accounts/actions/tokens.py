"""Making tokens for programs, revoking them, and noting that one was used."""

import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from accounts.actions.writing import allow, locked, refuse, stream_of
from accounts.details import line_problem, one_line
from accounts.enums import Scope
from accounts.models import Person, Token
from accounts.policies import CLOSED
from ground import clock, events
from ground.canonical import sha256_hex
from ground.errors import Missing, Problem

PREFIX = "evd_"
LONGEST_TOKEN_NAME = 80
LIFETIMES = (7, 30, 90, 365)
MOST_TOKENS = 20
# A token that is used all the time is noted once in this while, so that reading stays reading.
_NOTED_EVERY = timedelta(minutes=1)


@transaction.atomic
def make_token(*, name: str, scopes: Iterable[str], days: int, actor: Person) -> tuple[Token, str]:
    """Make a token of the actor's and return it with its secret, which is not kept.

    It may always read what the actor may read; `scopes` says what else. Raises Denied for a
    closed account, Invalid with everything that does not fit.
    """
    (actor,) = locked(actor)
    allow("" if actor.is_active else CLOSED)
    name, now = one_line(name), clock.now()
    wanted = [scope.value for scope in Scope if scope in {Scope.READ.value, *scopes}]
    unknown = sorted(set(scopes) - set(Scope.values))
    refuse(
        [
            Problem("name", line_problem("Name", name, LONGEST_TOKEN_NAME) or _name_needed(name)),
            Problem("scopes", f"“{unknown[0][:40]}” is nothing a token may do." if unknown else ""),
            Problem("days", "" if days in LIFETIMES else _lifetime_needed()),
            Problem("name", _too_many(actor)),
        ]
    )
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        person=actor,
        name=name,
        start=secret[: len(PREFIX) + 6],
        secret_sha256=sha256_hex(secret),
        scopes=wanted,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    data = {"token": token.pk, "scopes": wanted}
    events.record(stream=stream_of(actor), verb="make-token", data=data, actor=actor)
    return token, secret


def _name_needed(name: str) -> str:
    return "" if name else "Name: say which program or machine it is for, such as “lab notebook”."


def _lifetime_needed() -> str:
    return f"Valid for: choose {', '.join(map(str, LIFETIMES))} days."


def _too_many(actor: Person) -> str:
    if Token.objects.visible_to(actor).live(clock.now()).count() < MOST_TOKENS:
        return ""
    return f"You have {MOST_TOKENS} tokens that work. Revoke one that is no longer used first."


@transaction.atomic
def revoke_token(*, token: Token, actor: Person) -> Token:
    """Make a token of the actor's open nothing from now on; return it. Twice does no harm."""
    own = Token.objects.visible_to(actor).select_for_update(of=("self",))
    found = own.filter(pk=token.pk).first()
    if found is None:
        raise Missing("There is no such token of yours. Nothing was changed.")
    if found.revoked_at is None:
        found.revoked_at = clock.now()
        found.save(update_fields=["revoked_at"])
        data = {"token": found.pk}
        events.record(stream=stream_of(actor), verb="revoke-token", data=data, actor=actor)
    return found


def note_use(*, token: Token) -> None:
    """Note that `token` was used now, where that was not noted within the last minute."""
    now = clock.now()
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - _NOTED_EVERY)
    if token.last_used_at is None or token.last_used_at < now - _NOTED_EVERY:
        Token.objects.filter(stale, pk=token.pk).update(last_used_at=now)
