"""One database in three worlds that differ only in what one reviewer has said.

The method is that of a blinded trial: whoever looks, wherever they look, must see the same bytes
whether the other reviewer has accepted, has rejected, or has said nothing. Time stands still, and
the masks of nonce and CSRF are the same; nothing else is made equal.
"""

import contextlib
import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.urls import resolve as view_at

from accounts.models import Person
from evidence.columns import SECTIONS
from evidence.models import Draft, Item, Term, Version, VersionAuthor
from exchange.actions.exporting import ask_export
from exchange.actions.import_items import Wishes, import_file
from exchange.actions.uploads import keep_upload
from exchange.jobs import make_export
from exchange.models import Export, Import, Upload
from exchange.writers.working import KINDS
from reviews.actions.comments import comment, resolve
from reviews.actions.flags import raise_flag
from reviews.models import Flag, Seat
from tests.architecture.test_permissions import MATRIX, addresses
from tests.factories import any_administrator, make_person
from tests.reading import as_if_new
from tests.workbooks import csv_text
from tests.worlds import SUGGESTION, World

Seen = dict[tuple[str, str], tuple[Any, ...]]
QUEUE = "admin:reviews_queuedversion_changelist"
PEOPLE = (
    "visitor", "without a role", "author", "own seat", "another reviewer", "curator", "editor",
    "editor-author", "editor in conflict", "administrator",
)  # fmt: skip
WORLDS: dict[str, Callable[["Stage"], object]] = {
    "silent": lambda stage: None,
    "accepted": lambda stage: stage.other_says("accept"),
    "rejected": lambda stage: stage.other_says("reject", suggestions=[SUGGESTION]),
}
TODAY = f"?as_of={datetime.now(UTC).date()}"
# What may stand behind the address of a list or a table.
QUERIES = {
    "evidence:item-list": (
        "?status=in_review", "?q=glioma", "?q=cisplatin&effect=restores_sensitivity",
        "?mark=provisional", "?q=figure+2b", TODAY,
    ),
    "evidence:item-detail": (TODAY,),
    "api:withdrawn": ("?since=2026-01-01", "?format=csv"),
    "api:items": (
        "?format=csv", "?format=ndjson", "?format=csv&limit=1", "?limit=1", "?status=in_review",
        "?q=glioma", TODAY,
    ),
    "api:matrix": ("?status=accepted&status=in_review", "?format=csv&status=in_review"),
    "api:contradictions": ("?status=accepted&status=in_review",),
    "api:papers": ("?format=csv", "?state=to_read"),
    "api:citations": ("?format=csv", "?q=study"),
    "api:terms": ("?format=csv", "?vocabulary=cancer"),
    "api:item": ("?fields=status", TODAY),
    "evidence:matrix": ("?status=accepted&status=in_review", "?rows=cancer&status=in_review"),
    "evidence:contradiction-list": ("?scope=review",),
    "evidence:flow": ("?status=accepted&status=in_review", "?by=cargo&status=in_review", TODAY),
    "evidence:therapy-list": ("?status=in_review",),
    "evidence:gaps": (TODAY,),
    "exchange:item-table": ("?status=in_review", "?q=glioma"),
    "reviews:version-list": ("?status=in_review", "?status=split"),
    "evidence:worklist": ("?state=to_read", "?state=done&q=study"),
    "evidence:term-list": ("?vocabulary=cancer",),
    "evidence:term-suggest": ("?vocabulary=cancer&q=gli", "?vocabulary=molecule&q=mir"),
}  # fmt: skip
# What a program sends to make a move on the observed round. Left out is what makes something new:
# its random id is another each time.
_WHY = {"reason": "For a reason."}
BODIES: dict[str, Any] = {
    "api:review-recommendation": {
        "verdict": "accept", "has_read": "abstract",
        "answers": {section.name: {"answer": "agree"} for section in SECTIONS},
    },
    "api:review-recuse": _WHY, "api:version-withdraw": _WHY, "api:version-fewer-seats": _WHY,
    "api:version-contest": _WHY, "api:version-retire": _WHY, "api:version-restore": _WHY,
    "api:version-merge": _WHY | {"into": "EVD-000001"},
    "api:version-confirm": {"expected": "accepted"},
    "api:version-hand-over": _WHY | {"to": "nobody-here"},
    "api:version-decide": {"outcome": "accepted", "reasons": {"whole": "So."}},
    "api:version-waive": _WHY | {"blocker": "full_text_unread"},
    "api:version-accept-as-corrected": {"chosen": [{"recommendation": "x", "place": 0}]},
    "api:draft-submit": {"interests": "none"},
    "api:flag-settle": _WHY,
    "api:import-file-commit": {"only_valid": True},
    "api:releases": {"number": "2026.1"},
}  # fmt: skip
ADMIN_QUERIES = (
    "?status=in_review", "?seats=0", "?seats=1", "?seats=2", "?flags=none", "?o=1", "?o=-1", "?o=2",
    "?o=-2", "?o=3", "?o=-3", "?o=4", "?o=-4", "?o=5", "?o=-5", "?q=EVD-000001", "?p=1",
)  # fmt: skip


