"""Looking up what became of papers: Crossref and Europe PMC in the shapes they document."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import httpx2
import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command

from evidence.models import Citation
from exchange.actions.refresh_status import refresh_status
from exchange.jobs import refresh_one, refresh_statuses
from exchange.queries import outside
from exchange.queries.status_look_up import look_up_status, to_look_up
from ground import clock
from tests.factories import make_citation, make_person, say_status

pytestmark = pytest.mark.django_db
Answers = Callable[[httpx2.Request], httpx2.Response]
Outside = Callable[[Answers], list[str]]
DOI, PMID = "10.1038/s41419-020-02962-4", "32978367"


def crossref(*updates: dict[str, Any]) -> dict[str, Any]:
    return {"status": "ok", "message": {"DOI": DOI, "updated-by": list(updates)}}


def update(kind: str, *day: int, doi: str = "10.1/notice") -> dict[str, Any]:
    return {
        "type": kind, "DOI": doi, "source": "retraction-watch",
        "updated": {"date-parts": [list(day)], "timestamp": 0},
    }  # fmt: skip


def europe_pmc(types: list[str], *notices: dict[str, str]) -> dict[str, Any]:
    one = {
        "pmid": PMID, "pubTypeList": {"pubType": types},
        "commentCorrectionList": {"commentCorrection": list(notices)},
    }  # fmt: skip
    return {"resultList": {"result": [one]}}


SILENT = {"resultList": {"result": []}}
RETRACTION_IN = {
    "id": "37000000", "source": "MED", "type": "Retraction in",
    "reference": "Cell Death Dis. 2023 Apr 5;14(4):240",
}  # fmt: skip


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Outside:
    """Let a function answer for the outside; the list fills with the hosts that were asked."""
    settings.LOOK_UP = True
    cache.clear()
    asked: list[str] = []

    def use(answer_all: Answers) -> list[str]:
        def answer(request: httpx2.Request) -> httpx2.Response:
            asked.append(request.url.host)
            return answer_all(request)

        monkeypatch.setattr(outside, "transport", httpx2.MockTransport(answer))
        return asked

    return use


def by_host(crossref_says: Any, europe_pmc_says: Any) -> Answers:
    def answer(request: httpx2.Request) -> httpx2.Response:
        is_crossref = request.url.host == "api.crossref.org"
        return httpx2.Response(200, json=crossref_says if is_crossref else europe_pmc_says)

    return answer


def paper(**identifiers: str) -> Citation:
    return make_citation(identifiers=identifiers or {"doi": DOI})


def test_crossref_tells_of_a_retraction_and_it_is_noted_once(answers: Outside) -> None:
    asked = answers(
        by_host(
            crossref(update("correction", 2021, 3, 2), update("retraction", 2023, 4, 5)), SILENT
        )
    )
    one = paper()
    noted = refresh_status(citation=one).noted
    assert noted
    assert (noted.status, noted.status_on, noted.source, noted.means) == (
        "retracted", date(2023, 4, 5), "https://doi.org/10.1/notice", "look_up",
    )  # fmt: skip
    assert noted.noted_by.is_machine
    assert not noted.noted_by.is_active
    assert asked == ["api.crossref.org", "www.ebi.ac.uk"]
    assert refresh_status(citation=one).noted is None
    assert one.statuses.count() == 1


def test_europe_pmc_tells_of_notices_by_pmid(answers: Outside) -> None:
    types = ["Journal Article", "Retracted Publication"]
    asked = answers(by_host({}, europe_pmc(types, RETRACTION_IN)))
    noted = refresh_status(citation=paper(pmid=PMID)).noted
    assert noted
    assert (noted.status, noted.status_on, noted.source) == (
        "retracted", date(2023, 4, 5), "https://pubmed.ncbi.nlm.nih.gov/37000000/",
    )  # fmt: skip
    assert asked == ["www.ebi.ac.uk"]


@pytest.mark.parametrize(
    ("said", "status", "on"),
    [
        (crossref(update("expression_of_concern", 2023, 4, 5)), "concern", date(2023, 4, 5)),
        (crossref(update("erratum", 2023, 4)), "corrected", None),
        (crossref(update("retraction", 2999, 1, 1)), "retracted", None),
        (crossref(update("new_version", 2023, 4, 5)), "active", "today"),
        ({"message": {}}, "active", "today"),
    ],
)
def test_each_kind_of_update_has_its_status(
    answers: Outside,
    said: Any,
    status: str,
    on: date | str | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    answers(by_host(said, SILENT))
    one = paper()
    assert refresh_status(citation=one).noted
    one.refresh_from_db()
    assert (one.status, one.status_on) == (status, now.date() if on == "today" else on)


def test_a_look_up_clears_no_paper_and_repeats_nothing_an_editor_set_aside(
    answers: Outside,
) -> None:
    editor = make_person("editor")
    answers(by_host(crossref(), SILENT))
    known = paper(doi="10.1234/known")
    say_status(known, "retracted", actor=editor)
    assert refresh_status(citation=known).noted is None
    known.refresh_from_db()
    assert known.status == "retracted"
    answers(by_host(crossref(update("retraction", 2023, 4, 5)), SILENT))
    one = paper()
    assert refresh_status(citation=one).noted
    say_status(one, "active", on=date(2024, 1, 1), actor=editor)
    assert refresh_status(citation=one).noted is None
    answers(by_host(crossref(update("retraction", 2025, 1, 1, doi="10.1/again")), SILENT))
    assert refresh_status(citation=one).noted


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (httpx2.Response(503), "answered with status 503"),
        (httpx2.Response(200, text="<html>"), "could not be read"),
        (httpx2.Response(200, json=[1, 2]), "could not be read"),
        (httpx2.Response(200, json={"message": {"updated-by": "x"}}), "could not be read"),
        (httpx2.Response(200, json={"message": {"updated-by": [{"type": ["a"]}]}}), "not be read"),
        (httpx2.Response(200, content=b"x" * (1024 * 1024 + 1)), "more than 1 MiB"),
    ],
)
def test_what_does_not_answer_changes_nothing_and_is_said(
    answers: Outside, answer: httpx2.Response, words: str
) -> None:
    answers(lambda _: answer)
    one = paper()
    refreshed = refresh_status(citation=one)
    assert refreshed.noted is None
    assert words in refreshed.trouble
    one.refresh_from_db()
    assert one.status == "not_checked"


def test_one_source_is_enough_where_the_other_is_gone(answers: Outside) -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        if request.url.host == "api.crossref.org":
            return httpx2.Response(500)
        return httpx2.Response(200, json=europe_pmc(["Retracted Publication"]))

    answers(answer)
    refreshed = refresh_status(citation=paper())
    assert refreshed.noted
    assert (refreshed.noted.status, refreshed.noted.source) == ("retracted", "Europe PMC")
    assert "Crossref: api.crossref.org answered with status 500" in refreshed.trouble


def test_where_looking_up_is_off_nothing_is_asked(settings: Any) -> None:
    settings.LOOK_UP = False
    assert look_up_status(paper()).found is None
    with pytest.raises(CommandError, match="switched off"):
        call_command("refresh_statuses")
    refresh_statuses(timestamp=0)


def test_the_command_and_the_job_ask_about_every_paper_that_could_be_known(
    answers: Outside,
) -> None:
    answers(by_host(crossref(update("retraction", 2023, 4, 5)), SILENT))
    one, _, trial = paper(), make_citation(), paper(nct="NCT03608631")
    assert [found.key for found in to_look_up()] == [one.key]
    out = io.StringIO()
    call_command("refresh_statuses", stdout=out)
    assert f"{one.key}: retracted (https://doi.org/10.1/notice)" in out.getvalue()
    assert "1 asked about, 1 noted." in out.getvalue()
    with pytest.raises(CommandError, match=f"has the key {trial.key}"):
        call_command("refresh_statuses", trial.key)
    other = paper(doi="10.1234/other")
    refresh_one(id=other.pk)
    other.refresh_from_db()
    assert other.status == "retracted"
