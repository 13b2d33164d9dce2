"""Papers, terms and items minded through the API: the actions of the pages, once each."""

import pytest

from evidence.actions.terms import add_term
from evidence.models import Citation, Draft, Term, Version
from tests.asking import Program, places, refused, told
from tests.factories import make_person
from tests.worlds import World

pytestmark = pytest.mark.django_db
NONE = {"pmid": None, "pmcid": None, "doi": None, "nct": None}
WHY = "The identifier of another paper was typed."


def test_identifiers_are_corrected_and_the_claims_reissued_once() -> None:
    world = World()
    accepted, waiting = world.accepted(), world.in_review()
    editor, path = Program(world.decider), f"/citations/{world.citation.key}/identifiers"
    body = {"identifiers": {"pmid": "36100944"}, "seen": NONE, "reason": WHY}
    first = editor.post(path, body, key="one")
    (made,) = told(first)["reissued"]
    assert (made["accession"], made["version"], made["status"]) == (
        accepted.item.accession, 2, "accepted",
    )  # fmt: skip
    assert (told(first)["pmid"], told(first)["doi"]) == ("36100944", None)
    again = editor.post(path, body, key="one")
    assert (again.content, again["Idempotency-Replayed"]) == (first.content, "true")
    assert Version.objects.filter(item=accepted.item).count() == 2
    assert Version.objects.filter(item=waiting.item).count() == 1
    stale = editor.post(path, body | {"identifiers": {"pmid": "36100945"}})
    assert "Somebody changed the identifiers" in refused(stale, 409, "stale")["detail"]
    seen = NONE | {"pmid": "36100944"}
    problem = refused(
        editor.post(path, {"identifiers": {"doi": "no doi"}, "seen": seen, "reason": WHY}),
        422, "invalid",
    )  # fmt: skip
    assert places(problem)
    assert Citation.objects.get(pk=world.citation.pk).pmid == "36100944"


def test_a_term_is_made_obsolete_and_its_claims_are_proposed_anew_once() -> None:
    world = World()
    for label in ("old tumour", "new tumour"):
        add_term(vocabulary="cancer", label=label, actor=world.decider)
    old = Term.objects.get(label="old tumour")
    accepted = world.accepted(cancer=[{"name": "old tumour"}])
    editor = Program(world.decider)
    early = editor.post(f"/terms/{old.pk}/replace", {"interests": "none"})
    assert "replaced by no term" in refused(early, 403, "denied")["detail"]
    unknown = {"replaced_by": "no such tumour", "reason": "Merged."}
    problem = refused(editor.post(f"/terms/{old.pk}/obsolete", unknown), 422, "invalid")
    assert places(problem) == {"#/replaced_by"}
    done = told(editor.post(f"/terms/{old.pk}/obsolete", unknown | {"replaced_by": "New tumour"}))
    assert (done["status"], done["replaced_by"]["label"]) == ("obsolete", "new tumour")
    first = editor.post(f"/terms/{old.pk}/replace", {"interests": "none"}, key="two")
    (row,) = told(first)["results"]
    assert (row["accession"], row["made"]["status"]) == (accepted.item.accession, "in_review")
    again = editor.post(f"/terms/{old.pk}/replace", {"interests": "none"}, key="two")
    assert again.content == first.content
    (later,) = told(editor.post(f"/terms/{old.pk}/replace", {"interests": "none"}))["results"]
    assert (later["made"], "it is judged first" in later["why_not"]) == (None, True)
    assert Version.objects.filter(item=accepted.item).count() == 2
    refused(editor.post(f"/terms/{old.pk}/replace", {}), 422, "does_not_fit")


def test_papers_come_on_the_worklist_and_go_on_there() -> None:
    curator, editor = Program(make_person("curator")), Program(make_person("editor"))
    sent = {"identifiers": ["37001234", "https://doi.org/10.1000/x.1", "PMID: 37001234"]}
    first = curator.post("/papers", sent, key="three")
    rows = told(first)["results"]
    assert [(row["identifier"], row["verdict"]) for row in rows] == [
        ("37001234", "entered"), ("10.1000/x.1", "entered"), ("37001234", "twice"),
    ]  # fmt: skip
    keys = [row["key"] for row in rows[:2]]
    assert curator.post("/papers", sent, key="three").content == first.content
    again = told(curator.post("/papers", sent))["results"]
    assert [(row["verdict"], row["key"]) for row in again] == [
        ("known", keys[0]), ("known", keys[1]), ("known", keys[0]),
    ]  # fmt: skip
    wrong = refused(curator.post("/papers", {"identifiers": ["a paper"]}), 422, "invalid")
    assert "No PMID, DOI, PMCID or NCT id" in wrong["detail"]
    left = {"papers": keys, "step": "leave_out"}
    problem = refused(curator.post("/papers/move", left), 422, "invalid")
    assert places(problem) == {"#/reason", "#/read"}
    left |= {"reason": "not_msc", "read": "title_abstract"}
    unknown = curator.post("/papers/move", left | {"papers": [*keys, "nobody1999"]})
    assert places(refused(unknown, 422, "invalid")) == {"#/papers"}
    moved = told(curator.post("/papers/move", left))["results"]
    assert {(row["key"], row["state"], row["reason"]) for row in moved} == {
        (key, "out_of_scope", "not_msc") for key in keys
    }
    assert "2 of 2 papers" in refused(curator.post("/papers/move", left), 409, "stale")["detail"]
    told(editor.post("/papers/move", {"papers": keys, "step": "reopen", "words": "Of ours."}))
    reader = make_person("curator")
    given = {"papers": keys[:1], "step": "assign", "reader": reader.username}
    refusals = [
        refused(curator.post("/papers/move", given | {"reader": name}), 403, "denied")["detail"]
        for name in (reader.username, "nobody-here")
    ]
    assert len(set(refusals)) == 1
    (row,) = told(editor.post("/papers/move", given))["results"]
    assert row["state"] == "being_read"
    assert reader.username not in str(row)


def test_a_returned_version_is_handed_to_another_curator() -> None:
    world = World()
    version, heir = world.returned(), make_person("curator")
    path = f"/items/{version.item.accession}/versions/1/hand-over"
    body = {"to": heir.username, "reason": WHY}
    editor = Program(world.decider)
    problem = refused(editor.post(path, body | {"to": "nobody-here"}), 422, "invalid")
    assert places(problem) == {"#/to"}
    assert told(editor.post(path, body))["to"] == heir.username
    (draft,) = told(Program(heir).get("/drafts"))["results"]
    assert draft["accession"] == version.item.accession
    assert set(Draft.objects.get(pk=draft["id"]).authors.all()) == {world.author, heir}