@dataclass
class Stage:
    """A round in review whose two seats are taken, amid items of every other status."""

    world: World = field(default_factory=lambda: World(second=make_person("reviewer")))
    people: dict[str, Person | None] = field(init=False)
    version: Version = field(init=False)
    # The keys that stand in addresses, and the addresses that were made of them.
    keys: list[dict[str, Any]] = field(init=False)
    known: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        world = self.world
        for status in ("accepted", "returned", "split", "agreed", "withdrawn", "retired"):
            world.with_status(status)
        self.version = world.in_review()
        raise_flag(item=self.version.item, kind="doubt", text="Look again.", actor=world.author)
        comment(version=self.version, subject="cargo", text="5p?", actor=make_person("curator"))
        for person in (world.author, world.decider):
            self.bring_spreadsheet(person)
        editor_author = make_person("editor", "curator")
        VersionAuthor.objects.create(
            version=self.version, item=self.version.item, person=editor_author
        )
        self.people = {
            "visitor": None,
            "without a role": make_person(),
            "author": world.author,
            "own seat": world.first,
            "another reviewer": make_person("reviewer"),
            "curator": make_person("curator"),
            "editor": world.decider,
            "editor-author": editor_author,
            "editor in conflict": world.conflicted_editor(),
            "administrator": any_administrator(),
        }
        assert tuple(self.people) == PEOPLE
        self.ask_exports()
        self.keys = list(self.ids())

    def bring_spreadsheet(self, person: Person) -> None:
        """A file of theirs that would change the claim in review, and an import of a new row."""
        item = self.version.item.accession
        changes = csv_text([["accession", "locator", "safety"], [item, "figure 9", "none seen"]])
        keep_upload(data=changes.encode(), name="changes.csv", actor=person)
        rows = [["citation_key", "summary", "curator"],
                [self.version.citation.key, "New.", self.world.author.username]]  # fmt: skip
        if not person.is_editor:
            rows = [row[:2] for row in rows]
        data = csv_text(rows).encode()
        import_file(data=data, name="new.csv", wishes=Wishes(), actor=person)

    def ask_exports(self) -> None:
        """A workbook of everything for some of them, which the worker has not made yet."""
        for name in ("author", "another reviewer", "editor"):
            if person := self.people[name]:
                ask_export(kind="xlsx", asked={}, rows=1, actor=person)

    def other_says(self, verdict: str, **changes: Any) -> None:
        """What the other reviewer does in two of the worlds: comments, and recommends."""
        second = self.world.second
        own = comment(version=self.version, subject="item", text="Not in figure 2.", actor=second)
        comment(version=self.version, subject="round", text="It is late.", actor=second)
        comment(version=self.version, subject="", text="So no.", thread=own, actor=second)
        resolve(thread=own, actor=second)
        self.world.say(self.version, second, verdict, **changes)

    def ids(self) -> Iterator[dict[str, Any]]:
        """The keys that stand in addresses; each address takes the first set that fits."""
        version, item = self.version, self.version.item
        own = Seat.objects.get(round=version.pk, holder=self.world.first)
        flag = Flag.objects.filter(item=item).first()
        yield {}
        yield {"accession": item.accession}
        yield {"accession": item.accession, "number": version.number}
        yield {"accession": item.accession, "number": str(version.number)}
        yield {"key": version.citation.key}
        yield {"key": version.citation.key, "kind": "ris"}
        yield {"kind": "json"}
        yield {"pk": own.pk}
        yield {"pk": flag.pk if flag else None}
        yield {"number": "2026.1"}
        yield {"number": "2026.1", "other": "2026.1"}
        yield {"number": "2026.1", "name": "evidence.csv"}
        yield {"username": "curator"}
        yield {"uid": "MQ", "token": "none"}
        yield {"token": "none"}
        yield {"rest": "nothing"}
        yield {"page": "curators"}
        yield {"server": "orcid"}

    def requests(self, person: Person | None) -> Iterator[tuple[str, str]]:
        """Every address of the site as it leads to the observed round, and every admin page."""
        for name in addresses():
            bare = self.address(name)
            yield from (("get", bare + query) for query in ("", *QUERIES.get(name, ())))
            if set(MATRIX[name, "POST"]) != {"405"}:
                yield "post", bare
        yield from (("get", url) for url in self.rows())
        for upload in Upload.objects.all():
            for verb in ("describe", "confirm", "stop"):
                yield "post", reverse(f"exchange:upload-{verb}", args=[upload.pk])
        if person is not None and person.is_staff:
            yield from (("get", url) for url in self.admin_addresses())
        else:
            yield "get", reverse("admin:index")

    def address(self, name: str) -> str:
        """The address called `name`, with the first keys that fit."""
        if name not in self.known:
            self.known[name] = self._made(name)
        return self.known[name]

    def _made(self, name: str) -> str:
        for ids in self.keys:
            with contextlib.suppress(NoReverseMatch):
                return reverse(name, kwargs=ids)
        raise AssertionError(f"the stage has no keys for {name}")

    def rows(self) -> Iterator[str]:
        """Other rows than the first set of keys leads to: both seats, the draft, the terms."""
        for seat in Seat.objects.filter(round=self.version.pk):
            for verb in ("seat", "seat-hand-back", "seat-stay"):
                yield reverse(f"reviews:{verb}", args=[seat.pk])
        for upload in Upload.objects.all():
            yield reverse("exchange:upload-preview", args=[upload.pk])
            yield reverse("exchange:upload-errors", args=[upload.pk])
            for part in ("", "-rows"):
                yield reverse(f"api:import-file{part}", args=[upload.pk])
        for done in Import.objects.all():
            yield reverse("exchange:import-detail", args=[done.pk])
            yield reverse("api:import", args=[done.pk])
            yield reverse("api:import-rows", args=[done.pk])
        yield from self.exports()
        for draft in Draft.objects.filter(item=self.version.item):
            yield reverse("evidence:draft-edit", args=[draft.pk])
            yield reverse("api:draft", args=[draft.pk])
        for term in Term.objects.filter(used_in__version=self.version).distinct():
            yield reverse("evidence:term-detail", args=[term.pk])
            yield reverse("api:term", args=[term.pk])
            if term.vocabulary == "agent":
                yield reverse("evidence:therapy-detail", args=[term.pk]) + "?status=in_review"
        for item in Item.objects.exclude(pk=self.version.item_id):
            yield reverse("evidence:item-detail", args=[item.accession])
            yield reverse("reviews:history", args=[item.accession])
            yield reverse("api:item-events", args=[item.accession])
            yield reverse("api:comments", args=[item.accession])
            yield reverse("api:flags", args=[item.accession])
            yield reverse("api:version-recommendations", args=[item.accession, "1"])

    def exports(self) -> Iterator[str]:
        """What goes out as files: lists in every format, and what the worker made for each."""
        yield from (reverse("exchange:item-export", args=[kind]) for kind in KINDS)
        for query in ("?status=in_review", "?q=glioma", "?status=draft"):
            yield reverse("exchange:item-export", args=["csv"]) + query
        for export in Export.objects.all():
            for page in ("detail", "file"):
                yield reverse(f"exchange:export-{page}", args=[export.pk])

    def admin_addresses(self) -> Iterator[str]:
        """The lists of Django's admin, the review queue in every order, and some rows of each."""
        yield reverse("admin:index")
        yield from (reverse(QUEUE) + query for query in ADMIN_QUERIES)
        for model in admin.site._registry:
            stem = f"admin:{model._meta.app_label}_{model._meta.model_name}"
            yield reverse(f"{stem}_changelist")
            yield reverse(f"{stem}_changelist") + f"?q={self.version.item.accession}"
            for row in model._default_manager.order_by("-pk")[:3]:
                yield reverse(f"{stem}_change", args=[row.pk])
                yield reverse(f"{stem}_history", args=[row.pk])

    def look(self, people: Collection[str] = ()) -> Seen:
        """Return everything `people`, or else all, are answered, as if nobody had looked before."""
        seen: Seen = {}
        for export in Export.objects.all():
            make_export(id=str(export.pk))
        for name, person in self.people.items():
            if people and name not in people:
                continue
            client = Client()
            if person is not None:
                client.force_login(person)
            # The same is asked once, as who asks twice leaves nothing behind and is answered alike.
            for method, url in dict.fromkeys(self.requests(person)):
                seen[name, f"{method.upper()} {url}"] = answered(client, method, url)
        return seen


