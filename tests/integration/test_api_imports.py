"""Spreadsheets by program: sent, looked at, said what they mean, committed, undone."""

import json
from typing import Any

import pytest

from evidence.actions.drafts import save_draft
from evidence.models import Draft
from exchange.actions import importing
from exchange.models import Import, Upload
from tests.asking import Program, refused, told
from tests.factories import make_person, make_terms
from tests.workbooks import HEAD, csv_text, row, xlsx

pytestmark = pytest.mark.django_db
FILES = "/imports/files"


@pytest.fixture
def curator() -> Program:
    make_terms()
    return Program(make_person("curator"))


def send(program: Program, data: bytes, name: str = "claims.xlsx", **more: Any) -> Any:
    more = {"media_type": "application/octet-stream"} | more
    return program.post(f"{FILES}?name={name}", data, **more)


def commit(program: Program, sent: Any, body: Any = None, **more: Any) -> Any:
    """Commit the preview that an answer showed."""
    where = f"{FILES}/{json.loads(sent.content)['id']}/commit"
    return program.post(where, body, **({"match": sent["ETag"]} | more))


def test_a_spreadsheet_goes_in_and_out_again(curator: Program) -> None:
    sent = send(curator, xlsx([HEAD, row(1), row(2)]))
    file = told(sent, 201)
    preview = file["preview"]
    assert (file["state"], file["file_name"], file["import"]) == ("open", "claims.xlsx", None)
    assert (preview["outcome"], preview["changes"]["new"], Draft.objects.count()) == (
        "accept_warn" if preview["warnings"] else "accept", 2, 0,
    )  # fmt: skip
    place = f"{FILES}/{file['id']}"
    rows = told(curator.get(f"{place}/rows"))["results"]
    assert [(one["row"], one["kind"], one["accession"]) for one in rows] == [
        (2, "new", None), (3, "new", None),
    ]  # fmt: skip
    assert [one["summary"] for one in rows] == ["Claim 1.", "Claim 2."]
    page = told(curator.get(f"{place}/rows", limit=1))
    further = curator.client.get(page["next"], headers=curator.headers)
    assert [one["row"] for one in told(further)["results"]] == [3]
    assert [one["id"] for one in told(curator.get(FILES))["results"]] == [file["id"]]
    # A preview that was not shown commits nothing.
    problem = refused(commit(curator, sent, match=""), 428, "if_match_required")
    assert problem["current"]["preview"]["message"] == preview["message"]
    stale = commit(curator, sent, match='"r1"')
    assert stale["ETag"] == sent["ETag"]
    refused(stale, 412, "changed_meanwhile")
    assert Draft.objects.count() == 0
    done = told(commit(curator, sent, key="once"))
    assert (done["state"], done["import"]["rows_new"], done["preview"]) == ("imported", 2, None)
    assert told(commit(curator, sent, key="once")) == done
    assert told(commit(curator, sent, key="again")) == done
    assert told(curator.get(place)) == done
    assert (Draft.objects.count(), Import.objects.count(), Upload.objects.count()) == (2, 1, 0)
    made = f"/imports/{done['import']['id']}"
    assert told(curator.get("/imports"))["results"] == [done["import"]]
    brought = told(curator.get(f"{made}/rows"))["results"]
    assert {(one["kind"], one["state"]) for one in brought} == {("new", "draft")}
    assert told(curator.get(f"/drafts/{brought[0]['draft']}"))["content"]["summary"] == "Claim 1."
    undone = told(curator.post(f"{made}/undo"))
    assert (undone["rows_undone"], undone["rows_kept"]) == (2, 0)
    assert told(curator.get(made))["undone_at"] == undone["import"]["undone_at"] is not None
    stranger = Program(make_person("curator"))
    for response in (
        stranger.get(made), stranger.get(f"{made}/rows"), stranger.post(f"{made}/undo"),
        stranger.get(place), stranger.get(f"{place}/errors"), commit(stranger, sent),
    ):  # fmt: skip
        refused(response, 404, "missing")


