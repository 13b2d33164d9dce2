"""How we review: what the page says follows the settings."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.posting import assert_says, text_of

pytestmark = pytest.mark.django_db


def page() -> Any:
    return Client().get(reverse("reviews:how-we-review"))


def test_the_page_states_the_policy_in_force(settings: Any) -> None:
    settings.REVIEWERS_PER_ROUND, settings.FULL_TEXT_REQUIRED = 2, False
    settings.CALIBRATION_FIRST = False
    assert_says(
        page(),
        "Two reviewers judge each claim",
        "The full text is not demanded",
        "not asked to judge a calibration set",
        "Two blinded reviewers",
    )
    settings.REVIEWERS_PER_ROUND, settings.FULL_TEXT_REQUIRED = 1, True
    assert_says(
        page(),
        "One reviewer judges each claim",
        "At least one reviewer has to have read the full text",
        "One reviewer, who was no author",
    )
    assert "Two reviewers" not in text_of(page())
    assert "not demanded" not in text_of(page())


def test_what_is_never_waived_says_so() -> None:
    rows = text_of(page()).split("<tr>")
    row = next(row for row in rows if "Citation not identified" in row)
    assert "never" in row


def test_the_guide_leads_to_its_pages_and_the_glossary_holds_the_words_of_the_house() -> None:
    for address in ("/guide/", "/guide/curators/", "/guide/editors/", "/guide/reviewers/"):
        assert_says(Client().get(address), "/guide/glossary/", "/guide/how-we-review/")
    assert Client().get("/guide/nobody/").status_code == 404
    old = Client().get("/glossary/")
    assert (old.status_code, old["Location"]) == (301, "/guide/glossary/")
    assert_says(Client().get("/guide/glossary/"), "Confirmed authorship", "permanent accession")
