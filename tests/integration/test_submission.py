"""Submitting: what is refused, what is frozen, and that a retry is safe."""

from typing import Any

import pytest

from accounts.models import Person
from evidence.actions.citations import cite
from evidence.actions.drafts import next_claim, save_draft, start_draft
from evidence.actions.terms import add_term
from evidence.columns import REQUIRED_COLUMNS
from evidence.content import Content
from evidence.documents import content_of
from evidence.models import Citation, Draft, Term, Version
from ground.errors import Denied, Invalid, Stale
from ground.events import first_broken
from ground.models import Event
from reviews.actions.submit import submit
from reviews.actions.withdraw import withdraw_draft
from reviews.models import Round
from tests.factories import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def curator() -> Person:
    return make_person("curator")


@pytest.fixture
def paper(curator: Person) -> Citation:
    if not Term.objects.filter(vocabulary="tissue", label="bone marrow").exists():
        add_term(vocabulary="tissue", label="bone marrow", synonyms=["marrow"], actor=curator)
    return cite(kind="primary_study", title="Vesicles and cisplatin", actor=curator)


def claim(**changes: Any) -> Content:
    return {
        "locator": "abstract",
        "read_from": [{"name": "Abstract"}],
        "tissue": [{"name": "Marrow"}],
        "ev_term_as_reported": "exosome",
        "engineering": [{"name": "native"}],
        "given": [{"name": "isolated EVs"}],
        "cargo": [{"name": "miR-999", "kind": "miRNA"}],
        "cancer": [{"name": "a rare glioma"}],
        "agents": [{"name": "cisplatin", "role": "given alongside"}],
        "effect": [{"name": "restores sensitivity"}],
        "settings": [{"name": "in vitro", "measured": "yes"}],
        "summary": "It does.",
        **changes,
    }


def sent(draft: Draft, actor: Person, **changes: Any) -> Version:
    said = {"revision": draft.revision, "interests": "none"} | changes
    return submit(draft=draft, actor=actor, **said)


def messages(refusal: Invalid) -> str:
    return " ".join(problem.message for problem in refusal.problems)


def test_a_version_is_frozen_with_terms_in_one_spelling(curator: Person, paper: Citation) -> None:
    draft = start_draft(citation=paper, content=claim(), actor=curator)
    version = sent(draft, curator)
    content = content_of(version.document, version.supplement)
    assert content["tissue"] == [{"name": "bone marrow", "as_reported": "Marrow"}]
    assert content["given"] == [{"name": "isolated_evs"}]
    assert content["cargo"] == [{"name": "miR-999", "kind": "mirna"}]
    assert version.standing.status == "in_review"
    assert Round.objects.get(version=version).authors_interests == "none"
    stream = f"item:{version.item.accession}"
    events = Event.objects.filter(stream=stream).order_by("position")
    assert [event.verb for event in events] == ["create", "submit"]
    assert first_broken(stream) is None


def test_an_unlisted_name_of_an_open_list_becomes_a_provisional_term(
    curator: Person, paper: Citation
) -> None:
    sent(start_draft(citation=paper, content=claim(), actor=curator), curator)
    term = Term.objects.get(label="a rare glioma")
    assert (term.vocabulary, term.status) == ("cancer", "provisional")
    again = claim(summary="Again.", cancer=[{"name": "A RARE  GLIOMA"}])
    sent(
        start_draft(citation=paper, content=again, actor=curator), curator,
        why_separate="Another experiment.",
    )  # fmt: skip
    assert Term.objects.filter(label__icontains="rare glioma").count() == 1


def test_an_unlisted_name_of_a_closed_list_is_refused_with_a_hint(
    curator: Person, paper: Citation
) -> None:
    content = claim(tissue=[{"name": "bone marow"}], effect=[{"name": "restores"}])
    draft = start_draft(citation=paper, content=content, actor=curator)
    with pytest.raises(Invalid) as refused:
        sent(draft, curator)
    assert "“bone marow” is not in this closed list. Did you mean “bone marrow”?" in messages(
        refused.value
    )
    assert {problem.field for problem in refused.value.problems} == {"tissue", "effect"}
    assert Version.objects.count() == 0
    assert not Term.objects.filter(label="a rare glioma").exists()