def answered(somebody: Client, method: str, url: str) -> tuple[Any, ...]:
    """Return status, headers and bytes of an answer, and undo whatever was done."""
    client = as_if_new(somebody)
    client.cookies["csrftoken"] = "s" * 32
    with transaction.atomic():
        response = getattr(client, method)(url, **_program(method, url))
        answer = (response.status_code, dict(response.headers), response.getvalue())
        transaction.set_rollback(True)
    return answer


def _program(method: str, url: str) -> dict[str, Any]:
    """Return what a program sends with a write: a whole body, under a key."""
    if method == "get" or not url.startswith("/api/"):
        return {}
    body = BODIES.get(view_at(url).view_name, {})
    headers = {"Idempotency-Key": "key", "If-Match": '"r1"'}
    return {"data": json.dumps(body), "content_type": "application/json", "headers": headers}


@contextlib.contextmanager
def time_stands_still(now: datetime) -> Iterator[None]:
    """Pin the clock, the masks and the secrets that are made up while looking."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.utils.timezone.now", lambda: now)
        patch.setattr("time.time", lambda: now.timestamp())
        patch.setattr("django.middleware.csrf._mask_cipher_secret", lambda secret: secret * 2)
        patch.setattr("secrets.token_urlsafe", lambda *_: "token")
        patch.setattr("fido2.server.os", SimpleNamespace(urandom=bytes))
        patch.setattr("structlog.contextvars.get_contextvars", lambda: {"request_id": "request"})
        patch.setattr("csp.middleware.CSPMiddleware._make_nonce", lambda *_: "nonce")
        yield
