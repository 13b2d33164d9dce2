"""Writing through the API: each write is a page's action, once, and from a named state."""

from typing import Any

import pytest

from evidence.models import Citation, Draft, Term
from releases.models import Release
from reviews.models import Comment, Flag, ProposedCorrection, Recommendation, Seat
from tests.asking import AGREED, Program, places, refused, told
from tests.factories import make_content, make_person, make_terms
from tests.worlds import World, fresh

pytestmark = pytest.mark.django_db


def test_a_claim_goes_from_nothing_to_a_release_by_programs_alone(
    tmp_path: Any, settings: Any
) -> None:
    settings.EVIDENCE_HOME = tmp_path
    make_terms()
    curator = Program(make_person("curator"))
    paper = told(curator.post("/citations", {
        "kind": "primary_study", "title": "Vesicles and cisplatin", "pmid": "32390001",
        "authors": [{"family": "Wu", "given": "Hongbo"}], "year": 2020,
    }), 201)  # fmt: skip
    assert (paper["key"], paper["authors"], paper["year"]) == ("wu2020", ["Wu"], 2020)
    draft = told(curator.post("/drafts", {"citation": "wu2020", "content": {}}), 201)
    response = curator.get(f"/drafts/{draft['id']}")
    content = make_content(ev_class={"unknown": "unclear"})
    response = curator.patch(f"/drafts/{draft['id']}", {"content": content}, match=response["ETag"])
    assert told(response)["content"] == content
    response = curator.patch(
        f"/drafts/{draft['id']}", {"content": {"ev_class": None}}, match=response["ETag"]
    )
    assert "ev_class" not in told(response)["content"]
    made = told(
        curator.post(
            f"/drafts/{draft['id']}/submit", {"interests": "none"}, match=response["ETag"]
        ),
        201,
    )
    assert (made["accession"], made["version"], made["status"]) == (
        draft["accession"], 1, "in_review",
    )  # fmt: skip
    for _ in range(2):
        reviewer = Program(make_person("reviewer"))
        (seat,) = told(reviewer.post("/citations/wu2020/take"))["results"]
        said = {"verdict": "accept", "answers": AGREED, "has_read": "full_text"}
        told(reviewer.post(f"/reviews/{seat['id']}/recommendation", said), 201)
        assert told(reviewer.get(f"/reviews/{seat['id']}"))["has_delivered"]
    editor = Program(make_person("editor"))
    path = f"/items/{draft['accession']}/versions/1"
    opinions = told(editor.get(f"{path}/recommendations"))["results"]
    assert [(one["letter"], one["verdict"]) for one in opinions] == [
        ("A", "accept"), ("B", "accept"),
    ]  # fmt: skip
    assert told(editor.post(f"{path}/confirm", {"expected": "accepted"}))["status"] == "accepted"
    release = told(editor.post("/releases", {"number": "2026.1", "note": ""}), 201)
    assert (release["number"], release["rows"]) == ("2026.1", 1)
    visitor = Program()
    (row,) = told(visitor.get("/items", release="2026.1"))["results"]
    assert row["accession"] == draft["accession"]
    events = told(visitor.get(f"/items/{draft['accession']}/events"))["results"]
    assert [one["what"] for one in events] == [
        "an editor confirmed what the reviewers agreed", "submitted",
    ]  # fmt: skip


def test_what_comes_twice_under_one_key_is_done_once_and_answered_alike() -> None:
    curator = Program(make_person("curator"))
    body = {"kind": "primary_study", "title": "Once"}
    first = curator.post("/citations", body, key="k1")
    again = curator.post("/citations", body, key="k1")
    assert (again.status_code, again.content) == (201, first.content)
    assert again["Location"] == first["Location"]
    assert again["Idempotency-Replayed"] == "true"
    assert Citation.objects.filter(title="Once").count() == 1
    refused(curator.post("/citations", body | {"title": "x"}, key="k1"), 422,
            "idempotency_key_reused")  # fmt: skip
    refused(curator.post("/terms", body, key="k1"), 422, "does_not_fit")
    told(Program(make_person("curator")).post("/citations", body, key="k1"), 201)
    refused(curator.post("/citations", body, key=None), 400, "idempotency_key_required")
    refused(curator.post("/citations", body, key="a b"), 400, "idempotency_key_malformed")
    refused(curator.post("/citations", body, key="k" * 201), 400, "idempotency_key_malformed")
    # A refusal is not kept: what was put right may be sent under the same key.
    refused(curator.post("/citations", {"kind": "primary_study"}, key="k2"), 422, "invalid")
    told(curator.post("/citations", body, key="k2"), 201)


