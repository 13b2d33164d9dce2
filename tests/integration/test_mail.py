"""Mail: at once, once a day, never; each once; no more in it than a page would show."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.actions.notifying import SEND_MAIL, wish_mail
from accounts.jobs import SEND_DIGEST, gather_digests, last_digest_hour, send_digest, send_mail
from accounts.models import Notification, Person
from accounts.notices import KINDS, How
from ground.jobs import enqueue, why_jobs_wait, worker_last_seen
from ground.outbox import OutboxBackend, mails_to
from reviews.actions.comments import comment, retract
from reviews.actions.decide import confirm
from reviews.actions.flags import raise_flag
from tests.factories import make_person, make_version
from tests.posting import assert_says
from tests.reviewing import signed_in
from tests.worlds import World

pytestmark = pytest.mark.django_db


def with_address(person: Person) -> Person:
    person.email = f"{person.username}@example.org"
    person.save(update_fields=["email"])
    return person


def waiting(task: str) -> list[dict[str, Any]]:
    """The arguments of the jobs that wait."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args FROM procrastinate_jobs WHERE task_name = %s ORDER BY id", [task]
        )
        return [json.loads(row[0]) for row in cursor.fetchall()]


def work() -> None:
    """Do what the worker would with the mails that wait."""
    for arguments in waiting(SEND_MAIL):
        send_mail(**arguments)


@pytest.fixture
def told() -> tuple[World, Any]:
    world = World(author=with_address(make_person("curator")))
    version = world.agreed()
    mail.outbox.clear()
    return world, version


def test_a_decision_is_mailed_once_and_its_subject_says_nothing(told: tuple[World, Any]) -> None:
    world, version = told
    work()
    mail.outbox.clear()
    confirm(version=version, actor=world.decider)
    for _ in range(2):
        work()
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == ([world.author.email], "EVidence: A decision")
    accession = version.item.accession
    assert sent.body.startswith(f"{accession}, version 1: accepted.\n")
    assert reverse("reviews:feedback", args=[accession, 1]) in sent.body
    assert str(world.decider) not in sent.body
    assert not Notification.objects.visible_to(world.author).mail_waits(How.AT_ONCE).exists()


def test_jobs_hold_ids_alone(told: tuple[World, Any]) -> None:
    jobs = waiting(SEND_MAIL)
    assert len(jobs) > 3
    known = {str(pk) for pk in Notification.objects.values_list("pk", flat=True)}
    assert [set(job) for job in jobs] == [{"id"}] * len(jobs)
    assert {job["id"] for job in jobs} == known
    with pytest.raises(ValueError, match="badly formed"):
        enqueue(SEND_MAIL, ["a reason"])  # type: ignore[list-item]


def test_subjects_are_the_kinds_own_and_nothing_else() -> None:
    assert all(not any(sign in kind.subject for sign in "{%") for kind in KINDS.values())


def test_what_is_taken_back_before_it_is_mailed_is_not_mailed() -> None:
    version = make_version(with_address(make_person("curator")))
    writer = make_person("curator")
    for text in ("Wrong paper!", "Right paper."):
        said = comment(version=version, subject="item", text=text, actor=writer)
        if text == "Wrong paper!":
            retract(comment=said, actor=writer)
    work()
    assert ["Right paper." in sent.body for sent in mail.outbox] == [True]
    assert not Notification.objects.filter(mail_settled_at=None).exists()


def test_nothing_is_mailed_without_an_address_or_to_a_closed_account() -> None:
    world = World()
    with_address(world.first)
    world.agreed()
    Person.objects.filter(pk=world.first.pk).update(is_active=False)
    work()
    assert mail.outbox == []


