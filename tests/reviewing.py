"""What the tests of the review pages share: signing in, addresses, and what a browser sends."""

from html.parser import HTMLParser
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Person
from evidence.models import Version
from reviews.models import Seat
from tests.worlds import SECTIONS


def signed_in(person: Person) -> Client:
    """Return a browser in which `person` is signed in."""
    client = Client()
    client.force_login(person)
    return client


def seat_of(version: Version, person: Person) -> Seat:
    """Return the seat of `person` in the version's round."""
    return Seat.objects.get(round=version.pk, holder=person)


def seat_url(version: Version, person: Person) -> str:
    """Return the address of that person's review."""
    return reverse("reviews:seat", args=[seat_of(version, person).pk])


def page(name: str, version: Version) -> str:
    """Return the address of one of the pages of a version."""
    return reverse(f"reviews:{name}", args=[version.item.accession, version.number])


def said(verdict: str = "accept", **changes: Any) -> dict[str, Any]:
    """Return what the review page posts: agreed everywhere, but for the `changes`."""
    answers = {f"answer-{name}": "agree" for name in SECTIONS}
    return answers | {"verdict": verdict, "has_read": "abstract", "revision": "0"} | changes


def queries(client: Client, url: str) -> int:
    """Return how many queries a page costs."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


class Form(HTMLParser):
    """What a browser would send from the form `review` without touching anything."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self.select = self.area = ""
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {key: value or "" for key, value in attrs}
        if tag == "form":
            self.inside = a.get("id") == "review"
        if not self.inside:
            return
        name = a.get("name", "")
        if (
            tag == "input"
            and name
            and (a.get("type") not in ("checkbox", "radio") or "checked" in a)
        ):
            self.sent.setdefault(name, []).append(a.get("value", "on"))
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in a:
            self.sent.setdefault(self.select, []).append(a.get("value", ""))
        elif tag == "textarea":
            self.area = name
            self.sent[name] = [""]

    def handle_endtag(self, tag: str) -> None:
        self.select = "" if tag == "select" else self.select
        self.area = "" if tag == "textarea" else self.area

    def handle_data(self, data: str) -> None:
        if self.inside and self.area:
            self.sent[self.area][0] += data


def posted_from(response: Any) -> dict[str, Any]:
    """What a browser would send from the review page without touching anything."""
    form = Form()
    form.feed(response.content.decode())
    return dict(form.sent)


def posted_from_any(response: Any) -> dict[str, Any]:
    """What a browser would send from the page's last form."""
    html = response.content.decode().replace('<form class="form"', '<form class="form" id="review"')
    return posted_from(type("Page", (), {"content": html.encode()}))
