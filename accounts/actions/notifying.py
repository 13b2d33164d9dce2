"""Telling people: a row for each, and a mail that the job worker makes when it sends it."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from accounts.models import MailWish, Notification, Person
from accounts.notices import KINDS, How
from ground import clock
from ground.errors import Invalid, Problem
from ground.jobs import enqueue

SEND_MAIL = "accounts.send_mail"


@transaction.atomic
def notify(
    *, kind: str, about: str, about_id: object, people: Iterable[int], occasion: str = ""
) -> None:
    """Tell the `people`, by number, that something of `kind` happened to a thing.

    Part of the caller's transaction: what is rolled back tells nobody, what is committed is told
    even if everything is killed at once. Telling the same again does nothing. The row and the job
    hold ids alone; what is said is made when it is read, of what the reader may see then.
    """
    if kind not in KINDS:
        raise AssertionError(f"{kind} is no kind of notification")
    wanted = set(people)
    same = Notification.objects.filter(
        kind=kind, about=about, about_id=str(about_id), occasion=occasion
    )
    wanted -= set(same.filter(person__in=wanted).values_list("person", flat=True))
    rows = [
        Notification(
            person_id=number, kind=kind, about=about, about_id=str(about_id), occasion=occasion,
            made_at=clock.now(),
        )
        for number in sorted(wanted)
    ]  # fmt: skip
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    enqueue(SEND_MAIL, [row.pk for row in rows])


@transaction.atomic
def mark_seen(*, notifications: Iterable[Notification] | None = None, actor: Person) -> None:
    """Mark what `actor` was told of as read: all of it, or the given rows that are theirs."""
    own = Notification.objects.visible_to(actor).unread()
    if notifications is not None:
        own = own.filter(pk__in=[row.pk for row in notifications])
    own.update(seen_at=clock.now())


@transaction.atomic
def wish_mail(*, wishes: Mapping[str, str], actor: Person) -> None:
    """Store how `actor` wants mail of each kind; raise Invalid for what is no kind or no way.

    What waits already follows: mail of a kind that is off by now is never sent.
    """
    problems = [
        Problem(kind, f"{KINDS[kind].label}: choose one of {', '.join(How.labels)}.")
        for kind in KINDS
        if wishes.get(kind) not in How.values
    ]
    if problems:
        raise Invalid("Nothing was saved: one choice for each line is needed.", problems)
    Person.objects.select_for_update(no_key=True).get(pk=actor.pk)
    MailWish.objects.bulk_create(
        [MailWish(person=actor, kind=kind, how=wishes[kind]) for kind in KINDS],
        update_conflicts=True, unique_fields=["person", "kind"], update_fields=["how"],
    )  # fmt: skip
    waiting = Notification.objects.visible_to(actor)
    settle(notifications=waiting.mail_waits(How.OFF))
    enqueue(SEND_MAIL, waiting.mail_waits(How.AT_ONCE).values_list("pk", flat=True))


def settle(*, notifications: Iterable[Notification]) -> None:
    """Note that the mail of these rows went out, or that none ever will."""
    numbers = [row.pk for row in notifications]
    Notification.objects.filter(pk__in=numbers).update(mail_settled_at=clock.now())
