"""Looking papers up outside: what each source answers, and every way in which it does not.

The answers are written after the shapes their providers document; nothing leaves the machine.
"""

import time
from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from django.core.cache import cache
from django.test import Client

from evidence.identifiers import Identifier
from evidence.models import Citation
from exchange.queries import outside
from exchange.queries.look_up import look_up
from exchange.queries.outside import NotAnswered, fetch
from tests.factories import make_person
from tests.reading import client_of
from tests.unit.test_reference_files import NBIB

pytestmark = pytest.mark.django_db
PMID, DOI = Identifier("pmid", "32978367"), Identifier("doi", "10.1038/s41419-020-02962-4")
NCT = Identifier("nct", "NCT03608631")
EUROPE_PMC = {
    "resultList": {
        "result": [
            {
                "title": "Exosomal miR-193a and cisplatin.",
                "pmid": "32978367", "pmcid": "PMC7519084", "doi": "10.1038/s41419-020-02962-4",
                "authorList": {
                    "author": [
                        {"lastName": "Wu", "firstName": "Hongbo", "initials": "H"},
                        {"collectiveName": "MSC Group"},
                    ]
                },
                "journalInfo": {
                    "volume": "11", "issue": "9",
                    "journal": {"title": "Cell death & disease"},
                },
                "pageInfo": "801", "pubYear": "2020", "firstPublicationDate": "2020-09-25",
                "abstractText": "An abstract.",
                "pubTypeList": {"pubType": ["Journal Article", "Retracted Publication"]},
            }
        ]
    }
}  # fmt: skip
TRIAL = {
    "protocolSection": {
        "identificationModule": {"nctId": "NCT03608631", "briefTitle": "iExosomes"},
        "sponsorCollaboratorsModule": {"leadSponsor": {"name": "M.D. Anderson Cancer Center"}},
        "statusModule": {"studyFirstPostDateStruct": {"date": "2018-08-01"}},
    }
}
Answers = Callable[[httpx2.Request], httpx2.Response]
Outside = Callable[[Answers], list[str]]


@pytest.fixture
def outside_answers(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Outside:
    """Let a function answer for the outside; the list fills with the hosts that were asked."""
    settings.LOOK_UP = True
    cache.clear()
    asked: list[str] = []

    def use(answers: Answers) -> list[str]:
        def answer(request: httpx2.Request) -> httpx2.Response:
            asked.append(request.url.host)
            return answers(request)

        monkeypatch.setattr(outside, "transport", httpx2.MockTransport(answer))
        return asked

    return use


def test_europe_pmc_answers(outside_answers: Outside) -> None:
    asked = outside_answers(lambda _: httpx2.Response(200, json=EUROPE_PMC))
    looked = look_up(PMID)
    assert (looked.source, asked) == ("Europe PMC", ["www.ebi.ac.uk"])
    assert looked.found
    assert looked.found.title == "Exosomal miR-193a and cisplatin"
    assert looked.found.identifiers == {
        "pmid": "32978367", "pmcid": "PMC7519084", "doi": "10.1038/s41419-020-02962-4",
    }  # fmt: skip
    assert looked.found.csl["author"] == [
        {"family": "Wu", "given": "Hongbo"}, {"literal": "MSC Group"},
    ]  # fmt: skip
    assert looked.found.is_retracted


def test_where_one_source_is_silent_the_next_is_asked(
    outside_answers: Outside,
) -> None:
    def answers(request: httpx2.Request) -> httpx2.Response:
        if request.url.host == "eutils.ncbi.nlm.nih.gov":
            return httpx2.Response(200, text=NBIB)
        return httpx2.Response(503)

    asked = outside_answers(answers)
    looked = look_up(PMID)
    assert (looked.source, asked) == ("PubMed", ["www.ebi.ac.uk", "eutils.ncbi.nlm.nih.gov"])
    assert looked.found
    assert looked.found.csl["volume"] == "11"


def test_crossref_and_the_trial_register(
    outside_answers: Outside,
) -> None:
    def answers(request: httpx2.Request) -> httpx2.Response:
        if request.url.host == "clinicaltrials.gov":
            return httpx2.Response(200, json=TRIAL)
        if request.url.host == "api.crossref.org":
            return httpx2.Response(200, json={"title": "By Crossref", "DOI": DOI.value})
        return httpx2.Response(200, json={"resultList": {"result": []}})

    outside_answers(answers)
    found, trial = look_up(DOI).found, look_up(NCT).found
    assert found
    assert trial
    assert (found.title, found.identifiers) == ("By Crossref", {"doi": DOI.value})
    assert (trial.kind, trial.title, trial.year) == ("trial", "iExosomes", 2018)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (httpx2.Response(500), "answered with status 500"),
        (httpx2.Response(404), "Nothing is known there"),
        (httpx2.Response(200, text="<html>"), "could not be read"),
        (httpx2.Response(200, json=[1, 2]), "Nothing is known there"),
        (httpx2.Response(200, json={"protocolSection": []}), "Nothing is known there"),
        (httpx2.Response(200, content=b"x" * (1024 * 1024 + 1)), "more than 1 MiB"),
        (
            httpx2.Response(302, headers={"Location": "https://evil.example/"}),
            "evil.example is not",
        ),
        (httpx2.Response(302, headers={"Location": "http://clinicaltrials.gov/"}), "is not a host"),
        (httpx2.Response(302, headers={"Location": "https://clinicaltrials.gov/x"}), "one address"),
    ],
)
def test_what_goes_wrong_outside_is_a_sentence(
    outside_answers: Outside, answer: httpx2.Response, words: str
) -> None:
    outside_answers(lambda _: answer)
    looked = look_up(NCT)
    assert looked.found is None
    assert words in looked.why_not
    assert looked.why_not.endswith("Type in what you know.")


