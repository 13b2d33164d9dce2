"""People, invitations, doors and ways to sign in as pages show them."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.urls import reverse

from accounts.demo import DEMO_ACCOUNTS
from accounts.enums import Role, Scope
from accounts.models import Invitation, Person, Token
from accounts.policies import (
    day_of,
    why_closed,
    why_not_deactivate,
    why_not_reactivate,
    why_not_remove_factors,
    why_not_reset,
    why_not_verify_orcid,
    why_not_withdraw,
    why_token_opens_nothing,
)
from accounts.queries import connections_of, demo_people, factors_of
from accounts.servers import ORCID
from ground.models import Event

RECORD = {
    "found": "The account was made for the start of this site",
    "join": "The account was made with an invitation",
    "appoint": "Roles were changed",
    "deactivate": "The account was closed",
    "reactivate": "The account was opened again",
    "make-reset-link": "A link for a new password was made",
    "set-password": "The password was set",
    "update-profile": "The profile was changed",
    "verify-orcid": "The ORCID iD was verified",
    "invite": "An invitation was made",
    "withdraw-invitation": "An invitation was withdrawn",
    "go-away": "A time away was set",
    "come-back": "The time away was ended",
    "make-token": "A token for programs was made",
    "revoke-token": "A token was revoked",
    "set-up-app": "An authenticator app was set up",
    "remove-app": "The authenticator app was removed",
    "add-passkey": "A passkey was added",
    "rename-passkey": "A passkey was renamed",
    "remove-passkey": "A passkey was removed",
    "make-recovery-codes": "Recovery codes were made",
    "use-recovery-code": "A recovery code was used",
    "remove-factors": "The second factor was removed",
    "connect": "An account elsewhere was connected for signing in",
    "disconnect": "An account elsewhere was disconnected",
    "show-profile": "A public profile was shown to everybody",
    "hide-profile": "The public profile was hidden",
}


def demo_doors() -> list[dict[str, str]]:
    """Return the open doors of the demonstration in their order; none where this is no demo."""
    if not settings.DEMO:
        return []
    people = demo_people()
    return [
        {
            "username": username,
            "title": account.title,
            "sentence": account.sentence,
            "action_url": reverse("accounts:try-as", args=[username]),
            "next_url": reverse(account.first_page),
        }
        for username, account in DEMO_ACCOUNTS.items()
        if username in people
    ]


def roles_in_words(person: Person | Invitation) -> str:
    """Return the roles as words, "no role" when there are none."""
    words = [role.label for role in Role if role in person.roles]
    if getattr(person, "is_administrator", False):
        words.append("administrator")
    return ", ".join(words) or "no role"


def person_rows(people: Iterable[Person], reader: Person) -> list[dict[str, Any]]:
    """Return one row a person for the people page, with what `reader` may do and why not."""
    people = list(people)
    administrators = {
        person.pk for person in people if person.is_administrator and person.is_active
    }
    return [_person_row(person, reader, administrators) for person in people]


def _person_row(person: Person, reader: Person, administrators: Collection[int]) -> dict[str, Any]:
    if person.is_active:
        reason = why_not_deactivate(reader, person, administrators=administrators)
        account = _button("deactivate", "Close the account", "danger", person, reason)
    else:
        reason = why_not_reactivate(reader, person)
        account = _button("reactivate", "Open the account again", "", person, reason)
    return {
        "person": person,
        "roles": roles_in_words(person),
        "choices": [(role.value, role.label, role in person.roles) for role in Role],
        "verify": _verify_orcid(person, reader),
        "appoint_url": reverse("accounts:person-appoint", args=[person.pk]),
        "buttons": [
            _button(
                "reset-password", "Make a password link", "", person, why_not_reset(reader, person)
            ),
            *_remove_factors(person, reader),
            account,
        ],
    }


def _remove_factors(person: Person, reader: Person) -> list[dict[str, str]]:
    """Return the button for a second factor that was lost, where there is one."""
    if not person.has_factors:  # type: ignore[attr-defined]
        return []
    reason = why_not_remove_factors(reader, person, has_factors=True)
    return [_button("remove-factors", "Remove the second factor", "danger", person, reason)]


def _verify_orcid(person: Person, reader: Person) -> dict[str, str] | None:
    """Return the button that says whose ORCID iD it is, where there is one to be verified."""
    if not person.orcid or person.verified_orcid:
        return None
    reason = why_not_verify_orcid(reader, person)
    return _button("verify-orcid", f"I have seen that {person.orcid} is theirs", "", person, reason)


def _button(verb: str, label: str, kind: str, person: Person, reason: str) -> dict[str, str]:
    return {
        "label": label,
        "kind": kind,
        "url": reverse(f"accounts:person-{verb}", args=[person.pk]),
        "reason": reason,
        "id": f"{verb}-{person.pk}",
    }


def invitation_rows(
    invitations: Iterable[Invitation], reader: Person, now: datetime
) -> list[dict[str, Any]]:
    """Return one row an invitation, with its state at `now` in words."""
    return [
        {
            "invitation": invitation,
            "roles": roles_in_words(invitation),
            "state": _state(invitation, now),
            "withdraw_url": ""
            if why_not_withdraw(reader, invitation, now)
            else reverse("accounts:invitation-withdraw", args=[invitation.pk]),
        }
        for invitation in invitations
    ]


def _state(invitation: Invitation, now: datetime) -> str:
    if invitation.accepted_by:
        return f"used by {invitation.accepted_by}"
    if invitation.withdrawn_at:
        return "withdrawn"
    if invitation.expires_at <= now:
        return "expired"
    return "open nothing: its sender is no administrator" if why_closed(invitation, now) else "open"


def token_rows(tokens: Iterable[Token], now: datetime) -> list[dict[str, Any]]:
    """Return one row a token, with its state at `now` in words."""
    return [
        {
            "token": token,
            "scopes": ", ".join(Scope(scope).label for scope in token.scopes),
            "state": _token_state(token, now),
            "is_live": not why_token_opens_nothing(token, now),
            "revoke_url": reverse("accounts:token-revoke", args=[token.pk]),
        }
        for token in tokens
    ]


def ways_in(person: Person) -> dict[str, Any]:
    """Return what `person` set up to sign in with: the app, the passkeys, the recovery codes."""
    factors = list(factors_of(person))
    by_type = {factor.type: factor for factor in factors}
    codes = by_type.get(Authenticator.Type.RECOVERY_CODES)
    return {
        "app": by_type.get(Authenticator.Type.TOTP),
        "passkeys": [
            {
                "passkey": factor,
                "name": factor.data["name"],
                "rename_url": reverse("accounts:passkey-rename", args=[factor.pk]),
                "remove_url": reverse("accounts:passkey-remove", args=[factor.pk]),
            }
            for factor in factors
            if factor.type == Authenticator.Type.WEBAUTHN
        ],
        "codes": codes,
        "elsewhere": _elsewhere(person),
    }


def _elsewhere(person: Person) -> list[dict[str, str]]:
    """Return the servers that are named here, or were once, and what `person` connected."""
    labels = {server.name: server.label for server in settings.SIGN_IN_SERVERS}
    connected = {one.provider: one.uid for one in connections_of(person)}
    return [
        {
            "label": labels.get(name, name),
            "connected": ("as " + connected[name] if name == ORCID else "connected")
            if name in connected
            else "",
            "connect_url": reverse("accounts:connection-make", args=[name]),
            "disconnect_url": reverse("accounts:connection-end", args=[name]),
        }
        for name in dict.fromkeys([*labels, *connected])
    ]


def sign_in_servers() -> list[dict[str, str]]:
    """Return the servers with which one may sign in."""
    return [
        {"label": server.label, "url": reverse("accounts:sign-in-with", args=[server.name])}
        for server in settings.SIGN_IN_SERVERS
    ]


def _token_state(token: Token, now: datetime) -> str:
    if token.revoked_at:
        return f"revoked on {day_of(token.revoked_at)}"
    words = "expired on" if token.expires_at <= now else "works until"
    return f"{words} {day_of(token.expires_at)}"


def record_lines(events: Iterable[Event], person: Person) -> list[dict[str, Any]]:
    """Return what happened to an account, in words for the person it belongs to."""
    return [
        {
            "at": event.at,
            "what": RECORD.get(event.verb, event.verb),
            "who": "" if event.actor_id == person.pk else ", by an administrator",
        }
        for event in events
    ]


def problems_of(form: forms.Form) -> list[dict[str, str]]:
    """Return what is wrong with `form` for the summary on top, in the words of the fields.

    What is about no single field leads to the first one.
    """
    first = next(iter(form.fields))
    places = {field: field if field in form.fields else first for field in form.errors}
    return [
        {"message": str(message), "field": place, "id": form[place].auto_id}
        for field, place in places.items()
        for message in form.errors[field]
    ]