def test_all_missing_answers_are_named_at_once(curator: Person) -> None:
    draft = start_draft(citation=None, content={"quote": "It does."}, actor=curator)
    with pytest.raises(Invalid) as refused:
        sent(draft, curator)
    # A quote stands in for where in the paper.
    expected = {column.name for column in REQUIRED_COLUMNS} - {"locator"} | {"citation"}
    assert {problem.field for problem in refused.value.problems} == expected


def test_an_unknown_is_an_answer(curator: Person, paper: Citation) -> None:
    content = {c.name: {"unknown": "not_checked"} for c in REQUIRED_COLUMNS}
    version = sent(start_draft(citation=paper, content=content, actor=curator), curator)
    assert version.answers["claim"]["tissue"] == {"unknown": "not_checked"}


def test_the_same_claim_twice_is_refused_and_its_draft_kept(
    curator: Person, paper: Citation
) -> None:
    first = sent(start_draft(citation=paper, content=claim(), actor=curator), curator)
    draft = start_draft(citation=paper, content=claim(notes="my own"), actor=curator)
    with pytest.raises(Invalid, match=f"Every answer equals {first.item.accession}, version 1"):
        sent(draft, curator, why_separate="It is not.")
    assert Draft.objects.open().filter(pk=draft.pk).exists()
    assert Version.objects.count() == 1


def test_a_twin_asks_why_it_is_separate(curator: Person, paper: Citation) -> None:
    first = sent(start_draft(citation=paper, content=claim(), actor=curator), curator)
    draft = start_draft(citation=paper, content=claim(summary="In mice."), actor=curator)
    with pytest.raises(Invalid, match=f"as {first.item.accession}") as refused:
        sent(draft, curator)
    assert [problem.field for problem in refused.value.problems] == ["why_separate"]
    version = sent(draft, curator, why_separate="The mice are another experiment.")
    assert Round.objects.get(version=version).why_separate == "The mice are another experiment."


def test_a_retry_returns_the_same_version(curator: Person, paper: Citation) -> None:
    draft = start_draft(citation=paper, content=claim(), actor=curator)
    assert sent(draft, curator) == sent(draft, curator)
    assert Version.objects.count() == 1


def test_a_draft_saved_meanwhile_is_not_submitted_unseen(curator: Person, paper: Citation) -> None:
    draft = start_draft(citation=paper, content=claim(), actor=curator)
    save_draft(
        draft=draft, content=claim(summary="Other."), citation=paper, revision=1, actor=curator
    )
    with pytest.raises(Stale, match="was saved again at"):
        sent(draft, curator, revision=1)
    assert Version.objects.count() == 0


def test_somebody_else_neither_saves_nor_submits(curator: Person, paper: Citation) -> None:
    draft = start_draft(citation=paper, content=claim(), actor=curator)
    stranger = make_person("curator", "editor")
    with pytest.raises(Denied, match="Only its authors"):
        sent(draft, stranger)
    with pytest.raises(Denied, match="Only its authors"):
        save_draft(draft=draft, content={}, citation=paper, revision=1, actor=stranger)


