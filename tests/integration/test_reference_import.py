"""A citation file dropped in: triage, choice, entering once, and every refusal."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Person
from evidence.actions.citations import cite
from evidence.models import Citation
from tests.factories import make_person
from tests.reading import client_of
from tests.unit.test_reference_files import NBIB, RIS

pytestmark = pytest.mark.django_db
PAGE = "/citations/import/"


@pytest.fixture
def curator() -> Person:
    return make_person("curator")


@pytest.fixture
def client(curator: Person) -> Client:
    return client_of(curator)


def drop(client: Client, text: str, name: str = "papers.nbib") -> Any:
    return client.post(PAGE, {"file": SimpleUploadedFile(name, text.encode())})


def carried(response: Any) -> str:
    found = re.search(r'name="carried" value="([^"]+)"', response.content.decode())
    assert found
    return unescape(found.group(1))


def verdicts(response: Any) -> dict[str, list[int]]:
    return {
        group["label"]: [row["number"] for row in group["rows"]]
        for group in response.context["groups"]
    }


def test_what_is_new_is_entered_and_sent_again_it_is_known(client: Client) -> None:
    page = drop(client, NBIB)
    assert verdicts(page) == {"New": [1, 2]}
    assert not Citation.objects.exists()
    form = {"carried": carried(page), "chosen": ["1", "2"]}
    assert client.post(PAGE, form).status_code == 302
    first = Citation.objects.get(pmid="32978367")
    assert (first.kind, first.status) == ("review", "retracted")
    assert first.status_source == "marked as retracted in papers.nbib"
    assert first.abstract.startswith("Mesenchymal")
    assert client.post(PAGE, form).status_code == 302
    assert Citation.objects.count() == 2
    assert verdicts(drop(client, NBIB)) == {"Here already": [1, 2]}


def test_only_what_was_chosen_is_entered(client: Client) -> None:
    page = drop(client, NBIB)
    client.post(PAGE, {"carried": carried(page), "chosen": ["2"]})
    assert [one.pmid for one in Citation.objects.all()] == ["11111111"]


def test_the_same_paper_is_found_by_any_identifier_or_by_title_and_year(
    client: Client, curator: Person
) -> None:
    cite(kind="primary_study", title="Other words", identifiers={"doi": "10.7150/ijbs.88500"},
         actor=curator)  # fmt: skip
    cite(kind="primary_study", title="SECOND!", csl={"issued": {"date-parts": [[2023]]}},
         actor=curator)  # fmt: skip
    assert verdicts(drop(client, RIS)) == {"Here already": [1], "Perhaps here": [2]}
    assert verdicts(drop(client, RIS + RIS.replace("10.7150/IJBS.88500", "10.1/new"))) == {
        "Here already": [1], "Perhaps here": [2], "Twice in the file": [3, 4],
    }  # fmt: skip


def test_what_is_not_known_here_is_filled_in_and_nothing_is_changed(
    client: Client, curator: Person
) -> None:
    known = cite(kind="primary_study", title="Known", csl={"volume": "99"},
                 identifiers={"pmid": "32978367"}, actor=curator)  # fmt: skip
    page = drop(client, NBIB.replace("PMID- 32978367\n", "PMID- 32978367\nOT  - exosome\n"))
    (row,) = (row for group in page.context["groups"] for row in group["rows"] if row["citation"])
    assert ("volume", "99", "11") in row["differs"]
    client.post(PAGE, {"carried": carried(page), "chosen": ["1"]})
    known.refresh_from_db()
    assert (known.title, known.csl["volume"], known.csl["issue"]) == ("Known", "99", "9")
    assert (known.doi, known.keywords) == ("10.1038/s41419-020-02962-4", "exosome")


def test_an_identifier_of_another_paper_is_not_taken_over(client: Client, curator: Person) -> None:
    known = cite(kind="review", title="A", identifiers={"pmid": "32978367"}, actor=curator)
    other = {"doi": "10.1038/s41419-020-02962-4"}
    cite(kind="review", title="B", identifiers=other, actor=curator)
    client.post(PAGE, {"carried": carried(drop(client, NBIB)), "chosen": ["1"]})
    known.refresh_from_db()
    assert known.doi is None


def test_a_record_that_does_not_fit_stops_all_and_keeps_the_choice(client: Client) -> None:
    page = drop(client, RIS.replace("First", "Fi\x01rst"), "bad.ris")
    answer = client.post(PAGE, {"carried": carried(page), "chosen": ["1", "2"]})
    assert answer.status_code == 422
    assert "Record 1: Title: character 3 is a control character" in answer.content.decode()
    assert not Citation.objects.exists()
    ticked = [
        row["number"] for g in answer.context["groups"] for row in g["rows"] if row["is_ticked"]
    ]
    assert ticked == [1, 2]


def test_refusals_say_what_to_do(client: Client, curator: Person) -> None:
    assert "Choose a file first" in client.post(PAGE).content.decode()
    assert "none of the files" in drop(client, "hello").content.decode()
    page = drop(client, NBIB)
    none = client.post(PAGE, {"carried": carried(page)})
    assert none.status_code == 422
    assert "Choose at least one paper." in none.content.decode()
    stranger = client_of(make_person("curator"))
    stolen = stranger.post(PAGE, {"carried": carried(page), "chosen": ["1"]})
    assert stolen.status_code == 409
    assert client_of(make_person("reviewer")).get(PAGE).status_code == 403
    assert not Citation.objects.exists()


def test_a_long_file_costs_as_many_questions_as_a_short_one(client: Client) -> None:
    record = "TY  - JOUR\nTI  - Paper {0}\nDO  - 10.1000/{0}\nER  - \n"
    counts = []
    for many in (1, 300):
        with CaptureQueriesContext(connection) as captured:
            drop(client, "".join(record.format(n) for n in range(many)), "many.ris")
        counts.append(len(captured))
    assert counts == [5, 5]
