"""A paper's identifiers and obsolete terms through the API: the pages' actions, once each."""

import pytest

from evidence.actions.terms import add_term
from evidence.models import Citation, Term, Version
from tests.asking import Program, places, refused, told
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
