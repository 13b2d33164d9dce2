"""The page of a claim and of its versions."""

import pytest
from django.test import Client
from django.urls import reverse

from evidence.actions.citations import change_study_card
from evidence.models import Term
from tests.factories import make_citation, make_content, make_person, make_version
from tests.reading import LIST, accessions, client_of, next_version
from tests.standing import bring_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    return client_of(make_person("reviewer"))


def test_marks_and_doubts_are_said_aloud(reader: Client) -> None:
    paper = make_citation(status="retracted", status_source="https://journal.example/retraction")
    content = make_content(
        doubt="The direction is taken from the title.",
        read_from=[{"name": "title_only"}],
        cargo=[{"name": "miR-9999", "kind": "mirna", "inferred": True}],
        tissue={"unknown": "not_checked"},
    )
    version = make_version(citation=paper, content=content)
    page = reader.get(f"/items/{version.item.accession}/").content.decode()
    for words in (
        "Retracted.", "https://journal.example/retraction",
        "The direction is taken from the title.", "Only the title was read.",
        "provisional: miR-9999", "inferred: miR-9999", "not checked",
        "No judgement has been made known",
    ):  # fmt: skip
        assert words in page


def test_the_page_is_made_from_the_frozen_document(reader: Client) -> None:
    version = make_version()
    address = f"/items/{version.item.accession}/"
    Term.objects.filter(label="miR-193a").update(label="miR-193a-5p", definition="renamed")
    renamed = Term.objects.get(label="miR-193a-5p")
    page = reader.get(address).content.decode()
    assert "miR-193a" in page
    assert "miR-193a-5p" not in page
    assert reverse("evidence:term-detail", args=[renamed.pk]) in page


def test_a_study_card_that_changed_since_says_so(reader: Client) -> None:
    author = make_person("curator")
    paper = make_citation(actor=author)
    version = make_version(author, citation=paper)
    address = f"/items/{version.item.accession}/"
    assert "changed since this version" not in reader.get(address).content.decode()
    change_study_card(
        citation=paper, answers={"isolation": "ultracentrifugation"}, revision=1, actor=author
    )
    page = reader.get(address).content.decode()
    assert "changed since this version" in page
    assert "ultracentrifugation" not in page
    assert "ultracentrifugation" in reader.get(f"/citations/{paper.key}/").content.decode()


def test_other_claims_of_the_paper_stand_beside(reader: Client) -> None:
    author = make_person("curator")
    paper = make_citation(actor=author)
    first = make_version(author, citation=paper)
    other = make_version(
        author, citation=paper, content=make_content(cancer=[{"name": "glioma"}])
    ).item.accession
    make_version(author)
    page = reader.get(f"/items/{first.item.accession}/")
    assert [row["accession"] for row in page.context["beside"]] == [other]
    assert page.context["beside_more"] == 0


def test_only_curators_are_offered_the_next_claim(reader: Client) -> None:
    version = make_version()
    address = f"/items/{version.item.accession}/"
    assert "next claim" not in reader.get(address).content.decode()
    assert "next claim" in client_of(make_person("curator")).get(address).content.decode()


def test_the_newest_readable_version_stands_in_the_list(reader: Client) -> None:
    author = make_person("curator")
    first = make_version(author, content=make_content(summary="The first wording."))
    bring_to(first, "accepted")
    second = next_version(first, author, summary="The second wording.")
    summaries = {
        who: [row["summary"] for row in client.get(LIST).context["rows"]]
        for who, client in (("reader", reader), ("visitor", client_of(None)))
    }
    assert summaries == {"reader": ["The second wording."], "visitor": ["The first wording."]}
    page = reader.get(f"/items/{first.item.accession}/").content.decode()
    assert "The second wording." in page
    assert "Version 1 is accepted and public" in page
    bring_to(second, "returned")
    assert accessions(reader, q="first wording") == [first.item.accession]


def test_an_older_version_says_that_it_is(reader: Client) -> None:
    author = make_person("curator")
    first = make_version(author)
    bring_to(first, "superseded")
    address = f"/items/{first.item.accession}/versions/1/"
    assert "The newest you can read is version 2" in reader.get(address).content.decode()
    assert reader.get(f"/items/{first.item.accession}/versions/3/").status_code == 404
    assert reader.get(f"/items/{first.item.accession}/versions/99999999999999/").status_code == 404


def test_every_page_of_accepted_evidence_says_how_many_reviewed_it(reader: Client) -> None:
    version = make_version()
    pages = (
        LIST, f"/items/{version.item.accession}/",
        f"/citations/{version.citation.key}/",
    )  # fmt: skip
    assert all("eviewed b" not in reader.get(page).content.decode() for page in pages)
    bring_to(version, "accepted")
    for page, words in zip(
        pages, ("reviewed by 2", "Reviewed blind by 2.", "reviewed by 2"), strict=True
    ):
        assert words in Client().get(page).content.decode(), page