def test_a_change_names_the_state_it_starts_from() -> None:
    world = World()
    draft = world.draft()
    program = Program(world.author)
    path = f"/drafts/{draft.pk}"
    change = {"content": {"locator": "figure 9"}}
    body = refused(program.patch(path, change), 428, "if_match_required")
    assert body["current"]["revision"] == 1
    stale = program.get(path)["ETag"]
    told(program.patch(path, change, match=stale))
    response = program.patch(path, {"content": {"locator": "table 2"}}, match=stale)
    body = refused(response, 412, "changed_meanwhile")
    assert body["current"]["content"]["locator"] == "figure 9"
    told(program.patch(path, {"content": {"locator": "table 2"}}, match=response["ETag"]))
    assert Draft.objects.get(pk=draft.pk).content["locator"] == "table 2"
    submission = {"interests": "none"}
    refused(program.post(f"{path}/submit", submission), 428, "if_match_required")
    refused(program.post(f"{path}/submit", submission, match=stale), 412, "changed_meanwhile")
    card = f"/citations/{world.citation.key}/study-card"
    first = program.get(card)["ETag"]
    answers = {"answers": {"isolation": "ultracentrifugation"}}
    assert told(program.patch(card, answers, match=first))["revision"] == 2
    refused(program.patch(card, answers, match=first), 412, "changed_meanwhile")
    etag = program.get(path)["ETag"]
    assert program.get(path, headers={"If-None-Match": etag}).status_code == 304


def test_what_is_wrong_is_named_by_its_place() -> None:
    world = World()
    program = Program(world.author)
    body = refused(program.post("/drafts", {
        "citation": None, "content": {}, "status": "accepted", "author": 1, "accession": "EVD-9",
    }), 422, "does_not_fit")  # fmt: skip
    assert places(body) == {"#/status"} or "#/status" in places(body)
    body = refused(program.post("/drafts", {"content": []}), 422, "does_not_fit")
    assert places(body) == {"#/citation", "#/content"}
    wrong = {"citation": None, "content": {"cargo": [5], "colour": "red", "locator": {"a": 1}}}
    body = refused(program.post("/drafts", wrong), 422, "invalid")
    assert places(body) == {"#/content/cargo", "#/content/colour", "#/content/locator"}
    version = world.in_review()
    seat = Seat.objects.get(round=version.pk, holder=world.first)
    body = refused(Program(world.first).post(f"/reviews/{seat.pk}/recommendation", {
        "verdict": "revise", "answers": AGREED | {"cargo": {"answer": "disagree"}},
        "has_read": "abstract", "suggestions": [{"column": "cargo", "value": [1]}],
    }), 422, "invalid")  # fmt: skip
    assert places(body) == {"#/answers/cargo", "#/reason", "cargo"}
    paper = {"kind": "primary_study", "pmid": "123"}
    assert told(program.post("/citations", paper), 201)["pmid"] == "123"
    body = refused(program.post("/citations", paper), 422, "invalid")
    assert body["problems"][0]["code"] == "known"
    assert not Draft.objects.filter(became=None).exists()


