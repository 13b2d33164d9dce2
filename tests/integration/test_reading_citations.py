"""Papers: what is known, what is not, and their claims."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from evidence.actions.citations import change_study_card
from evidence.models import Citation
from evidence.queries import citations
from tests.factories import make_citation, make_content, make_person, make_version
from tests.reading import client_of
from tests.standing import bring_to

pytestmark = pytest.mark.django_db
LIST = "/citations/"


@pytest.fixture
def reader() -> Client:
    return client_of(make_person("reviewer"))


def keys(client: Client, **chosen: str) -> list[str]:
    response = client.get(LIST, chosen)
    assert response.status_code == 200
    return [row["citation"].key for row in response.context["rows"]]


def page_of(client: Client, citation: Citation, query: str = "") -> str:
    return client.get(f"{LIST}{citation.key}/{query}").content.decode()


def test_what_is_unknown_says_so(reader: Client) -> None:
    bare = make_citation(kind="unidentified", title="")
    Citation.objects.filter(pk=bare.pk).update(title="")
    response = reader.get(f"{LIST}{bare.key}/")
    facts = {fact.label: fact.text or fact.unknown for fact in response.context["facts"]}
    assert facts == {
        "Authors": "unknown", "Journal": "unknown", "Year": "unknown", "Volume": "unknown",
        "Pages": "unknown", "Kind": "unidentified", "Publication status": "not_checked",
        "Where it was seen": "not_checked",
    }  # fmt: skip
    page = response.content.decode()
    assert "Title unknown" in page
    assert "No PMID, PMCID, DOI or NCT id is known." in page
    assert [(part.answers, len(part.unopened)) for part in response.context["card"]] == [
        ([], 5), ([], 3), ([], 7),
    ]  # fmt: skip


def test_identifiers_lead_out_and_nowhere_else(reader: Client) -> None:
    paper = make_citation(
        identifiers={
            "pmid": "32978367", "pmcid": "PMC4627430", "nct": "NCT03608631",
            "doi": '10.1038/s41"><script>(a)-4',
        },
    )  # fmt: skip
    page = page_of(reader, paper)
    for link in (
        "https://pubmed.ncbi.nlm.nih.gov/32978367/",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC4627430/",
        "https://clinicaltrials.gov/study/NCT03608631",
        "https://doi.org/10.1038/s41%22%3E%3Cscript%3E(a)-4",
    ):
        assert f'href="{link}"' in page
    assert "<script>(a)" not in page


def test_a_retraction_shows_with_date_and_source(reader: Client) -> None:
    paper = make_citation(
        status="retracted", status_on=date(2024, 5, 3), status_source="https://journal.example/r"
    )
    page = page_of(reader, paper)
    assert "marked “retracted”, 3 May 2024; source: https://journal.example/r." in page
    assert 'href="https://journal.example/r"' in page
    assert "retracted" in reader.get(LIST).content.decode()


def test_claims_are_listed_for_readers_and_counted_for_visitors(reader: Client) -> None:
    paper = make_citation()
    waiting = make_version(citation=paper)
    accepted = make_version(
        citation=paper, content=make_content(cancer=[{"name": "glioma"}])
    )  # fmt: skip
    bring_to(accepted, "accepted")
    mine, visitors = reader.get(f"{LIST}{paper.key}/"), Client().get(f"{LIST}{paper.key}/")
    assert [row["accession"] for row in mine.context["claims"]["rows"]] == [
        waiting.item.accession, accepted.item.accession,
    ]  # fmt: skip
    assert [row["accession"] for row in visitors.context["claims"]["rows"]] == [
        accepted.item.accession
    ]
    assert (mine.context["waiting"], visitors.context["waiting"]) == (None, 1)
    rows = {
        who: [(row["claims"], row["waiting"]) for row in client.get(LIST).context["rows"]]
        for who, client in (("reader", reader), ("visitor", Client()))
    }
    assert rows == {"reader": [(2, 0)], "visitor": [(1, 1)]}


def test_the_claims_of_a_paper_come_a_page_at_a_time(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(citations, "CLAIMS_ON_A_PAGE", 2)
    paper = make_citation()
    cancers = [{"name": name} for name in ("glioma", "melanoma", "sarcoma", "lymphoma", "myeloma")]
    made = [
        make_version(citation=paper, content=make_content(cancer=[cancer])).item.accession
        for cancer in cancers
    ]

    def claims(address: str) -> tuple[list[str], dict[str, Any]]:
        shown = reader.get(f"{LIST}{paper.key}/{address}").context["claims"]
        return [row["accession"] for row in shown["rows"]], shown

    first, shown = claims("")
    assert (first, shown["total"], shown["previous_href"]) == (made[:2], 5, "")
    second, shown = claims(shown["next_href"])
    third, last = claims(shown["next_href"])
    assert (second, third, last["next_href"]) == (made[2:4], made[4:], "")
    assert claims(shown["previous_href"])[0] == first
    assert "Go to the first ones" in page_of(reader, paper, f"?after={made[-1]}")
    assert reader.get(f"{LIST}{paper.key}/?after=nothing").status_code == 400


def test_a_review_lists_the_claims_found_in_it(reader: Client) -> None:
    review = make_citation(kind="review")
    content = make_content(source_reviews=[{"name": review.key, "locator": "table 2"}])
    version = make_version(content=content)
    response = reader.get(f"{LIST}{review.key}/")
    assert [row["accession"] for row in response.context["found"]["rows"]] == [
        version.item.accession
    ]
    assert response.context["claims"]["rows"] == []
    assert f'href="{LIST}{review.key}/"' in reader.get(
        f"/items/{version.item.accession}/"
    ).content.decode()  # fmt: skip
    assert Client().get(f"{LIST}{review.key}/").context["found"]["rows"] == []


def test_abstract_and_notes_are_for_signed_in_people(reader: Client) -> None:
    paper = make_citation(abstract="We show that.", notes="Only the title was seen.")
    for words in ("We show that.", "Only the title was seen."):
        assert words in page_of(reader, paper)
        assert words not in page_of(Client(), paper)


def test_curators_start_a_claim_from_a_paper(reader: Client) -> None:
    paper = make_citation()
    start = f"/drafts/new/?citation={paper.key}"
    assert start in page_of(client_of(make_person("curator")), paper)
    assert start not in page_of(reader, paper)
    assert start not in page_of(Client(), paper)


def test_the_study_card_is_shown(reader: Client) -> None:
    author = make_person("curator")
    paper = make_citation(actor=author)
    answers = {"isolation": "ultracentrifugation", "characterisation": {"unknown": "not_reported"}}
    change_study_card(citation=paper, answers=answers, revision=1, actor=author)
    methods, *others = reader.get(f"{LIST}{paper.key}/").context["card"]
    card = {f.label: f.text or f.unknown for f in methods.answers}
    assert card == {"Isolation": "ultracentrifugation", "Characterisation": "not_reported"}
    assert methods.unopened == ["EV-TRACK id", "EV-METRIC, %", "EV dose, route, timing"]
    assert [(one.answers, len(one.unopened)) for one in others] == [([], 3), ([], 7)]


def test_papers_are_found_by_every_word_and_narrowed(reader: Client) -> None:
    csl = {"author": [{"family": "Wu"}], "container-title": "Cell Death & Disease"}
    first = make_citation(title="Vesicles and cisplatin", csl=csl, identifiers={"pmid": "123"})
    second = make_citation(title="Vesicles and bortezomib", kind="review")
    assert keys(reader, q="vesicles") == sorted([first.key, second.key])
    for words in ("cisplatin vesicles", "wu death", "123", first.key):
        assert keys(reader, q=words) == [first.key]
    assert keys(reader, q="cisplatin bortezomib") == []
    assert keys(reader, kind="review") == [second.key]
    assert keys(reader, kind="review", q="cisplatin") == []
    assert sorted(keys(reader, status="not_checked")) == sorted([first.key, second.key])
    assert keys(reader, q="100%") == []


def test_pages_follow_each_other(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evidence.views.citation_list.PAGE_SIZE", 2)
    wanted = sorted(make_citation(title=f"Study {n}").key for n in range(5))
    seen, address = [], LIST
    while address:
        response = reader.get(address)
        seen += [row["citation"].key for row in response.context["rows"]]
        following = response.context["next_href"]
        address = LIST + following if following else ""
    assert seen == wanted
    assert citations.PAGE_SIZE == 50


@pytest.mark.parametrize(
    "query",
    ["kind=paper", "status=x", "colour=1", "q=%00", "after=%00", "after=a/b", "after=a&after=b"],
)
def test_what_cannot_be_read_is_refused(reader: Client, query: str) -> None:
    make_citation()
    assert reader.get(f"{LIST}?{query}").status_code == 400


@pytest.mark.parametrize("key", ["nobody2020", "%00", "a%20b", "x" * 300])
def test_a_key_that_is_none_is_nowhere(reader: Client, key: str) -> None:
    assert reader.get(f"{LIST}{key}/").status_code == 404


def test_a_paper_is_cited_in_four_styles_and_taken_away_as_four_files() -> None:
    paper = make_citation(title="A study & more")
    page = page_of(Client(), paper)
    for style in ("APA", "ACS", "NLM", "CSE"):
        assert f'id="cite-{style}"' in page
    assert "A study &amp; more" in page
    signs = {
        "ris": "TI  - A study & more",
        "bib": r"A study \& more",
        "enw": "%T A study & more",
        "json": '"title": "A study & more"',
    }
    for kind, sign in signs.items():
        answer = Client().get(f"{LIST}{paper.key}/cite.{kind}")
        assert sign in answer.content.decode()
        assert answer["Content-Disposition"] == f'attachment; filename="{paper.key}.{kind}"'
    assert Client().get(f"{LIST}{paper.key}/cite.docx").status_code == 404


def test_the_file_of_a_list_holds_what_the_list_holds() -> None:
    wanted = make_citation(title="Vesicles of one kind")
    make_citation(title="Something else")
    text = Client().get(f"{LIST}file.ris", {"q": "vesicles"}).content.decode()
    assert text.count("ER  -") == 1
    assert f"ID  - {wanted.key}" in text
    assert Client().get(f"{LIST}file.ris", {"colour": "red"}).status_code == 400
    assert Client().get(f"{LIST}file.ris").content.decode().count("ER  -") == 2


def test_a_file_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evidence.views.citation_file.MOST_IN_A_FILE", 1)
    make_citation(title="One")
    make_citation(title="Two")
    answer = Client().get(f"{LIST}file.ris")
    assert answer.status_code == 422
    assert "more than 1 papers" in answer.content.decode()
