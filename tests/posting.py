"""The claim form as a browser posts it, and what a page answers."""

import html

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from evidence.columns import BY_NAME
from evidence.content import Content
from evidence.models import Draft

AUTOSAVE = {"X-Autosave": "1"}


def as_post(content: Content) -> dict[str, list[str]]:
    """Return the POST body of a form that shows `content`, blank controls left out."""
    body: dict[str, list[str]] = {}
    for name, value in content.items():
        column = BY_NAME[name]
        if isinstance(value, dict):
            body[f"{name}-unknown"] = [value["unknown"]]
        elif isinstance(value, str):
            body[name] = [value.replace("\n", "\r\n")]
        elif column.kind in ("terms", "rows"):
            for index, entry in enumerate(value):
                for key, said in entry.items():
                    body[f"{name}-{index}-{key}"] = ["1" if said is True else said]
        else:
            body[name] = [entry["name"] for entry in value]
    return body


def save(browser: Client, draft: Draft, content: Content, **more: str) -> HttpResponse:
    """Post `content` as the form of `draft` would, with the buttons and hidden fields `more`."""
    body = as_post(content) | {"revision": [str(draft.revision)]}
    body |= {name: [value] for name, value in more.items()}
    return browser.post(reverse("evidence:draft-edit", args=[draft.pk]), body)


def text_of(response: HttpResponse) -> str:
    """Return a page as one line of text, entities resolved and markup left in."""
    return " ".join(html.unescape(response.content.decode()).split())


def assert_says(response: HttpResponse, *sentences: str) -> None:
    """Fail where the page lacks one of `sentences`."""
    text = text_of(response)
    for sentence in sentences:
        assert sentence in text


def assert_unchanged(draft: Draft) -> None:
    """Fail where the database no longer holds `draft` as it is here."""
    now = Draft.objects.get(pk=draft.pk)
    assert (now.content, now.revision, now.saved_at) == (
        draft.content, draft.revision, draft.saved_at,
    )  # fmt: skip
