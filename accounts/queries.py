"""What pages ask about people."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.tokens import default_token_generator
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.http import urlsafe_base64_decode

from accounts.demo import DEMO_ACCOUNTS
from accounts.models import Invitation, MailWish, Notification, Person, Token
from accounts.notices import KINDS
from accounts.policies import why_closed, why_no_password
from ground import clock
from ground.canonical import sha256_hex
from ground.errors import Denied, Missing, Stale
from ground.models import Event

MOST_NOTIFICATIONS = 100
NO_SUCH_INVITATION = (
    "There is no such invitation. No account was made. Check that the link is complete, from "
    "“https” to its last letter, or ask an administrator for a new one."
)
NO_SUCH_RESET = (
    "This link sets no password: it has been used, is older than a day, was replaced by a sign-in, "
    "or is not complete. Your password is what it was. Ask an administrator for a new link."
)


def people_listed(reader: Person) -> QuerySet[Person]:
    """Return the people `reader` may look at, those who work here first, by name.

    Each with `has_factors`: whether they set up a second factor, never which.
    """
    people = Person.objects.visible_to(reader).order_by("-is_active", "name", "pk")
    return people.annotate(has_factors=Exists(Authenticator.objects.filter(user=OuterRef("pk"))))


def invitations_listed(reader: Person) -> QuerySet[Invitation]:
    """Return the invitations `reader` may look at with who made and used them, newest first."""
    invitations = Invitation.objects.visible_to(reader)
    return invitations.select_related("invited_by", "accepted_by").order_by("-created_at", "-pk")


def administrators() -> QuerySet[Person]:
    """Return those who could administer now."""
    return Person.objects.filter(is_administrator=True, is_active=True)


def demo_people() -> dict[str, Person]:
    """Return the demonstration accounts that can be opened now, by sign-in name.

    One that has a password belongs to somebody and is no open door.
    """
    people = Person.objects.filter(username__in=DEMO_ACCOUNTS, is_active=True)
    return {person.username: person for person in people if not person.has_usable_password()}


def invitation_by(token: str) -> Invitation:
    """Return the open invitation of the secret `token`.

    Raises Missing for an unknown secret, Stale for a used one, Denied for an expired or
    withdrawn one, each with its sentence.
    """
    return open_one(Invitation.objects.select_related("invited_by"), token)


def open_one(invitations: QuerySet[Invitation], token: str) -> Invitation:
    """Return the open invitation of `token` among `invitations`, which may lock it."""
    invitation = invitations.filter(token_hash=sha256_hex(token)).first()
    if invitation is None:
        raise Missing(NO_SUCH_INVITATION)
    if reason := why_closed(invitation, clock.now()):
        raise (Stale if invitation.accepted_at else Denied)(reason)
    return invitation


def person_by_reset_key(uid: str, token: str) -> Person:
    """Return whose password the link of `uid` and `token` sets; raise Denied where it sets none."""
    person = Person.objects.filter(pk=_number(uid)).first()
    if person is None or not default_token_generator.check_token(person, token):
        raise Denied(NO_SUCH_RESET)
    if reason := why_no_password(person):
        raise Denied(reason)
    return person


def factors_of(person: Person) -> QuerySet[Authenticator]:
    """Return the app, the passkeys and the recovery codes of `person`, the oldest first."""
    return Authenticator.objects.filter(user=person).order_by("pk")


def passkeys_of(person: Person) -> QuerySet[Authenticator]:
    """Return the passkeys of `person`, the oldest first."""
    return factors_of(person).filter(type=Authenticator.Type.WEBAUTHN)


def asks_for_factor(person: Person) -> bool:
    """Say whether a password alone does not sign `person` in."""
    return factors_of(person).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def connections_of(person: Person) -> QuerySet[SocialAccount]:
    """Return the accounts elsewhere with which `person` may sign in."""
    return SocialAccount.objects.filter(user=person).order_by("provider", "pk")


def account_record(person: Person, *, most: int = 20) -> list[Event]:
    """Return the latest events of one account, newest first."""
    return list(Event.objects.filter(stream=f"person:{person.pk}").order_by("-position")[:most])


def notifications_of(person: Person) -> list[Notification]:
    """Return the latest things `person` was told of, newest first."""
    rows = Notification.objects.visible_to(person).order_by("-made_at", "-id")
    return list(rows[:MOST_NOTIFICATIONS])


def unread_of(person: Person) -> int:
    """Return how many notifications `person` has not opened yet."""
    return Notification.objects.visible_to(person).unread().count()


def mail_wishes_of(person: Person) -> dict[str, str]:
    """Return how `person` wants mail of each kind."""
    chosen = dict(MailWish.objects.filter(person=person).values_list("kind", "how"))
    return {name: chosen.get(name, kind.how.value) for name, kind in KINDS.items()}


def tokens_of(person: Person) -> list[Token]:
    """Return the tokens `person` made, the newest first."""
    return list(Token.objects.visible_to(person).order_by("-made_at", "-pk")[:MOST_NOTIFICATIONS])


def token_by(secret: str) -> Token | None:
    """Return the token of that secret with its person, whether or not it still opens anything."""
    tokens = Token.objects.select_related("person")
    return tokens.filter(secret_sha256=sha256_hex(secret)).first()


def _number(uid: str) -> int:
    """Return the number hidden in `uid`, or 0, which is nobody's."""
    try:
        number = int(urlsafe_base64_decode(uid).decode("ascii"))
    except (ValueError, UnicodeDecodeError):
        return 0
    return number if 0 < number < 2**63 else 0
