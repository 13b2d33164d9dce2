"""Findings that many rows share."""

import json

import pytest

from exchange.judging.findings import ROW_ERRORS, Finding, Findings, Outcome

SHARED = Finding(
    "not_in_list", "It is not in this closed list.", "Choose one.", None, "effect", "x"
)
OF_FILE = Finding("renamed", "The file is called otherwise.")
FINDINGS = Findings([(0, [OF_FILE]), (2, [SHARED, SHARED]), (5, [SHARED])])


def test_a_shared_finding_is_said_of_each_row() -> None:
    assert [finding.row for finding in FINDINGS] == [None, 2, 2, 5]
    assert len(FINDINGS) == 4
    assert FINDINGS[0] == OF_FILE
    assert FINDINGS[-1] == SHARED.at(5)
    assert FINDINGS[1:3] == (SHARED.at(2), SHARED.at(2))
    assert FINDINGS[:99] == tuple(FINDINGS)
    with pytest.raises(IndexError):
        FINDINGS[4]


def test_the_pieces_of_an_outcome_are_one_json_object() -> None:
    many = Findings([(row, [SHARED]) for row in range(2, 2_503)])
    outcome = Outcome(ROW_ERRORS, "row_errors", "“No”", 2_501, 0, 2_501, many, FINDINGS[:1])
    told = json.loads("".join(outcome.as_json()))
    assert [*told] == [
        "outcome", "code", "message", "rows_total", "rows_ok", "rows_error", "errors", "warnings",
        "changes",
    ]  # fmt: skip
    assert [error["row"] for error in told["errors"]] == [*range(2, 2_503)]
    assert told["warnings"] == [{
        "row": None, "column": "", "code": "renamed", "message": OF_FILE.message, "value": "",
        "hint": "",
    }]  # fmt: skip
    assert json.loads("".join(Outcome("accept", "ok", "Fine.").as_json()))["errors"] == []