def test_everything_else_that_can_be_done() -> None:
    world = World()
    author, reviewer, editor = (
        Program(person) for person in (world.author, world.first, world.decider)
    )
    # Terms: a curator's is provisional, an editor's active.
    new = {"vocabulary": "cancer", "label": "astrocytoma", "synonyms": ["AST"],
           "codes": [{"curie": "DOID:3069", "match": "exact"}]}  # fmt: skip
    assert told(author.post("/terms", new), 201)["status"] == "provisional"
    closed = {"vocabulary": "tissue", "label": "amnion"}
    refused(author.post("/terms", closed), 403, "denied")
    assert told(editor.post("/terms", closed), 201)["status"] == "active"
    refused(editor.post("/terms", new), 422, "invalid")
    refused(editor.post("/terms", new | {"label": "b", "broader": "nowhere"}), 422, "invalid")
    assert Term.objects.filter(label="astrocytoma").count() == 1
    # Talk and flags.
    version = world.in_review()
    item = f"/items/{version.item.accession}"
    said = told(author.post(f"{item}/comments", {
        "version": 1, "subject": "cargo", "text": "5p?",
    }), 201)  # fmt: skip
    told(editor.post(f"{item}/comments", {
        "version": 1, "subject": "cargo", "text": "Yes.", "thread": said["id"],
    }), 201)  # fmt: skip
    assert told(author.post(f"/comments/{said['id']}/resolve"))["act"] == "resolve"
    assert told(author.post(f"/comments/{said['id']}/reopen"))["act"] == "reopen"
    refused(editor.post(f"/comments/{said['id']}/retract"), 403, "denied")
    told(author.post(f"/comments/{said['id']}/retract"))
    (thread,) = told(editor.get(f"{item}/comments"))["results"]
    assert [one["text"] for one in thread["comments"]] == ["", "Yes."]
    assert Comment.objects.count() == 2
    flag = told(author.post(f"{item}/flags", {"kind": "concern", "text": "Figure 3?"}), 201)
    refused(author.post(f"/flags/{flag['id']}/settle", {"reason": "ok"}), 403, "denied")
    assert not told(editor.post(f"/flags/{flag['id']}/settle", {"reason": "ok"}))["is_open"]
    assert Flag.objects.get().why_resolved == "ok"
    # Reviewing: a note, its states, and a seat handed back.
    seat = Seat.objects.get(round=version.pk, holder=world.first)
    note = f"/reviews/{seat.pk}/note"
    etag = reviewer.get(note)["ETag"]
    told(reviewer.send("put", note, {"verdict": "revise"}, match=etag))
    refused(reviewer.send("put", note, {"verdict": "accept"}, match=etag), 412, "changed_meanwhile")
    assert told(reviewer.get(f"/reviews/{seat.pk}"))["note"]["said"]["verdict"] == "revise"
    told(reviewer.post(f"/reviews/{seat.pk}/extend"))
    told(reviewer.post(f"/reviews/{seat.pk}/hand-back", {}))
    refused(reviewer.get(note), 404, "missing")
    assert not Recommendation.objects.exists()
    # Moves.
    told(author.post(f"{item}/versions/1/withdraw", {"reason": "Entered twice."}))
    assert fresh(version).standing.status == "withdrawn"
    draft = told(author.post(f"{item}/versions/1/revise"), 201)
    told(author.post(f"/drafts/{draft['id']}/discard", {"reason": "No."}))
    accepted = world.accepted()
    path = f"/items/{accepted.item.accession}/versions/1"
    change = {"reason": "Misspelt.", "content": {"locator": "figure 4b"}}
    assert told(author.post(f"{path}/correct", change), 202)["state"] == "waiting"
    assert ProposedCorrection.objects.get().content["locator"] == "figure 4b"
    refused(author.post(f"{path}/correct", change | {"content": {"effect": []}}), 422, "invalid")
    refused(author.post(f"{path}/retire", {"reason": "x"}), 403, "denied")
    other = world.accepted()
    told(editor.post(f"{path}/merge", {"into": other.item.accession, "reason": "The same."}))
    response = Program().get(f"/items/{accepted.item.accession}")
    assert (response.status_code, response["Location"][-10:]) == (301, other.item.accession)
    path = f"/items/{other.item.accession}/versions/1"
    told(editor.post(f"{path}/retire", {"reason": "Retracted."}))
    told(editor.post(f"{path}/restore", {"reason": "By mistake."}), 201)
    refused(Program().get(f"/items/{other.item.accession}"), 410, "gone")


def test_deciding_where_reviewers_differ() -> None:
    world = World()
    editor = Program(world.decider)
    version = world.split()
    path = f"/items/{version.item.accession}/versions/1"
    body = refused(editor.post(f"{path}/decide", {"outcome": "returned", "reasons": {}}), 422,
                   "invalid")  # fmt: skip
    assert places(body) == {"#/reasons/cargo"}
    opinions = told(editor.get(f"{path}/recommendations"))["results"]
    suggested = next(one for one in opinions if one["suggestions"])
    chosen = {"chosen": [{"recommendation": suggested["recommendation"], "place": 0}]}
    made = told(editor.post(f"{path}/accept-as-corrected", chosen), 201)
    assert (made["version"], made["status"]) == (2, "accepted")
    differences = told(Program(world.author).get(
        f"/items/{version.item.accession}/differences", **{"from": 1, "to": 2}
    ))["differences"]  # fmt: skip
    assert [one["field"] for one in differences] == ["locator"]
    refused(editor.post(f"{path}/decide", {"outcome": "returned", "reasons": {"whole": "x"}}), 409,
            "stale")  # fmt: skip
    assert not Release.objects.exists()