def test_what_headers_and_names_mean_is_said_and_wrong_rows_come_back(curator: Program) -> None:
    head = [name.replace("summary", "one-liner") for name in HEAD]
    data = csv_text([head, row(1, effect="kills", cancer="chordoma"), row(2, pmid="seven")])
    sent = send(curator, data.encode(), "claims.csv", media_type="text/csv")
    file = told(sent, 201)
    columns = {one["said"]: one["means"] for one in file["preview"]["columns"]}
    assert (columns["one-liner"], columns["effect"]) == (None, "effect")
    names = {(one["list"], one["said"]) for one in file["preview"]["names"]}
    assert {("effect", "kills"), ("cancer", "chordoma")} <= names
    wrong = refused(commit(curator, sent), 422, "invalid")
    assert {one["name"] for one in wrong["problems"]} >= {"effect", "pmid"}
    place = f"{FILES}/{file['id']}"
    said = {
        "columns": {"one-liner": "summary"},
        "names": [{"list": "effect", "said": "kills", "means": "antitumour only"},
                  {"list": "cancer", "said": "chordoma", "means": None}],
    }  # fmt: skip
    unknown = refused(
        curator.post(f"{place}/describe", {"columns": {"one-liner": "nonsense"}}), 422, "invalid"
    )
    assert unknown["problems"][0]["pointer"] == "#/columns"
    described = curator.post(f"{place}/describe", said)
    assert told(described)["preview"]["rows_error"] == 1
    errors = curator.get(f"{place}/errors")
    assert errors["Content-Type"].startswith("text/csv")
    assert errors.getvalue().decode("utf-8-sig").splitlines()[0].endswith(",error")
    refused(commit(curator, described), 422, "invalid")
    done = told(commit(curator, described, {"only_valid": True}))
    assert (done["import"]["rows_new"], done["import"]["rows_left_out"]) == (1, 1)
    content = Draft.objects.get().content
    assert (content["summary"], content["cancer"]) == ("Claim 1.", [{"name": "chordoma"}])
    assert told(curator.post(f"{place}/cancel")) == {"id": file["id"]}
    assert Upload.objects.count() == 0


def test_whose_answer_counts_where_both_sides_changed_it(curator: Program) -> None:
    known = [HEAD, row(1, external_ids="lab [id: 1]")]
    told(commit(curator, send(curator, xlsx(known))))
    draft = Draft.objects.get()
    theirs = draft.content | {"locator": "figure 9"}
    save_draft(draft=draft, content=theirs, revision=1, citation=draft.citation,
               actor=draft.authors.get())  # fmt: skip
    mine = [HEAD, row(1, external_ids="lab [id: 1]", locator="figure 5")]
    sent = send(curator, xlsx(mine))
    place = f"{FILES}/{told(sent, 201)['id']}"
    (shown,) = told(curator.get(f"{place}/rows", kind="both_sides"))["results"]
    (cell,) = shown["both_sides"]
    assert (cell["column"], cell["base"], cell["before"], cell["after"], cell["choice"]) == (
        "locator", "figure 4", "figure 9", "figure 5", None,
    )  # fmt: skip
    refused(commit(curator, sent), 422, "invalid")
    choices = {"choices": {str(shown["row"]): {"locator": "mine"}}}
    chosen = curator.post(f"{place}/describe", choices)
    assert told(commit(curator, chosen))["import"]["rows_changed"] == 1
    assert Draft.objects.get().content["locator"] == "figure 5"


def test_many_rows_wait_for_the_worker(curator: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MOST_AT_ONCE", 1)
    sent = send(curator, xlsx([HEAD, row(1), row(2)]))
    waiting = told(commit(curator, sent))
    assert (waiting["state"], waiting["preview"], waiting["import"]) == ("waiting", None, None)
    place = f"{FILES}/{waiting['id']}"
    refused(curator.post(f"{place}/cancel"), 403, "denied")
    assert told(curator.post(f"{place}/stop"))["state"] == "open"
    assert told(commit(curator, sent))["state"] == "waiting"
    assert told(curator.get(place))["state"] == "waiting"


def test_only_who_may_import_sends_files_and_only_files(curator: Program) -> None:
    reviewer = Program(make_person("reviewer"))
    said = refused(send(reviewer, b"summary\nOne."), 403, "denied")
    assert said["detail"].startswith("Curators import claims")
    assert refused(reviewer.get("/imports"), 403, "denied")["detail"] == said["detail"]
    refused(send(curator, b"summary\nOne.", media_type="application/json"), 415, "not_json")
    refused(send(curator, b"x" * (10 * 2**20 + 1)), 413, "too_large")
    refused(send(curator, b"summary\nOne.", name="x" * 300), 400, "unreadable")
    rejected = told(send(curator, b"PK\x03\x04 no workbook"), 201)
    assert (rejected["preview"]["outcome"], rejected["preview"]["rows_total"]) == ("reject", 0)
    place = f"{FILES}/{rejected['id']}"
    refused(curator.post(f"{place}/commit", match='"x"'), 422, "invalid")
    refused(curator.get(f"{place}/errors"), 404, "missing")
    # The same key with another file is refused; the same file is kept once.
    told(send(curator, b"summary\nOne.", key="k"), 201)
    refused(send(curator, b"summary\nTwo.", key="k"), 422, "idempotency_key_reused")
    told(send(curator, b"summary\nOne."), 201)
    assert Upload.objects.count() == 2
