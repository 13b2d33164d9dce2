"""Blindness, measured: every page and mail of a round in review is the same, byte for byte, whether
the other reviewer has accepted, has rejected, has commented, or has said nothing."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.jobs import send_digest, send_mail
from accounts.models import Notification
from evidence.models import Version, VersionAuthor
from ground import clock
from reviews.actions.comments import comment
from reviews.actions.remind import remind
from reviews.jobs import remind_of_leases, tell_of_waiting
from reviews.models.comments import CommentQuerySet
from tests.factories import make_person
from tests.reviewing import page, seat_url, signed_in
from tests.worlds import World

pytestmark = pytest.mark.django_db
WORLDS: dict[str, Callable[[World, Version], object]] = {
    "silent": lambda world, version: None,
    "accepted": lambda world, version: world.say(version, world.second, "accept"),
    "rejected": lambda world, version: world.say(version, world.second, "reject"),
    "commented": lambda world, version: [
        comment(version=version, subject=subject, text="It is not in figure 2.", actor=world.second)
        for subject in ("item", "cargo", "round")
    ],
}


@pytest.fixture(autouse=True)
def pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let time stand still and every mask be the same."""
    now = clock.now()
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    monkeypatch.setattr("django.middleware.csrf._mask_cipher_secret", lambda secret: secret * 2)
    monkeypatch.setattr("django.utils.cache.http_date", lambda *_: "then")
    monkeypatch.setattr("csp.middleware.CSPMiddleware._make_nonce", lambda *_: "nonce")


class Observed:
    """A round in review, and everybody who might look at it but the other reviewer."""

    def __init__(self) -> None:
        self.world = World(second=make_person("reviewer"))
        self.version = self.world.in_review()
        self.world.in_review()
        comment(version=self.version, subject="item", text="Well?", actor=make_person("curator"))
        editor_author = make_person("editor", "curator")
        VersionAuthor.objects.create(
            version=self.version, item=self.version.item, person=editor_author
        )
        people = {
            "author": self.world.author,
            "own seat": self.world.first,
            "another reviewer": make_person("reviewer"),
            "curator": make_person("curator"),
            "editor": self.world.decider,
            "editor-author": editor_author,
            "editor in conflict": self.world.conflicted_editor(),
            "administrator": make_person("editor", administrator=True),
        }
        self.people = people
        for person in people.values():
            person.email = f"{person.username}@example.org"
            person.save(update_fields=["email"])
        self.clients = {name: signed_in(person) for name, person in people.items()}
        self.clients["visitor"] = Client()
        for client in self.clients.values():
            client.cookies["csrftoken"] = "s" * 32

    def addresses(self) -> Iterator[str]:
        version, accession = self.version, self.version.item.accession
        yield reverse("reviews:queue")
        yield seat_url(version, self.world.first)
        yield reverse("reviews:history", args=[accession])
        yield reverse("reviews:talk", args=[accession])
        yield reverse("accounts:notification-list")
        yield reverse("accounts:mail-wishes")
        for name in (
            "decide", "feedback", "version-withdraw", "version-fewer-seats", "version-contest",
            "version-revise",
        ):  # fmt: skip
            yield page(name, version)
        yield reverse("reviews:flag-list")
        yield reverse("reviews:correction-list")
        yield reverse("evidence:item-list")
        yield reverse("evidence:item-detail", args=[accession])
        yield reverse("evidence:version-detail", args=[accession, version.number])
        yield reverse("evidence:citation-detail", args=[version.citation.key])
        yield reverse("evidence:home")
        changelist = reverse("admin:reviews_queuedversion_changelist")
        for query in (
            "", "?status=in_review", "?seats=0", "?seats=1", "?seats=2", "?flags=none",
            "?o=5", "?o=-5", "?o=2", f"?q={accession}",
        ):  # fmt: skip
            yield changelist + query
        yield reverse("admin:index")

    def forms(self) -> Iterator[tuple[str, dict[str, str]]]:
        """What somebody curious could press without ending the round."""
        version = self.version
        yield (
            page("blocker-waive", version),
            {"blocker": "full_text_unread", "why-waive-full_text_unread": "Curious."},
        )  # fmt: skip
        yield page("version-confirm", version), {"expected": "accepted"}
        yield page("version-remind", version), {}
        talk = reverse("reviews:talk", args=[version.item.accession])
        yield talk, {"version": "1", "subject": "item", "text": "Well, @nobody.here?"}
        yield talk, {"version": "1", "thread": str(version.item.created_by_id), "text": "Well?"}
        yield page("decide", version), {"outcome": "accepted", "reason-whole": "Curious."}
        yield page("version-accept-corrected", version), {"chosen": "0:0"}
        yield reverse("reviews:paper-take", args=[version.citation.key]), {}
        yield (
            reverse("admin:reviews_queuedversion_changelist"),
            {"action": "confirm_agreed", "_selected_action": str(version.pk)},
        )

    def mails(self) -> dict[str, list[tuple[str, str]]]:
        """Return subject and text of all the mail of the next ten days, by address."""
        remind(version=self.version, actor=self.world.decider)
        now = clock.now()
        mail.outbox.clear()
        for days in (0, 6.5, 7.5, 10):
            moment = now + timedelta(days=days)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("ground.clock.now", lambda moment=moment: moment)
                remind_of_leases(timestamp=0)
                tell_of_waiting(timestamp=0)
                for row in Notification.objects.order_by("made_at", "person", "about_id"):
                    send_mail(id=str(row.pk))
                for person in self.people.values():
                    send_digest(id=person.pk)
        return {
            person.email: [(m.subject, m.body) for m in mail.outbox if m.to == [person.email]]
            for person in self.people.values()
        }

    def look(self, *people: str) -> dict[tuple[str, str], tuple[Any, ...]]:
        """Return everything `people`, or else all, are answered, as if nobody had looked before."""
        seen = {}
        for name in people or self.clients:
            client = self.clients[name]
            for url in self.addresses():
                seen[name, url] = _bytes(client.get(url))
            client.cookies.pop("messages", None)
            for url, form in self.forms():
                with transaction.atomic():
                    seen[name, f"POST {url} {form}"] = _bytes(client.post(url, form))
                    transaction.set_rollback(True)
                client.cookies.pop("messages", None)
        with transaction.atomic():
            for address, sent in self.mails().items():
                seen[address, "mail"] = tuple(sent)
            transaction.set_rollback(True)
        return seen


