"""Accounts elsewhere with which people sign in: connecting and disconnecting them."""

from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction

from accounts.actions.factors import tell_of_change
from accounts.actions.orcid import prove_orcid
from accounts.actions.writing import allow, locked
from accounts.models import Person
from accounts.policies import why_not_connect, why_not_disconnect
from accounts.queries import connections_of, passkeys_of
from accounts.servers import ORCID
from ground.errors import Denied, Missing

_ANOTHERS = (
    "This account elsewhere is connected with another account here. Nothing was changed. Sign in "
    "with that one and disconnect it there first."
)


@transaction.atomic
def connect(*, server: str, uid: str, actor: Person) -> SocialAccount:
    """Let the actor sign in as `uid`, which they have just shown to be at `server`.

    An ORCID iD becomes their verified one. Raises Denied where it is somebody else's, or where
    they have connected another of that server. Saying it twice changes nothing.
    """
    (actor,) = locked(actor)
    known = SocialAccount.objects.filter(provider=server, uid=uid).first()
    if known is not None and known.user_id == actor.pk:
        return known
    if known is not None:
        raise Denied(_ANOTHERS)
    has_other = connections_of(actor).filter(provider=server).exists()
    allow(why_not_connect(actor, has_other=has_other))
    if server == ORCID:
        prove_orcid(orcid=uid, actor=actor)
    try:
        with transaction.atomic():
            made = SocialAccount.objects.create(user=actor, provider=server, uid=uid)
    except IntegrityError as error:
        raise Denied(_ANOTHERS) from error
    tell_of_change(actor, "connect", actor, {"server": server})
    return made


@transaction.atomic
def disconnect(*, server: str, actor: Person) -> None:
    """Let the actor sign in with that account elsewhere no more.

    A verified ORCID iD stays one. Raises Denied where nothing else would open the account.
    """
    (actor,) = locked(actor)
    connection = connections_of(actor).filter(provider=server).first()
    if connection is None:
        raise Missing("You have connected no such account. Nothing was changed.")
    others = connections_of(actor).exclude(pk=connection.pk)
    has_other = others.exists() or passkeys_of(actor).exists()
    allow(why_not_disconnect(actor, has_other_way=has_other))
    connection.delete()
    tell_of_change(actor, "disconnect", actor, {"server": server})