def test_a_host_that_is_gone_is_a_sentence(
    outside_answers: Outside,
) -> None:
    def gone(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("no route", request=request)

    outside_answers(gone)
    assert "Europe PMC: www.ebi.ac.uk did not answer" in look_up(DOI).why_not


def test_only_https_on_the_listed_hosts_is_asked() -> None:
    for url in ("http://clinicaltrials.gov/", "https://127.0.0.1/", "file:///etc/passwd"):
        with pytest.raises(NotAnswered, match="not a host that is asked"):
            fetch(url, deadline=time.monotonic() + 60)


def test_a_host_is_asked_three_times_a_second_by_everybody_together(
    outside_answers: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside_answers(lambda _: httpx2.Response(200, content=b"{}"))
    moment = time.time()
    monkeypatch.setattr("time.time", lambda: moment)
    url = "https://clinicaltrials.gov/"
    for _ in range(3):
        assert fetch(url, deadline=time.monotonic() + 60) == b"{}"
    with pytest.raises(NotAnswered, match="no answer within"):
        fetch(url, deadline=time.monotonic() + 0.2)


def test_the_form_is_filled_and_nothing_is_saved(
    outside_answers: Outside,
) -> None:
    outside_answers(lambda _: httpx2.Response(200, json=EUROPE_PMC))
    client = client_of(make_person("curator"))
    page = client.get("/citations/new/", {"identifier": "PMID 32978367"}).content.decode()
    for words in ("Found in Europe PMC.", "Exosomal miR-193a and cisplatin", "Wu, Hongbo"):
        assert words in page
    assert not Citation.objects.exists()


def test_without_the_outside_the_form_is_what_it_was(
    outside_answers: Outside, settings: Any
) -> None:
    asked = outside_answers(lambda _: httpx2.Response(500))
    client: Client = client_of(make_person("curator"))
    page = client.get("/citations/new/", {"identifier": "32978367"})
    assert page.status_code == 200
    assert "Not looked up." in page.content.decode()
    settings.LOOK_UP = False
    asked.clear()
    again = client.get("/citations/new/", {"identifier": "32978367"}).content.decode()
    assert "Not looked up." not in again
    assert 'value="32978367"' in again
    assert asked == []
