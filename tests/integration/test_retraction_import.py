"""A file of retractions: read, shown beside what is here, and noted as a whole or not at all."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from evidence.models import Citation, CitationStatus
from tests.factories import make_citation, make_person, say_status
from tests.posting import text_of
from tests.reading import client_of

pytestmark = pytest.mark.django_db
ADDRESS = "/citations/retractions/"
HEAD = "DOI,PMID,status,date,source\n"
WATCH = (
    "Record ID,Title,Journal,RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDate,"
    "OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason,Paywalled\n"
)


@pytest.fixture
def editor() -> Client:
    return client_of(make_person("editor"))


def send(client: Client, text: str | bytes, name: str = "notices.csv") -> Any:
    data = text.encode() if isinstance(text, str) else text
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, data)})


def confirm(client: Client, shown: Any, *rows: int) -> Any:
    body = {"carried": shown.context["carried"], "chosen": [str(row) for row in rows]}
    return client.post(ADDRESS, body)


def verdicts(shown: Any) -> dict[str, list[int]]:
    return {
        group["label"]: [row["number"] for row in group["rows"]]
        for group in shown.context["groups"]
    }


def paper(doi: str = "10.1234/one", **more: str) -> Citation:
    return make_citation(identifiers={"doi": doi, **more})


def test_the_layout_of_retraction_watch_is_read_shown_and_noted(editor: Client) -> None:
    one, other = paper("10.1234/one"), paper("10.1234/two", pmid="222")
    shown = send(
        editor,
        WATCH + '7,"A, title",J,1/31/2024 0:00,10.1234/N1,0,2/2/2020 0:00,10.1234/ONE,0,Retraction,'
        "+Concerns/Issues About Image;+Duplication of Image;,No\n"
        + "8,B,J,12/5/2023 0:00,unavailable,333,1/1/2021 0:00,unavailable,222,"
        "Expression of concern,,No\n"
        + "9,C,J,1/1/2023 0:00,10.9/n,0,1/1/2021 0:00,10.9/elsewhere,444,Retraction,,No\n",
    )
    assert verdicts(shown) == {"To be noted": [2, 3]}
    assert "3 rows, 1 of them about papers that are not here" in text_of(shown)
    assert not CitationStatus.objects.exists()
    assert confirm(editor, shown, 2, 3).status_code == 303
    for citation in (one, other):
        citation.refresh_from_db()
    assert (one.status, one.status_on, one.status_source) == (
        "retracted", date(2024, 1, 31), "https://doi.org/10.1234/n1",
    )  # fmt: skip
    assert one.statuses.get().reason == "Concerns/Issues About Image; Duplication of Image"
    assert (other.status, other.status_on) == ("concern", date(2023, 12, 5))
    assert other.status_source == "https://pubmed.ncbi.nlm.nih.gov/333"
    assert {noted.means for noted in CitationStatus.objects.all()} == {"file"}


def test_our_own_columns_say_the_same_and_choices_count(editor: Client) -> None:
    one, other = paper(), paper("10.1234/two")
    text = HEAD + "10.1234/one,,retracted,2026-01-31,the journal\n"
    shown = send(editor, text + "10.1234/two,,Expression of concern,2026-02-01,the journal\n")
    assert confirm(editor, shown, 3).status_code == 303
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.status, other.status) == ("not_checked", "concern")


def test_the_latest_notice_counts_and_what_is_known_is_left_alone(editor: Client) -> None:
    person = make_person("editor")
    one, known, later = paper(), paper("10.1234/two"), paper("10.1234/three")
    say_status(known, "retracted", on=date(2026, 1, 31), actor=person)
    say_status(later, "retracted", on=date(2026, 3, 1), actor=person)
    shown = send(
        editor,
        HEAD + "10.1234/one,,concern,2025-01-01,j\n10.1234/one,,retracted,2026-01-01,j\n"
        "10.1234/two,,retracted,2026-01-31,j\n10.1234/three,,concern,2026-02-01,j\n",
    )
    assert verdicts(shown) == {
        "To be noted": [3], "Older than what is known": [2, 5], "Noted already": [4],
    }  # fmt: skip
    refused = confirm(editor, shown, 3, 4)
    assert refused.status_code == 422
    assert "Row 4 changes nothing" in text_of(refused)
    assert confirm(editor, shown).status_code == 422
    assert one.statuses.count() == 0


def test_rows_that_cannot_be_read_are_named_and_the_rest_goes_on(editor: Client) -> None:
    for number in range(1, 6):
        paper(f"10.1234/{number}")
    shown = send(
        editor,
        HEAD + "10.1234/1,,withdrawn by elves,2026-01-31,j\n10.1234/2,,retracted,31.1.2026,j\n"
        "10.1234/3,,retracted,2026-01-31,\n10.1234/4,,retracted,2999-01-31,j\n"
        "10.1234/5,,retracted,2026-01-31,j\n",
    )
    assert verdicts(shown) == {"To be noted": [6], "Cannot be read": [2, 3, 4, 5]}
    page = text_of(shown)
    for words in (
        "“withdrawn by elves” is no status", "“31.1.2026” is no day. Write it as 2026-05-03",
        "say where the notice stands", "lies in the future",
    ):  # fmt: skip
        assert words in page


def test_noted_meanwhile_nothing_is_changed_and_the_page_shows_what_stands(editor: Client) -> None:
    one, other = paper(), paper("10.1234/two")
    text = "10.1234/one,,retracted,2026-01-31,j\n10.1234/two,,retracted,2026-01-31,j\n"
    shown = send(editor, HEAD + text)
    say_status(other, "concern", on=date(2026, 1, 1), actor=make_person("editor"))
    refused = confirm(editor, shown, 2, 3)
    assert refused.status_code == 409
    assert "Somebody else noted meanwhile" in text_of(refused)
    assert one.statuses.count() == 0
    assert confirm(editor, refused, 2, 3).status_code == 303
    assert (one.statuses.count(), other.statuses.count()) == (1, 2)
    # Sent once more, from the same page.
    assert confirm(editor, refused, 2, 3).status_code == 409
    assert (one.statuses.count(), other.statuses.count()) == (1, 2)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty"),
        (b"PK\x03\x04rubbish", "Nothing was saved"),
        (b"<html>", "no spreadsheet"),
        (b"\x00\x01\x02" * 400, "no spreadsheet"),
        (b"DOI,title\n10.1/x,a\n", "names no column for: status, date"),
        (b"status,date\nretracted,2026-01-01\n", "names no column for: DOI or PMID"),
        (b'DOI,status,date\n"10.1/x,retracted\n', "quotation mark"),
        (b"x" * (10 * 1024 * 1024 + 1), "10 MiB"),
    ],
)
def test_what_is_no_such_file_is_refused_in_a_sentence(
    editor: Client, data: bytes, words: str
) -> None:
    answer = send(editor, data)
    assert answer.status_code == 422
    assert words in text_of(answer)


def test_nothing_here_says_so_and_a_forged_list_is_refused(editor: Client) -> None:
    shown = send(
        editor, HEAD + "10.9/elsewhere,,retracted,2026-01-31,j\n,0,retracted,2026-01-31,j\n"
    )
    assert "No paper of this file is here" in text_of(shown)
    one = paper()
    shown = send(editor, HEAD + "10.1234/one,,retracted,2026-01-31,j\n")
    assert confirm(client_of(make_person("editor")), shown, 2).status_code == 409
    assert editor.post(ADDRESS, {"carried": "x", "chosen": "2"}).status_code == 409
    assert confirm(client_of(make_person("curator")), shown, 2).status_code == 403
    assert one.statuses.count() == 0
