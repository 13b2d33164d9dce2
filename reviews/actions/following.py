"""Wanting to know what becomes of a publication, or of any."""

from typing import TYPE_CHECKING

from django.db import transaction

from evidence.models import Citation
from ground import clock
from reviews.models import Follow

if TYPE_CHECKING:
    from accounts.models import Person


@transaction.atomic
def follow(*, citation: Citation | None, actor: "Person") -> Follow:
    """Let `actor` be told what becomes of `citation`, or of any; asked twice it is one wish."""
    wish, _ = Follow.objects.get_or_create(
        person=actor, citation=citation, defaults={"since": clock.now()}
    )
    return wish


@transaction.atomic
def unfollow(*, citation: Citation | None, actor: "Person") -> None:
    """Take that wish back; where there is none nothing happens."""
    Follow.objects.filter(person=actor, citation=citation).delete()
