"""Submitting a claim through its pages."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from evidence.documents import content_of
from evidence.models import Draft, Standing, Term, Version
from tests.factories import (
    make_content,
    make_draft,
    make_person,
    make_version,
)
from tests.posting import assert_says, assert_unchanged, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator() -> Person:
    return make_person("curator")


@pytest.fixture
def browser(client: Client, curator: Person) -> Client:
    client.force_login(curator)
    return client


def submission(draft: Draft, **more: str) -> dict[str, str]:
    return {"revision": str(draft.revision), "has_interests": "none"} | more


def test_check_lists_what_is_missing_as_links_and_keeps_the_draft(
    browser: Client, curator: Person
) -> None:
    draft = make_draft(curator, content={})
    response = save(browser, draft, make_content(cargo=None, effect=None), check="1")
    assert response.status_code == 422
    assert_says(response, "Saved, but not submitted: 2 answers are still needed")
    page = response.content.decode()
    for field in ("cargo", "effect"):
        assert f'<a href="#{field}">' in page
    assert "cargo" not in Draft.objects.get(pk=draft.pk).content
    again = browser.get(reverse("evidence:draft-submit", args=[draft.pk]))
    assert_says(again, "2 answers still needed", "Cargo is not answered.")


def test_a_complete_claim_is_submitted_once_however_often_it_is_sent(
    browser: Client, curator: Person
) -> None:
    content = make_content(cargo=[{"name": "miR-193b", "kind": "mirna"}])
    draft = make_draft(curator, content=content)
    url = reverse("evidence:draft-submit", args=[draft.pk])
    assert save(browser, draft, content, check="1")["Location"] == url
    assert_says(browser.get(url), "Submit this claim?", "entered as a provisional term")
    places = {browser.post(url, submission(draft))["Location"] for _ in range(2)}
    version = Version.objects.get()
    assert places == {reverse("evidence:item-detail", args=[version.item.accession])}
    assert content_of(version.document, version.supplement) == content
    assert Standing.objects.get(version=version).status == "in_review"
    assert version.round.authors_interests == "none"
    assert Term.objects.get(label="miR-193b").status == "provisional"
    assert browser.get(reverse("evidence:draft-edit", args=[draft.pk])).status_code == 302


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"has_interests": ""}, "Say whether you have a conflict of interest with this paper"),
        ({"has_interests": "some"}, "Conflict of interest: say in a few words what it is."),
        ({"interests": "my lab"}, "“none” is chosen and one is described as well"),
        ({"has_interests": "some", "interests": "x\x07"}, "is a control character (U+0007)"),
        ({"revision": "0"}, "The draft was saved again at"),
    ],
)
def test_a_submission_that_does_not_fit_changes_nothing(
    browser: Client, curator: Person, typed: dict[str, str], sentence: str
) -> None:
    draft = make_draft(curator)
    url = reverse("evidence:draft-submit", args=[draft.pk])
    response = browser.post(url, submission(draft) | typed)
    assert response.status_code in (409, 422)
    assert_says(response, sentence)
    assert Version.objects.count() == 0
    assert_unchanged(draft)


def test_a_twin_is_shown_side_by_side_and_needs_its_sentence(
    browser: Client, curator: Person
) -> None:
    other = make_version()
    draft = make_draft(curator, citation=other.citation, content=make_content(locator="table 9"))
    url = reverse("evidence:draft-submit", args=[draft.pk])
    page = browser.get(url)
    assert_says(page, "Nearly the same is here already", other.item.accession, "table 9")
    refused = browser.post(url, submission(draft))
    assert refused.status_code == 422
    assert_says(refused, "say in one sentence why, and submit again. The draft is kept.")
    assert Version.objects.count() == 1
    browser.post(url, submission(draft, why_separate="Another cell line."))
    assert Version.objects.get(item=draft.item).round.why_separate == "Another cell line."


def test_an_identical_claim_is_refused(browser: Client, curator: Person) -> None:
    content = make_content()
    other = make_version(content=content)
    draft = make_draft(curator, citation=other.citation, content=content)
    url = reverse("evidence:draft-submit", args=[draft.pk])
    sentence = f"Every answer equals {other.item.accession}, version 1: the same claim is"
    assert_says(browser.get(url), sentence)
    response = browser.post(url, submission(draft, why_separate="no"))
    assert response.status_code == 422
    assert_says(response, sentence)
    assert Version.objects.count() == 1


def test_the_order_of_rows_and_ticks_does_not_make_another_claim(curator: Person) -> None:
    rows = [{"name": "miR-193a", "kind": "mirna"}, {"name": "miR-9", "kind": "mirna"}]
    one = make_content(cargo=rows, recipient=[{"name": "tumour"}, {"name": "immune"}])
    two = one | {"cargo": rows[::-1], "recipient": [{"name": "immune"}, {"name": "tumour"}]}
    version = make_version(curator, content=one)
    draft = make_draft(curator, citation=version.citation, content=two)
    client = Client()
    client.force_login(curator)
    page = client.get(reverse("evidence:draft-submit", args=[draft.pk]))
    assert_says(page, f"Every answer equals {version.item.accession}")


def test_an_external_id_of_another_claim_is_named(browser: Client, curator: Person) -> None:
    ids = [{"name": "starter", "id": "MSCEV-001"}]
    first = make_version(content=make_content(external_ids=ids))
    draft = make_draft(curator, content=make_content(external_ids=ids))
    response = save(browser, draft, draft.content, check="1")
    assert response.status_code == 422
    assert_says(
        response,
        f"External ids: starter MSCEV-001 is {first.item.accession} already, and an id names one "
        "claim. Correct the id or delete the row.",
    )