def _bytes(response: HttpResponse) -> tuple[Any, ...]:
    return (response.status_code, dict(response.headers), response.content)


def test_nobody_learns_whether_the_other_reviewer_has_spoken(settings: Any) -> None:
    settings.FULL_TEXT_REQUIRED = True
    observed = Observed()
    seen = {}
    for name, happens in WORLDS.items():
        with transaction.atomic():
            happens(observed.world, observed.version)
            seen[name] = observed.look()
            transaction.set_rollback(True)
    assert len(seen["silent"]) > 320
    mails = [one for key in seen["silent"] if key[1] == "mail" for one in seen["silent"][key]]
    assert len(mails) > 3
    for name in ("accepted", "rejected", "commented"):
        different = [key for key in seen["silent"] if seen[name][key] != seen["silent"][key]]
        assert different == [], name


def test_the_measure_would_notice(settings: Any) -> None:
    """The same comparison sees a difference where there is one to see: one's own review."""
    observed = Observed()
    url = seat_url(observed.version, observed.world.first)
    client = observed.clients["own seat"]
    before = _bytes(client.get(url))
    assert _bytes(client.get(url)) == before
    observed.world.say(observed.version, observed.world.first, "accept")
    assert _bytes(client.get(url)) != before


def test_the_measure_would_notice_a_comment_without_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaving the sight of comments out on purpose is found."""
    everything = CommentQuerySet.all
    monkeypatch.setattr(CommentQuerySet, "visible_to", lambda self, reader: everything(self))
    observed = Observed()
    people = ("author", "own seat", "editor")
    before = observed.look(*people)
    WORLDS["commented"](observed.world, observed.version)
    after = observed.look(*people)
    assert len([key for key in before if before[key] != after[key]]) > 10


def test_what_is_sealed_is_in_no_history() -> None:
    world = World()
    version = world.in_review()
    world.say(version, world.first, "accept")
    url = reverse("reviews:history", args=[version.item.accession])
    for person in (world.author, world.decider, world.second):
        lines = signed_in(person).get(url).context["lines"]
        assert [line["line"].words for line in lines if "recommend" in line["line"].words] == []
