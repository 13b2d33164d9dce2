"""Flat rows: from any document, every cell in its place."""

import json
from typing import Any

from hypothesis import given, settings

from evidence.cells import read_entries, read_text
from evidence.columns import BY_NAME, COLUMNS
from evidence.content import Content
from evidence.documents import freeze, normalised
from evidence.models import Citation, StudyCard
from releases.columns import FLAT, FLAT_NAMES
from releases.rows import row_of
from tests.strategies import contents

CITATION = Citation(
    key="wu2020", kind="primary_study", title="A study?", status="corrected", pmid="32978367",
    csl={
        "author": [{"family": "Wu"}, {"family": "Li"}], "issued": {"date-parts": [[2020]]},
        "container-title": "Cell Death\r\n& Disease",
    },
)  # fmt: skip


def row(content: Content, **card: Any) -> dict[str, str]:
    texts = freeze(
        accession="EVD-000007", number=3, content=normalised(content, {}), terms={},
        citation=CITATION, study_card=StudyCard(answers=card, revision=2) if card else None,
    )  # fmt: skip
    return row_of(json.loads(texts.document), reviewed_by=2, document_sha256="f" * 64)


def test_the_list_has_every_public_answer_once() -> None:
    answers = {column.answer.name for column in FLAT if column.answer}
    assert answers == {column.name for column in COLUMNS if not column.private}
    assert len(set(FLAT_NAMES)) == len(FLAT_NAMES)


@settings(max_examples=100, deadline=None)
@given(contents())
def test_any_document_gives_a_whole_row_of_texts_that_read_back(content: Content) -> None:
    made = row(content)
    assert tuple(made) == FLAT_NAMES
    assert all(isinstance(cell, str) and "\r" not in cell for cell in made.values())
    known = normalised(content, {})
    for column in FLAT:
        if column.answer:
            name, read = column.answer.name, read_text if column.answer.is_text else read_entries
            said = read(made[column.name])
            wanted = known.get(name, {"unknown": "not_checked"})
            if isinstance(wanted, str):
                wanted = wanted.replace("\r\n", "\n").replace("\r", "\n")
            assert normalised({name: said}, {}) == {name: wanted}


def test_what_is_computed() -> None:
    made = row(
        {"tissue": [{"name": "bone marrow"}], "species": {"unknown": "unclear"}},
        isolation="ultracentrifugation; filtration", characterisation={"unknown": "not_checked"},
        ev_metric_pct=44, markers=["CD9", "CD63"],
    )  # fmt: skip
    assert (made["accession"], made["version"], made["reviewed_by"]) == ("EVD-000007", "3", "2")
    assert made["citation"] == "Wu et al., 2020. A study? Cell Death\n& Disease."
    assert (made["pmid"], made["doi"], made["citation_status"]) == ("32978367", "", "corrected")
    assert made["study_card"] == (
        "ev_metric_pct: 44; isolation: ultracentrifugation\\; filtration; markers: CD9\\; CD63"
    )
    assert (made["species"], made["cancer"]) == ("unclear", "")
    assert made["directness"] == "0"


def test_codes_and_unconfirmed_names_have_columns_of_their_own() -> None:
    texts = freeze(
        accession="EVD-000001", number=1, content={"cancer": [{"name": "glioma"}]}, terms={},
        citation=CITATION, study_card=None,
    )  # fmt: skip
    document = json.loads(texts.document)
    document["claim"]["cancer"] = [
        {"name": "glioma", "codes": [{"curie": "DOID:0060108", "match": "exact"}]},
        {"name": "odd; name", "provisional": True, "codes": []},
    ]
    made = row_of(document, reviewed_by=1, document_sha256="")
    assert made["cancer"] == "glioma; odd\\; name"
    assert made["codes"] == "glioma [curie: DOID:0060108, match: exact]"
    assert made["provisional_terms"] == "odd\\; name"
    assert BY_NAME["cancer"].vocabulary