def test_off_is_never_mailed_and_a_wish_changes_what_waits_already() -> None:
    version = make_version(with_address(make_person("curator")))
    author, editor = version.authorships.get().person, make_person("editor")
    wish_mail(wishes=dict.fromkeys(KINDS, "off"), actor=author)
    comment(version=version, subject="item", text="One.", actor=editor)
    work()
    assert mail.outbox == []
    wish_mail(wishes=dict.fromkeys(KINDS, "daily"), actor=author)
    comment(version=version, subject="item", text="Two.", actor=editor)
    work()
    assert mail.outbox == []
    wish_mail(wishes=dict.fromkeys(KINDS, "at_once"), actor=author)
    work()
    assert ["Two." in sent.body for sent in mail.outbox] == [True]
    wish_mail(wishes=dict.fromkeys(KINDS, "daily"), actor=author)
    comment(version=version, subject="item", text="Three.", actor=editor)
    wish_mail(wishes=dict.fromkeys(KINDS, "off"), actor=author)
    assert not Notification.objects.filter(mail_settled_at=None).exists()


def test_the_daily_digest_is_one_mail_sent_once(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(author=with_address(make_person("curator")))
    version = world.accepted()
    work()
    mail.outbox.clear()
    for text in ("First concern.", "Second concern."):
        raise_flag(item=version.item, kind="concern", text=text, actor=world.decider)
    work()
    gather_digests(timestamp=0)
    assert (mail.outbox, waiting(SEND_DIGEST)) == ([], [])
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr("ground.clock.now", lambda: tomorrow)
    for _ in range(2):
        gather_digests(timestamp=0)
        assert {"id": world.author.pk} in waiting(SEND_DIGEST)
        for arguments in waiting(SEND_DIGEST):
            send_digest(**arguments)
    [digest] = mail.outbox
    assert digest.subject == "EVidence: What waits for you"
    assert digest.body.index("First concern.") < digest.body.index("Second concern.")


def test_the_hour_of_digests() -> None:
    early, late = datetime(2026, 5, 3, 5, 59, tzinfo=UTC), datetime(2026, 5, 3, 6, tzinfo=UTC)
    assert last_digest_hour(early) == datetime(2026, 5, 2, 6, tzinfo=UTC)
    assert last_digest_hour(late) == late


def test_a_mail_server_that_is_gone_loses_nothing(
    told: tuple[World, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(self: EmailMessage, fail_silently: bool = False) -> int:
        raise ConnectionRefusedError("no mail server")

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", gone)
        [row] = Notification.objects.visible_to(told[0].author).mail_waits(How.AT_ONCE)
        with pytest.raises(ConnectionRefusedError):
            send_mail(id=str(row.pk))
    assert mail.outbox == []
    page = signed_in(told[0].author).get(reverse("accounts:notification-list"))
    assert page.status_code == 200
    work()
    work()
    assert len(mail.outbox) == 1


def test_the_pages_say_that_the_worker_is_gone() -> None:
    assert worker_last_seen() is None
    browser = signed_in(make_person("curator"))
    page = browser.get(reverse("accounts:notification-list"))
    assert_says(page, "The job worker is gone (none has been seen yet)")
    health = browser.get("/healthz")
    assert (health.status_code, health.content[:3]) == (200, b"ok\n")
    assert b"The job worker is gone" in health.content
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    assert why_jobs_wait() == ""
    assert browser.get("/healthz").content == b"ok\n"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - '1 h'::interval")
    assert "last seen" in why_jobs_wait()


def test_the_outbox_of_a_demonstration_shows_ones_own_mails(
    told: tuple[World, Any], settings: Any, tmp_path: Path
) -> None:
    settings.EMAIL_BACKEND, settings.MAIL_DIRECTORY = "ground.outbox.OutboxBackend", tmp_path
    other = with_address(make_person("curator"))
    work()
    browser, address = signed_in(told[0].author), reverse("accounts:mail-outbox")
    assert browser.get(address).status_code == 404
    settings.DEMO = True
    assert_says(browser.get(address), "EVidence: A round has closed", "An editor decides next.")
    assert_says(signed_in(other).get(address), "No mail yet")
    assert mails_to("") == []


def test_the_same_mail_sent_twice_is_one_file(settings: Any, tmp_path: Path) -> None:
    settings.MAIL_DIRECTORY = tmp_path
    message = EmailMessage("A", "B", to=["a@example.org"], headers={"Message-ID": "<1@here>"})
    for _ in range(2):
        assert OutboxBackend().send_messages([message]) == 1
    assert len(list(tmp_path.iterdir())) == 1
    assert [one["Subject"] for one in mails_to("a@example.org")] == ["A"]
