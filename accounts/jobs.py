"""Mail, sent by the job worker. The text is made at the moment of sending, see `told_to`.

A row is locked while its mail goes out and settled in the same transaction. A worker killed in
between sends the same Message-ID again: rather twice than never.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from procrastinate import RetryStrategy

from accounts.actions.notifying import SEND_MAIL, settle
from accounts.models import Notification, Person
from accounts.models.notifications import NotificationQuerySet
from accounts.notices import DIGEST_HOUR, KINDS, How
from ground import clock
from ground.jobs import enqueue, jobs
from reviews.presenters.notices import told_to

# A mail server that is gone is asked again after 4 s, 16 s, 64 s … about 18 hours.
_PATIENTLY = RetryStrategy(max_attempts=8, exponential_wait=4)
SEND_DIGEST = "accounts.send_digest"
MOST_IN_A_DIGEST = 100


@jobs.task(name=SEND_MAIL, retry=_PATIENTLY)
def send_mail(id: str) -> None:  # noqa: A002 - the name of the argument in the table of jobs
    """Send the mail of one notification, unless it is settled or waits for the digest."""
    with transaction.atomic():
        settle(notifications=_locked(Notification.objects.mail_waits(How.OFF).filter(pk=id)))
        rows = _locked(Notification.objects.mail_waits(How.AT_ONCE).filter(pk=id))
        for row in rows:
            _send(row.person, rows, subject=KINDS[row.kind].subject)


@jobs.periodic(cron="*/10 * * * *")
@jobs.task(name="accounts.gather_digests")
def gather_digests(timestamp: int) -> None:
    """Ask for the digest of everybody for whom something gathered before the last hour of it.

    Looks at rows and not at the clock's last tick: a worker that slept through the hour sends
    the digest when it is back, once.
    """
    due = Notification.objects.mail_waits(How.DAILY).made_before(last_digest_hour(clock.now()))
    enqueue(SEND_DIGEST, due.order_by("person").values_list("person", flat=True).distinct())


@jobs.task(name=SEND_DIGEST, retry=_PATIENTLY)
def send_digest(id: int) -> None:  # noqa: A002 - the name of the argument in the table of jobs
    """Send one person what gathered before the last hour of digests, as one mail."""
    with transaction.atomic():
        due = Notification.objects.mail_waits(How.DAILY).filter(person=id)
        due = due.made_before(last_digest_hour(clock.now()))
        rows = _locked(due.order_by("made_at", "pk"))[:MOST_IN_A_DIGEST]
        if rows:
            _send(rows[0].person, rows, subject="What waits for you")


def last_digest_hour(now: datetime) -> datetime:
    """Return the last moment before `now` at which digests were due."""
    today = datetime.combine(now.astimezone(UTC).date(), time(DIGEST_HOUR), tzinfo=UTC)
    return today if now >= today else today - timedelta(days=1)


def _locked(rows: NotificationQuerySet) -> Sequence[Notification]:
    """Lock `rows`; leave out what another worker is sending at this moment."""
    return list(rows.select_for_update(of=("self",), skip_locked=True).select_related("person"))


def _send(person: Person, rows: Sequence[Notification], *, subject: str) -> None:
    told = [one for one in told_to(person, rows) if one.is_open]
    if told and person.email and person.is_active:
        text = render_to_string(
            "accounts/mail.txt",
            {"told": told, "person": person, "address": settings.SITE_ADDRESS,
             "site": settings.SITE_NAME},
        )  # fmt: skip
        number = f"<{rows[0].pk}@{settings.SITE_ADDRESS.partition('//')[2].partition(':')[0]}>"
        EmailMessage(
            subject=f"{settings.SITE_NAME}: {subject}", body=text, to=[person.email],
            headers={"Message-ID": number, "Auto-Submitted": "auto-generated"},
        ).send()  # fmt: skip
    settle(notifications=rows)
