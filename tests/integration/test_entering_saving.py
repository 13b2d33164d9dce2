"""Saving a draft: what is stored, what is proposed, what is said of names."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from evidence.models import Draft, Term, Version
from tests.factories import (
    make_content,
    make_draft,
    make_person,
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


def test_a_save_is_answered_with_303_and_stored(browser: Client, curator: Person) -> None:
    draft = make_draft(curator, content={})
    content = make_content(quote="Two\nlines")
    response = save(browser, draft, content)
    assert (response.status_code, response["Location"]) == (
        303, reverse("evidence:draft-edit", args=[draft.pk]),
    )  # fmt: skip
    now = Draft.objects.get(pk=draft.pk)
    assert (now.content, now.revision) == (content, 2)
    assert_says(browser.get(response["Location"]), f"Saved at {now.saved_at:%H:%M} UTC.")


def test_saving_the_same_again_changes_nothing(browser: Client, curator: Person) -> None:
    draft = make_draft(curator)
    assert save(browser, draft, draft.content).status_code == 303
    assert_unchanged(draft)


def test_autosave_answers_json_with_the_new_revision(browser: Client, curator: Person) -> None:
    draft = make_draft(curator)
    content = make_content(cargo=[{"name": "miR-193b", "kind": "mirna"}])
    body = as_post(content) | {"revision": ["1"]}
    url = reverse("evidence:draft-edit", args=[draft.pk])
    answer = browser.post(url, body, headers=AUTOSAVE).json()
    now = Draft.objects.get(pk=draft.pk)
    assert (answer["state"], answer["at"], answer["revision"]) == (
        "saved", f"{now.saved_at:%H:%M}", 2,
    )  # fmt: skip
    assert answer["reading"] == (
        "EVs of bone marrow MSCs carrying miR-193b restore the sensitivity of non-small cell lung "
        "carcinoma to cisplatin."
    )
    assert {section["open"] for section in answer["sections"]} == {0}
    assert list(answer["fields"]) == ["cargo"]


def test_a_row_is_added_without_javascript(browser: Client, curator: Person) -> None:
    draft = make_draft(curator, content={})
    body = {"cargo-0-name": "miR-9", "cargo-1-name": "", "add_row": "cargo", "revision": "1"}
    url = reverse("evidence:draft-edit", args=[draft.pk])
    response = browser.post(url, body)
    assert response["Location"] == f"{url}?of=cargo&rows=3#cargo"
    page = browser.get(response["Location"]).content.decode()
    assert 'name="cargo-2-name"' in page
    assert 'name="cargo-3-name"' not in page


def test_the_proposed_sentence_and_modality_are_taken(browser: Client, curator: Person) -> None:
    content = make_content(summary=None)
    draft = make_draft(curator, content=content)
    assert_says(browser.get(reverse("evidence:draft-edit", args=[draft.pk])), "chemotherapy")
    response = save(browser, draft, content, take="summary")
    assert response["Location"].endswith("#summary")
    draft.refresh_from_db()
    assert draft.content["summary"].startswith("EVs of bone marrow MSCs carrying miR-193a restore")
    save(browser, draft, draft.content, take="modality")
    draft.refresh_from_db()
    assert draft.content["modality"] == [{"name": "chemotherapy"}]


def test_an_unlisted_name_of_an_open_list_is_announced_with_the_nearest(
    browser: Client, curator: Person
) -> None:
    draft = make_draft(curator, content=make_content(agents=[{"name": "cisplatine"}]))
    page = browser.get(reverse("evidence:draft-edit", args=[draft.pk]))
    assert_says(
        page,
        "“cisplatine” is not in the list yet: it will be entered as a provisional term, marked, "
        "until an editor confirms it. Did you mean “cisplatin”?",
    )
    assert not Term.objects.filter(label="cisplatine").exists()


def test_an_unlisted_name_of_a_closed_list_is_an_error_beside_its_field(
    browser: Client, curator: Person
) -> None:
    draft = make_draft(curator, content=make_content(tissue=[{"name": "bone marow"}]))
    sentence = "“bone marow” is not in this closed list. Did you mean “bone marrow”?"
    assert_says(browser.get(reverse("evidence:draft-edit", args=[draft.pk])), sentence)
    response = save(browser, draft, draft.content, check="1")
    assert response.status_code == 422
    assert_says(response, "Saved, but not submitted: one answer is still needed", sentence)
    assert Version.objects.count() == 0
