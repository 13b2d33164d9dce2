"""May this person do that? Each function returns the sentence that says why not, or ""."""

from collections.abc import Collection
from datetime import datetime

from accounts.models import Invitation, Person, Token

CLOSED = "Your account is closed, so you cannot do this. Ask an administrator to open it again."


def why_not_administer(actor: Person) -> str:
    """Say why `actor` may not look after people: see accounts, invite, appoint."""
    if not actor.is_active:
        return CLOSED
    if not actor.is_administrator:
        return (
            "Only administrators look after people, invite and appoint, and you are not one. "
            "Ask one of them. Your own name, e-mail address and password are on your profile page."
        )
    return ""


def why_not_appoint(
    actor: Person, person: Person, *, administrator: bool, administrators: Collection[int]
) -> str:
    """Say why `actor` may not give `person` these roles.

    `administrator` is whether the person would be one afterwards; `administrators` are the
    numbers of all who could administer now, their accounts being open.
    """
    if reason := why_not_administer(actor):
        return reason
    if person.is_machine:
        return f"{person} is a part of the site, so its roles are fixed."
    if not administrator and person.is_administrator:
        return _why_not_lose(person, administrators)
    return ""


def why_not_deactivate(actor: Person, person: Person, *, administrators: Collection[int]) -> str:
    """Say why `actor` may not close the account of `person`; `administrators` as above."""
    if reason := why_not_administer(actor):
        return reason
    if person.is_machine:
        return f"{person} is a part of the site; nobody can sign in as it anyway."
    if not person.is_active:
        return f"The account of {person} is closed already."
    return _why_not_lose(person, administrators)


def why_not_reactivate(actor: Person, person: Person) -> str:
    """Say why `actor` may not open the closed account of `person` again."""
    if reason := why_not_administer(actor):
        return reason
    if person.is_machine:
        return f"{person} is a part of the site, as whom nobody ever signs in."
    if person.is_active:
        return f"The account of {person} is open already."
    return ""


def why_not_reset(actor: Person, person: Person) -> str:
    """Say why `actor` may not make a link with which `person` sets a new password."""
    return why_not_administer(actor) or why_no_password(person)


def why_not_verify_orcid(actor: Person, person: Person) -> str:
    """Say why `actor` may not say that the ORCID iD of `person` is really theirs."""
    if reason := why_not_administer(actor):
        return reason
    if actor.pk == person.pk:
        return "Another administrator has to see that your ORCID iD is yours."
    if not person.orcid:
        return f"{person} has given no ORCID iD."
    return ""


def why_no_password(person: Person) -> str:
    """Say why there can be no password for `person`."""
    if person.is_machine:
        return f"{person} is a part of the site, as whom nobody ever signs in."
    if person.is_demo:
        return f"{person} is opened by “Try as …” and has no password, so that the door stays open."
    if not person.is_active:
        return f"The account of {person} is closed. Open it again first, then set a password."
    return ""


def why_not_remove_factors(actor: Person, person: Person, *, has_factors: bool) -> str:
    """Say why `actor` may not remove the second factor that `person` lost."""
    if reason := why_not_administer(actor):
        return reason
    if actor.pk == person.pk:
        return "Your own second factor you remove yourself, in your settings under “Sign-in”."
    if not has_factors:
        return f"{person} has set up no second factor."
    return ""


def why_not_connect(actor: Person, *, has_other: bool) -> str:
    """Say why `actor` may not sign in with an account elsewhere from now on."""
    if not actor.is_active:
        return CLOSED
    if actor.is_demo or actor.is_machine:
        return why_no_password(actor)
    if has_other:
        return "You have connected another account of this server. Disconnect it first."
    return ""


def why_not_disconnect(actor: Person, *, has_other_way: bool) -> str:
    """Say why `actor` must go on signing in with an account elsewhere."""
    if not actor.has_usable_password() and not has_other_way:
        return (
            "Nothing else would open your account. Add a passkey first, or ask an administrator "
            "for a link that sets a password."
        )
    return ""


def why_not_update_profile(actor: Person, person: Person) -> str:
    """Say why `actor` may not change the name and addresses of `person`."""
    if not actor.is_active:
        return CLOSED
    if actor.pk != person.pk:
        return "People write their own profiles, and this one is not yours."
    return ""


def why_closed(invitation: Invitation, now: datetime) -> str:
    """Say why `invitation` opens nothing at the moment `now`, or "" while it does."""
    remedy = "No account was made. Ask an administrator for a new link."
    if invitation.accepted_at:
        return (
            "This invitation has been used: an account was made with it, and it makes only one. "
            "If that was you, sign in. If not, ask an administrator for a new link."
        )
    if invitation.withdrawn_at:
        return f"This invitation was withdrawn by an administrator. {remedy}"
    if invitation.expires_at <= now:
        return f"This invitation has expired on {day_of(invitation.expires_at)}. {remedy}"
    if why_not_administer(invitation.invited_by):
        return f"Whoever sent this invitation is no administrator any more. {remedy}"
    return ""


def why_not_withdraw(actor: Person, invitation: Invitation, now: datetime) -> str:
    """Say why `actor` may not withdraw `invitation`."""
    if reason := why_not_administer(actor):
        return reason
    if invitation.accepted_at:
        return (
            "This invitation has been used, so it cannot be withdrawn. Close the account that was "
            "made with it instead."
        )
    if invitation.withdrawn_at:
        return "This invitation was withdrawn before."
    if invitation.expires_at <= now:
        return "This invitation has expired by itself."
    return ""


def why_token_opens_nothing(token: Token, now: datetime) -> str:
    """Say why `token` opens nothing at the moment `now`, or "" while it does."""
    if token.revoked_at:
        return f"This token ({token.start}…) was revoked."
    if token.expires_at <= now:
        return f"This token ({token.start}…) has expired on {day_of(token.expires_at)}."
    if not token.person.is_active:
        return "The account of this token's person is closed."
    return ""


def day_of(moment: datetime) -> str:
    """Return the day of `moment` in words, such as 3 May 2026."""
    return f"{moment.day} {moment:%B %Y}"


def _why_not_lose(person: Person, administrators: Collection[int]) -> str:
    if set(administrators) == {person.pk}:
        return (
            f"{person} is the last administrator, and without one nobody could invite or appoint. "
            "Make somebody else an administrator first."
        )
    return ""
