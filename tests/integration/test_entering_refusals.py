"""What cannot be saved: said in the words of the fields, nothing lost, never a 500."""

import html
from collections.abc import Iterable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from evidence.models import Draft
from evidence.presenters.drafts import digests
from tests.factories import (
    make_content,
    make_draft,
    make_person,
    make_version,
)
from tests.posting import AUTOSAVE, as_post, assert_says, assert_unchanged, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator() -> Person:
    return make_person("curator")


@pytest.fixture
def browser(client: Client, curator: Person) -> Client:
    client.force_login(curator)
    return client


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("x" * 100_000, "Summary in one sentence: 100,000 characters are more than the 32,767"),
        ("abc\x07", "Summary in one sentence: character 4 is a control character (U+0007)"),
        ("abc\x00d", "Summary in one sentence: character 4 is a control character (U+0000)"),
    ],
)
def test_a_text_that_cannot_be_stored_stays_in_its_field(
    browser: Client, curator: Person, typed: str, sentence: str
) -> None:
    draft = make_draft(curator)
    response = save(browser, draft, make_content(summary=typed, locator="table 7"))
    assert response.status_code == 422
    assert_says(response, "Nothing was saved. What you typed is still in the fields.", sentence)
    page = response.content.decode()
    assert html.escape(typed) in page
    assert 'value="table 7"' in page
    assert_unchanged(draft)


def test_a_control_character_in_a_name_does_not_reach_the_database(
    browser: Client, curator: Person
) -> None:
    draft = make_draft(curator)
    for take in ("", "summary", "modality"):
        content = make_content(agents=[{"name": "cis\x00platin", "role": "alongside"}])
        response = save(browser, draft, content, take=take)
        assert response.status_code == 422
        assert_says(response, "Agents, row 1: character 4 is a control character (U+0000)")
    assert_unchanged(draft)


def test_autosave_names_what_it_cannot_store(browser: Client, curator: Person) -> None:
    draft = make_draft(curator)
    body = as_post(make_content(locator="a\x07")) | {"revision": ["1"]}
    url = reverse("evidence:draft-edit", args=[draft.pk])
    response = browser.post(url, body, headers=AUTOSAVE)
    assert response.status_code == 422
    assert response.json() == {
        "state": "invalid",
        "problems": [
            {
                "field": "locator",
                "message": "Where in the paper: character 2 is a control character (U+0007) that "
                "cannot be seen or stored. Delete it and try again.",
            }
        ],
    }
    assert_unchanged(draft)


def test_two_tabs_meet_on_a_page_with_both_texts(browser: Client, curator: Person) -> None:
    """One tab changed the locator and the effect, the other the summary and the effect."""
    draft = make_draft(curator)
    base = digests(draft.content)
    first = draft.content | {"locator": "table 1", "effect": [{"name": "mixed"}]}
    second = draft.content | {"summary": "Mine.", "effect": [{"name": "no_effect"}]}
    save(browser, draft, first, base=base)
    response = save(browser, draft, second, base=base)
    assert response.status_code == 409
    assert_says(response, "This draft was saved in another tab at", "table 1", "Mine.", "no effect")
    chosen = {d.name: d.keep for d in response.context["differences"]}
    assert chosen == {"locator": "saved", "effect": "", "summary": "mine"}
    assert Draft.objects.get(pk=draft.pk).content == first
    body = dict_of(response.context["pairs"]) | {
        "revision": ["2"], "keep-locator": ["saved"], "keep-effect": ["mine"],
        "keep-summary": ["mine"],
    }  # fmt: skip
    answer = browser.post(reverse("evidence:draft-edit", args=[draft.pk]), body)
    assert answer.status_code == 303
    settled = first | {"summary": "Mine.", "effect": [{"name": "no_effect"}]}
    assert Draft.objects.get(pk=draft.pk).content == settled