def test_two_tabs_never_overwrite_each_other(curator: Person, paper: Citation) -> None:
    draft = start_draft(citation=paper, content=claim(), actor=curator)
    first = claim(summary="From the first tab.")
    saved = save_draft(draft=draft, content=first, citation=paper, revision=1, actor=curator)
    assert saved.revision == 2
    with pytest.raises(Stale) as stale:
        save_draft(
            draft=draft, content=claim(summary="From the second."), citation=paper, revision=1,
            actor=curator,
        )  # fmt: skip
    assert stale.value.current.content["summary"] == "From the first tab."
    # The same text from both tabs is no conflict, and a repeated save changes nothing.
    again = save_draft(draft=draft, content=first, citation=paper, revision=1, actor=curator)
    assert again.revision == 2


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("summary", "a\x00b", "U+0000"),
        ("summary", "a\u202eb", "U+202E"),
        ("summary", "x" * 100_000, "100,000 characters"),
        ("locator", "x" * 1_001, "1,001 characters"),
        ("cargo", [{"name": "x" * 201}], "201 characters"),
        ("cargo", [{"name": "miR-1", "colour": "red"}], "“colour” cannot be said here"),
        ("cargo", [{"name": "miR-1"}] * 101, "101 rows"),
        ("effect", [{"name": "mixed"}, {"name": "no_effect"}], "only one answer fits"),
        ("effect", "mixed", "a list of entries is expected"),
        ("summary", [{"name": "x"}], "a text is expected"),
        ("status", "accepted", "is not a field of a claim"),
        ("tissue", {"unknown": "perhaps"}, "none of the four unknowns"),
    ],
)
def test_what_cannot_be_stored_is_refused_and_changes_nothing(
    curator: Person, paper: Citation, name: str, value: Any, words: str
) -> None:
    draft = start_draft(citation=paper, content=claim(), actor=curator)
    with pytest.raises(Invalid) as refused:
        save_draft(
            draft=draft, content=claim(**{name: value}), citation=paper, revision=1, actor=curator
        )
    assert words in messages(refused.value)
    draft.refresh_from_db()
    assert (draft.revision, draft.content["summary"]) == (1, "It does.")


def test_the_papers_next_claim_takes_over_what_is_the_same(
    curator: Person, paper: Citation
) -> None:
    draft = next_claim(citation=paper, content=claim(), actor=curator)
    assert set(draft.content) == {
        "read_from", "tissue", "ev_term_as_reported", "engineering", "given", "cancer", "agents",
    }  # fmt: skip
    assert draft.citation == paper


def test_who_is_no_curator_enters_nothing(paper: Citation) -> None:
    reviewer = make_person("reviewer")
    with pytest.raises(Denied, match="Only curators enter evidence"):
        start_draft(citation=paper, actor=reviewer)
    with pytest.raises(Denied, match="Only curators enter evidence"):
        cite(kind="review", title="Another", actor=reviewer)


def test_a_withdrawn_draft_keeps_its_text_and_asks_why(curator: Person, paper: Citation) -> None:
    draft = start_draft(citation=paper, content=claim(), actor=curator)
    with pytest.raises(Invalid):
        withdraw_draft(draft=draft, reason=" ", actor=curator)
    closed = withdraw_draft(draft=draft, reason="Entered twice.", actor=curator)
    assert closed.content["summary"] == "It does."
    with pytest.raises(Denied, match="was withdrawn"):
        sent(draft, curator)


@pytest.mark.parametrize(
    ("identifiers", "words"),
    [
        ({"pmid": "123456789"}, "is not a PMID"),
        ({"doi": "10.1/x"}, "is not a DOI"),
        ({"nct": "NCT12"}, "is not a NCT id"),
    ],
)
def test_an_impossible_identifier_is_refused(
    curator: Person, identifiers: dict[str, str], words: str
) -> None:
    with pytest.raises(Invalid) as refused:
        cite(kind="primary_study", title="T", identifiers=identifiers, actor=curator)
    assert words in messages(refused.value)


def test_a_known_paper_is_named_and_not_entered_again(curator: Person) -> None:
    known = cite(kind="primary_study", title="T", identifiers={"doi": "10.1000/ABC"}, actor=curator)
    with pytest.raises(Invalid) as refused:
        cite(
            kind="primary_study", identifiers={"doi": "https://doi.org/10.1000/abc"}, actor=curator
        )
    assert [problem.code for problem in refused.value.problems] == [f"known:{known.pk}"]
