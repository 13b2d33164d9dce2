"""Entering papers by hand, and what the pages of entering cost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from evidence.models import Citation, Draft, StudyCard
from tests.factories import make_citation, make_content, make_draft, make_person
from tests.posting import as_post, text_of

pytestmark = pytest.mark.django_db
Asked = Callable[..., Any]
NEW = "/citations/new/"


@pytest.fixture
def curator() -> Person:
    return make_person("curator")


@pytest.fixture
def browser(client: Client, curator: Person) -> Client:
    client.force_login(curator)
    return client


# Papers


def test_a_paper_entered_by_hand_leads_straight_to_its_claim(browser: Client) -> None:
    response = browser.post(
        NEW,
        {
            "kind": "primary_study", "title": "Vesicles", "authors": "Wu, Hongbo\r\nMu, Xiaoqian",
            "year": "2020", "journal": "Cell Death & Disease", "volume": "11",
            "pmid": "https://pubmed.ncbi.nlm.nih.gov/32978367", "doi": "doi:10.1038/S41419",
            "abstract": "One line.\r\nAnother.",
        },
    )  # fmt: skip
    citation = Citation.objects.get()
    assert response["Location"] == reverse("evidence:draft-edit", args=[Draft.objects.get().pk])
    assert (citation.key, citation.pmid, citation.doi) == ("wu2020", "32978367", "10.1038/s41419")
    assert (citation.short, citation.journal) == ("Wu et al., 2020", "Cell Death & Disease")
    assert citation.abstract == "One line.\nAnother."
    assert StudyCard.objects.get().citation == citation
    page = text_of(browser.get(response["Location"]))
    assert "A claim of Wu et al., 2020" in page
    assert "One line." in page


def test_a_paper_may_be_entered_alone(browser: Client) -> None:
    response = browser.post(NEW, {"kind": "review", "title": "A review", "only_paper": "1"})
    citation = Citation.objects.get()
    assert response["Location"] == reverse("evidence:citation-detail", args=[citation.key])
    assert Draft.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"pmid": "12345678901"}, "pmid", "“12345678901” is not a PMID: expected 1 to 8 digits"),
        ({"pmid": "1٢3"}, "pmid", "“1٢3” is not a PMID: expected 1 to 8 digits"),
        ({"pmid": "10.1000/x"}, "pmid", "“10.1000/x” is not a PMID"),
        ({"doi": "10.1038"}, "doi", "“10.1038” is not a DOI: expected 10., a number, a slash"),
        ({"doi": "10.1038/" + "x" * 400}, "doi", "is not a DOI: expected 10., a number"),
        ({"doi": "10.1038/a\x00b"}, "doi", "is not a DOI: expected 10., a number"),
        ({"nct": "NCT123"}, "nct", "“NCT123” is not a NCT id: expected NCT and 8 digits"),
        ({"pmcid": "123"}, "pmcid", "“123” is not a PMCID: expected PMC and digits"),
        ({"year": "20"}, "year", "Year: “20” is not a year between 1800 and next year"),
        ({"title": "a\x00"}, "title", "Title: character 2 is a control character (U+0000)"),
        ({"authors": "W\x07"}, "authors", "Authors: character 2 is a control character (U+0007)"),
        ({"journal": "x" * 100_000}, "journal", "Journal: 100,000 characters are more than the"),
        ({"abstract": "x" * 100_000}, "abstract", "Abstract: 100,000 characters are more than"),
        ({"kind": "novel"}, "kind", "Kind: choose what kind of source this is."),
        ({"title": ""}, "title", "Give a title or at least one identifier"),
    ],
)
def test_a_paper_that_does_not_fit_is_refused_in_the_words_of_the_field(
    browser: Client, typed: dict[str, str], field: str, sentence: str
) -> None:
    body = {"kind": "primary_study", "title": "Vesicles", "authors": "Mu, X"} | typed
    response = browser.post(NEW, body)
    assert response.status_code == 422
    page = text_of(response)
    assert "The paper was not saved; what you typed is in the fields." in page
    assert page.count(sentence) == 2  # in the summary and beside the field
    assert f'<a href="#{field}">' in response.content.decode()
    for value in [text for name, text in body.items() if name != "kind"]:
        assert " ".join(value.split()) in page
    assert Citation.objects.count() == 0


def test_every_problem_of_a_paper_is_named_at_once(browser: Client) -> None:
    response = browser.post(NEW, {"kind": "review", "pmid": "x", "doi": "y", "year": "z"})
    assert [p.field for p in response.context["problems"]] == ["pmid", "doi", "year"]


def test_a_known_identifier_offers_the_paper_that_has_it(browser: Client, curator: Person) -> None:
    known = make_citation(title="Known", identifiers={"doi": "10.1000/x"}, actor=curator)
    response = browser.post(
        NEW, {"kind": "review", "title": "B", "doi": "https://doi.org/10.1000/X"}
    )
    assert response.status_code == 422
    page = text_of(response)
    assert "DOI 10.1000/x is already here: Known. Use that citation." in page
    assert f'name="citation" value="{known.key}"' in page
    assert Citation.objects.count() == 1


def test_a_known_title_is_asked_about_once(browser: Client, curator: Person) -> None:
    make_citation(title="Erratum", actor=curator)
    body = {"kind": "primary_study", "title": "ERRATUM"}
    refused = browser.post(NEW, body)
    assert refused.status_code == 422
    assert "a paper with this very title is already here" in text_of(refused)
    assert browser.post(NEW, body | {"another": "1"}).status_code == 302
    assert Citation.objects.count() == 2


def test_an_unknown_identifier_prefills_the_form(browser: Client) -> None:
    page = browser.get(NEW, {"identifier": "https://clinicaltrials.gov/study/NCT03608631"})
    assert 'value="NCT03608631"' in page.content.decode()
    assert '<option value="trial" selected>' in page.content.decode()
    assert browser.get(NEW, {"identifier": "a\x07"}).status_code == 200


# What the pages cost: session and person are two of each.


def test_the_form_asks_as_much_for_one_row_as_for_three(
    browser: Client, curator: Person, django_assert_num_queries: Asked
) -> None:
    for rows in (1, 3):
        cargo = [{"name": f"miR-{n}77", "kind": "mirna"} for n in range(rows)]
        models = [{"name": "A549"}, {"name": "A549 "}, {"name": "unlisted"}][:rows]
        draft = make_draft(curator, content=make_content(cargo=cargo, models=models))
        url = reverse("evidence:draft-edit", args=[draft.pk])
        with django_assert_num_queries(3 + 10):
            browser.get(url)


def test_a_save_and_an_autosave_ask_a_literal_number(
    browser: Client, curator: Person, django_assert_num_queries: Asked
) -> None:
    draft = make_draft(curator)
    url = reverse("evidence:draft-edit", args=[draft.pk])
    changed = as_post(make_content(locator="table 1")) | {"revision": ["1"]}
    with django_assert_num_queries(2 + 6):
        assert browser.post(url, changed).status_code == 303
    changed = as_post(make_content(locator="table 2")) | {"revision": ["2"]}
    with django_assert_num_queries(2 + 11):
        assert browser.post(url, changed, headers={"X-Autosave": "1"}).status_code == 200


def test_the_list_of_drafts_asks_as_much_for_one_as_for_three(
    browser: Client, curator: Person, django_assert_num_queries: Asked
) -> None:
    for rows in (1, 3):
        while Draft.objects.count() < rows:
            make_draft(curator)
        with django_assert_num_queries(3 + 7):
            browser.get(reverse("evidence:draft-list"))


def test_the_choice_of_papers_asks_one_question(
    browser: Client, curator: Person, django_assert_num_queries: Asked
) -> None:
    for rows in (1, 3):
        while Citation.objects.count() < rows:
            make_citation(actor=curator)
        for query in ("", "?find=study"):
            with django_assert_num_queries(3 + 1):
                browser.get(reverse("evidence:draft-start") + query)