def dict_of(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    body: dict[str, list[str]] = {}
    for name, value in pairs:
        body.setdefault(name, []).append(value)
    return body


def test_autosave_of_an_old_tab_is_a_conflict_and_writes_nothing(
    browser: Client, curator: Person
) -> None:
    draft = make_draft(curator)
    save(browser, draft, make_content(locator="table 1"))
    saved = Draft.objects.get(pk=draft.pk)
    url = reverse("evidence:draft-edit", args=[draft.pk])
    body = as_post(make_content(locator="table 2")) | {"revision": ["1"]}
    response = browser.post(url, body, headers=AUTOSAVE)
    assert (response.status_code, response.json()) == (409, {"state": "conflict", "url": url})
    assert_unchanged(saved)


def test_a_draft_of_somebody_else_is_not_found(browser: Client) -> None:
    draft = make_draft(make_person("curator"))
    for name in ("draft-edit", "draft-paper", "draft-submit", "draft-withdraw"):
        url = reverse(f"evidence:{name}", args=[draft.pk])
        assert browser.get(url).status_code == 404
        assert browser.post(url, {"revision": "1", "reason": "x"}).status_code == 404
    assert browser.post(reverse("evidence:draft-next"), {"draft": draft.pk}).status_code == 404
    assert_unchanged(draft)


def test_signed_out_the_typed_text_comes_back_to_be_sent_again(
    client: Client, curator: Person
) -> None:
    draft = make_draft(curator)
    response = save(client, draft, make_content(quote="my <b>words</b>"))
    assert response.status_code == 403
    assert_says(response, "Not saved yet, and nothing is lost", "You are signed out.")
    assert 'name="quote" value="my &lt;b&gt;words&lt;/b&gt;"' in response.content.decode()
    url = reverse("evidence:draft-edit", args=[draft.pk])
    answer = client.post(url, {"quote": "x"}, headers=AUTOSAVE)
    assert (answer.status_code, answer.json()["state"]) == (401, "signed-out")
    assert client.get(url)["Location"] == f"{reverse('accounts:sign-in')}?next={url}"
    assert_unchanged(draft)


def test_a_page_open_too_long_keeps_its_text(curator: Person) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(curator)
    draft = make_draft(curator)
    response = save(strict, draft, make_content(quote="kept"))
    assert response.status_code == 403
    assert_says(response, "Not saved yet, and nothing is lost", "This page was open too long")
    assert 'name="quote" value="kept"' in response.content.decode()
    assert_unchanged(draft)


def test_a_tab_left_open_after_submission_keeps_its_text(browser: Client, curator: Person) -> None:
    version = make_version(curator)
    response = save(browser, version.draft, make_content(locator="page 99"))
    assert response.status_code == 403
    assert_says(response, "This draft was submitted as version 1 and is frozen now.")
    assert 'value="page 99"' in response.content.decode()


def test_any_post_at_all_is_answered(browser: Client, curator: Person) -> None:
    draft = make_draft(curator)
    url = reverse("evidence:draft-edit", args=[draft.pk])
    bodies: list[dict[str, object]] = [
        {}, {"revision": "x"}, {"revision": "99999999999999999999"}, {"revision": "-1"},
        {"add_row": "nothing", "revision": "1"}, {"take": "nothing", "revision": "1"},
        {"cargo-99999-name": "x", "item": "7", "pk": "3", "__class__": "y", "revision": "1"},
        {"base": "x:y z", "keep-cargo": "saved", "keep-nothing": "saved"},
        {"cargo-unknown": "perhaps", "revision": "1"},
        {"given": ["isolated_evs", "\x00"], "revision": "1"},
    ]  # fmt: skip
    for body in bodies:
        assert browser.post(url, body).status_code in (303, 409, 422)
    for query in ("?of=cargo&rows=99999", "?of=x&rows=-1", "?rows=%07", "?of=cargo&rows=٣"):
        assert browser.get(url + query).status_code == 200
