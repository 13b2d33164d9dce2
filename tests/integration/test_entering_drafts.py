"""Entering a claim through its pages: saving, submitting, and every refusal with nothing lost."""

import html
import json
from collections.abc import Iterable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from evidence.content import Content
from evidence.documents import content_of
from evidence.models import Draft, Item, Standing, Term, Version
from evidence.presenters.drafts import digests
from tests.factories import (
    make_citation,
    make_content,
    make_draft,
    make_person,
    make_terms,
    make_version,
)
from tests.posting import as_post

pytestmark = pytest.mark.django_db

AUTOSAVE = {"X-Autosave": "1"}


@pytest.fixture
def curator() -> Person:
    return make_person("curator")


@pytest.fixture
def browser(client: Client, curator: Person) -> Client:
    client.force_login(curator)
    return client


def save(browser: Client, draft: Draft, content: Content, **more: str) -> HttpResponse:
    """Post `content` as the form of `draft` would."""
    body = as_post(content) | {"revision": [str(draft.revision)]}
    body |= {name.replace("__", "-"): [value] for name, value in more.items()}
    return browser.post(reverse("evidence:draft-edit", args=[draft.pk]), body)


def text_of(response: HttpResponse) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def assert_says(response: HttpResponse, *sentences: str) -> None:
    text = text_of(response)
    for sentence in sentences:
        assert sentence in text


def assert_unchanged(draft: Draft) -> None:
    now = Draft.objects.get(pk=draft.pk)
    assert (now.content, now.revision, now.saved_at) == (
        draft.content, draft.revision, draft.saved_at,
    )  # fmt: skip


# Starting


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
    assert_says(browser.get(start, {"find": "a\x00"}), "Paper: character 2 is a control character")


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


# Saving


def test_a_save_is_answered_with_303_and_stored(browser: Client, curator: Person) -> None:
    draft = make_draft(curator, content={})
    content = make_content(quote="Two\nlines")
    response = save(browser, draft, content)
    assert (response.status_code, response["Location"]) == (
        303, reverse("evidence:draft-edit", args=[draft.pk]),
    )  # fmt: skip
    now = Draft.objects.get(pk=draft.pk)
    assert (now.content, now.revision) == (content, 2)
    assert_says(browser.get(response["Location"]), f"Saved at {now.saved_at:%H:%M}.")


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


# Refusals: nothing saved, nothing lost


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("x" * 100_000, "Summary in one sentence: 100,000 characters are more than the 10,000"),
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
    for query in ("?of=cargo&rows=99999", "?of=x&rows=-1", "?rows=%00", "?of=cargo&rows=٣"):
        assert browser.get(url + query).status_code == 200


# Submitting


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


# The next claim, and taking back


def test_the_papers_next_claim_inherits_what_is_the_same(browser: Client, curator: Person) -> None:
    version = make_version(content=make_content(quote="private", models=[{"name": "A549"}]))
    body = {"item": version.item.accession, "version": "1"}
    places = {browser.post(reverse("evidence:draft-next"), body)["Location"] for _ in range(2)}
    draft = Draft.objects.get(authors=curator)
    assert places == {reverse("evidence:draft-edit", args=[draft.pk])}
    assert draft.citation == version.citation
    assert sorted(draft.content) == [
        "cancer", "engineering", "ev_class", "ev_term_as_reported", "given", "models", "read_from",
        "tissue",
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
    assert_says(refused, "Say in a few words why the draft is withdrawn. It was not withdrawn.")
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


# Suggestions


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
