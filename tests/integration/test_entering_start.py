"""Beginning a claim: finding the paper, the draft, the next claim, my drafts."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from evidence.models import Draft, Item
from tests.factories import (
    make_citation,
    make_content,
    make_draft,
    make_person,
    make_terms,
    make_version,
)
from tests.posting import assert_says, save, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator() -> Person:
    return make_person("curator")


@pytest.fixture
def browser(client: Client, curator: Person) -> Client:
    client.force_login(curator)
    return client


def test_a_known_paper_leads_to_a_draft_and_pressing_twice_to_the_same(
    browser: Client, curator: Person
) -> None:
    citation = make_citation(actor=curator)
    start = reverse("evidence:draft-start")
    places = [browser.post(start, {"citation": citation.key})["Location"] for _ in range(2)]
    draft = Draft.objects.get(authors=curator)
    assert places == [reverse("evidence:draft-edit", args=[draft.pk])] * 2
    assert (draft.citation, draft.content, Item.objects.count()) == (citation, {}, 1)


@pytest.mark.parametrize("key", ["no-such-key", "a\x00b", "", "x" * 200, "../etc"])
def test_a_paper_that_is_not_there_is_404(browser: Client, key: str) -> None:
    assert browser.post(reverse("evidence:draft-start"), {"citation": key}).status_code == 404
    assert Draft.objects.count() == 0


def test_an_identifier_finds_the_paper_or_offers_to_enter_it(
    browser: Client, curator: Person
) -> None:
    make_citation(title="Known", identifiers={"pmid": "32978367"}, actor=curator)
    start = reverse("evidence:draft-start")
    known = browser.get(start, {"find": "https://pubmed.ncbi.nlm.nih.gov/32978367/"})
    assert_says(known, "This paper is here already", "Known", "Enter a claim of this paper")
    assert_says(browser.get(start, {"find": "1234567"}), "No paper here is “1234567”.")
    assert_says(browser.get(start, {"find": "NCT12"}), "“NCT12” is not a NCT id: expected NCT and")
    assert_says(browser.get(start, {"find": "a\x07"}), "Paper: character 2 is a control character")


def test_papers_are_found_by_title_author_journal_and_key(browser: Client, curator: Person) -> None:
    csl = {"author": [{"family": "Wu"}], "container-title": "Blood",
           "issued": {"date-parts": [[2014]]}}  # fmt: skip
    make_citation(title="Vesicles of marrow", csl=csl, actor=curator)
    make_citation(title="Something else", actor=curator)
    start = reverse("evidence:draft-start")
    for words in ("vesicles", "wu blood", "2014", "wu2014", "MARROW wu"):
        response = browser.get(start, {"find": words})
        assert [paper.title for paper in response.context["papers"]] == ["Vesicles of marrow"]
    assert_says(browser.get(start, {"find": "wu vesicles glioma"}), "No paper here is")


def test_only_curators_enter(client: Client) -> None:
    client.force_login(make_person("reviewer"))
    for name in ("evidence:draft-start", "evidence:citation-new"):
        response = client.get(reverse(name))
        assert response.status_code == 403
        assert_says(response, "Only curators enter evidence, and you are not one here.")


def test_a_draft_moves_to_another_paper_with_its_answers(browser: Client, curator: Person) -> None:
    draft, other = make_draft(curator), make_citation(actor=curator)
    url = reverse("evidence:draft-paper", args=[draft.pk])
    browser.post(url, {"citation": other.key})
    now = Draft.objects.get(pk=draft.pk)
    assert (now.citation, now.content, now.revision) == (other, draft.content, 2)


def test_the_papers_next_claim_inherits_what_is_the_same(browser: Client, curator: Person) -> None:
    version = make_version(content=make_content(quote="private", models=[{"name": "A549"}]))
    body = {"item": version.item.accession, "version": "1"}
    places = {browser.post(reverse("evidence:draft-next"), body)["Location"] for _ in range(2)}
    draft = Draft.objects.get(authors=curator)
    assert places == {reverse("evidence:draft-edit", args=[draft.pk])}
    assert draft.citation == version.citation
    assert sorted(draft.content) == [
        "agents", "cancer", "engineering", "ev_class", "ev_term_as_reported", "given", "models",
        "read_from", "tissue",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        {}, {"item": "EVD-999999", "version": "1"}, {"item": "EVD-1", "version": "1"},
        {"item": "x\x00", "version": "1"}, {"draft": "no-uuid"}, {"item": "EVD-000001"},
        {"item": "EVD-000001", "version": "٣"}, {"draft": "00000000-0000-0000-0000-000000000000"},
    ],
)  # fmt: skip
def test_a_next_claim_of_nothing_is_404(browser: Client, body: dict[str, str]) -> None:
    assert browser.post(reverse("evidence:draft-next"), body).status_code == 404
    assert Draft.objects.count() == 0


def test_a_draft_is_withdrawn_with_a_reason_and_stays_readable(
    browser: Client, curator: Person
) -> None:
    draft = make_draft(curator)
    url = reverse("evidence:draft-withdraw", args=[draft.pk])
    refused = browser.post(url, {"reason": " "})
    assert refused.status_code == 422
    assert_says(refused, "Reason: say in a sentence why. The draft was not withdrawn.")
    assert browser.post(url, {"reason": "same as another"}).status_code == 303
    assert_says(browser.get(reverse("evidence:draft-list")), "Withdrawn: same as another")
    page = browser.get(reverse("evidence:draft-edit", args=[draft.pk]))
    assert_says(page, "A withdrawn draft", draft.content["summary"])
    late = save(browser, draft, make_content(locator="too late"))
    assert late.status_code == 403
    assert_says(late, "This draft was withdrawn and can no longer be edited. Nothing was saved.")


def test_the_list_shows_own_drafts_only(browser: Client, curator: Person) -> None:
    mine = make_draft(curator, content=make_content(summary=None))
    make_draft(make_person("curator"), content=make_content(cancer=[{"name": "glioma"}]))
    page = browser.get(reverse("evidence:draft-list"))
    assert_says(page, mine.item.accession, "restore the sensitivity", "1 to answer")
    assert "glioma" not in text_of(page)
    for query in ("?before=x", "?before=2020-01-01", "?before=2020-13-01T00:00Z", "?show=closed"):
        assert browser.get(reverse("evidence:draft-list") + query).status_code == 200


def test_names_are_suggested_those_that_begin_alike_first(browser: Client) -> None:
    make_terms()
    url = reverse("evidence:term-suggest")
    found = browser.get(url, {"vocabulary": "cancer", "q": "nsclc"})
    assert json.loads(found.content) == {
        "names": [{"name": "NSCLC", "means": "non-small cell lung carcinoma"}]
    }
    for bad in ({"vocabulary": "x", "q": "a"}, {"vocabulary": "agent", "q": "\x00"}):
        assert browser.get(url, bad).status_code == 400
    assert browser.get(url, {"vocabulary": "agent", "q": ""}).json() == {"names": []}
