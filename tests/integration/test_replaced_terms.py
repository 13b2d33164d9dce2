"""A term is not used any more: what that does, and the revision of all claims that name it."""

from itertools import count

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from evidence.actions.terms import add_term, make_obsolete
from evidence.content import names_of
from evidence.documents import content_of
from evidence.models import Draft, Term, Version
from ground.errors import Denied
from ground.models import Event
from reviews.actions.interests import declare_interest
from reviews.actions.replace_term import propose_replacement, replaced
from reviews.actions.revise import revise
from reviews.queries.violations import violations
from tests.factories import any_administrator, make_person
from tests.posting import assert_says, text_of
from tests.reviewing import queries, signed_in
from tests.worlds import World

pytestmark = pytest.mark.django_db
WHY = "The ontology merged both."
_numbers = count(1)


def cancers() -> tuple[Term, Term]:
    """Two terms of one list: the one that goes and the one that replaces it."""
    number, actor = next(_numbers), any_administrator()
    old = add_term(vocabulary="cancer", label=f"old cancer {number}", synonyms=[f"OC{number}"],
                   actor=actor)  # fmt: skip
    return old, add_term(vocabulary="cancer", label=f"new cancer {number}", actor=actor)


def naming(term: Term) -> dict[str, object]:
    return {"cancer": [{"name": term.label}]}


def obsolete(old: Term, new: Term | None, editor: Person) -> Term:
    return make_obsolete(term=old, replaced_by=new, reason=WHY, actor=editor)


def page_of(term: Term, name: str = "term-obsolete") -> str:
    return reverse(f"reviews:{name}", args=[term.pk])


def test_the_editor_makes_it_obsolete_through_the_page() -> None:
    old, new = cancers()
    earlier, _ = cancers()
    editor = make_person("editor")
    obsolete(earlier, old, editor)
    client = signed_in(editor)
    assert_says(client.get(reverse("evidence:term-detail", args=[old.pk])), "Make it obsolete")
    sent = {"replaced_by": new.label.upper(), "reason": WHY}
    assert client.post(page_of(old), sent).status_code == 303
    assert client.post(page_of(old), sent).status_code == 303
    old.refresh_from_db()
    earlier.refresh_from_db()
    assert (old.status, old.replaced_by, earlier.replaced_by) == ("obsolete", new, new)
    assert Event.objects.filter(stream=f"term:{old.pk}", verb="make obsolete").count() == 1
    assert_says(client.get(page_of(old)), f"“{old.label}” is obsolete", new.label)


@pytest.mark.parametrize(("name", "sentence"), [
    ("nothing such", "no term of this list is called “nothing such”. Add it first."),
    ("itself", "a term does not replace itself. Choose another."),
    ("gone", "is obsolete itself. Choose a term that is in use."),
])  # fmt: skip
def test_what_replaces_it_has_to_be_in_use(name: str, sentence: str) -> None:
    old, new = cancers()
    editor = make_person("editor")
    obsolete(new, None, editor)
    typed = {"itself": old.label, "gone": new.label}.get(name, name)
    page = signed_in(editor).post(page_of(old), {"replaced_by": typed, "reason": WHY})
    assert page.status_code == 422
    assert_says(page, sentence, WHY)
    old.refresh_from_db()
    assert old.status == "active"


def test_a_reason_is_asked_for_and_the_name_is_kept() -> None:
    old, new = cancers()
    page = signed_in(make_person("editor")).post(page_of(old), {"replaced_by": new.label})
    assert page.status_code == 422
    assert_says(page, "say in a sentence why it is not used any more.", f'value="{new.label}"')


def test_only_editors_mind_the_vocabulary() -> None:
    old, new = cancers()
    curator = make_person("curator", "reviewer")
    page = signed_in(curator).post(page_of(old), {"replaced_by": new.label, "reason": WHY})
    assert page.status_code == 403
    assert_says(page, "Editors mind the vocabulary, and you are not one here.")
    with pytest.raises(Denied, match="Editors mind the vocabulary"):
        obsolete(old, new, curator)
    with pytest.raises(Denied, match="Editors mind the vocabulary"):
        propose_replacement(term=old, actor=curator)


def test_every_accepted_claim_gets_a_revision_that_is_judged_as_usual() -> None:
    old, new = cancers()
    world = World()
    claims = [world.accepted(**naming(old)), world.accepted(**naming(old))]
    untouched = world.accepted()
    editor = make_person("editor")
    obsolete(old, new, editor)
    client = signed_in(editor)
    assert_says(client.get(page_of(old)), "Propose 2 revisions", claims[0].item.accession)
    page = client.post(page_of(old, "term-replace"), {"has_interests": "none"})
    assert text_of(page).count("Version 2 is in review") == 2
    for claim in claims:
        made = Version.objects.get(item=claim.item, number=2)
        before = content_of(claim.document, claim.supplement)
        after = content_of(made.document, made.supplement)
        assert names_of(after["cancer"]) == [new.label]
        assert {**after, "cancer": before["cancer"]} == before
        assert made.standing.status == "in_review"
        assert Version.objects.get(pk=claim.pk).standing.status == "accepted"
        assert list(made.authorships.values_list("person", flat=True)) == [editor.pk]
        assert made.round.seats.count() == 2
    assert Version.objects.filter(item=untouched.item).count() == 1
    assert list(violations()) == []


def test_twice_is_once() -> None:
    old, new = cancers()
    world = World()
    claim = world.accepted(**naming(old))
    editor = make_person("editor")
    obsolete(old, new, editor)
    client = signed_in(editor)
    for _ in range(2):
        page = client.post(page_of(old, "term-replace"), {"has_interests": "none"})
    assert_says(page, "Version 2 of it is in review; it is judged first.")
    assert Version.objects.filter(item=claim.item).count() == 2
    assert "Propose" not in text_of(client.get(page_of(old)))


def test_each_claim_that_cannot_be_revised_says_why_and_the_others_go_on() -> None:
    old, new = cancers()
    world, other = World(), World()
    editor = make_person("curator", "editor")
    drafted, open_claim = world.accepted(**naming(old)), world.accepted(**naming(old))
    mine = other.accepted(**naming(old))
    equal = World()
    same = equal.accepted(**naming(old), cargo=[{"name": "miR-21", "kind": "mirna"}], summary="A.")
    equal.accepted(**naming(new), cargo=[{"name": "miR-21", "kind": "mirna"}], summary="A.")
    draft = revise(version=drafted, reason="A figure.", actor=editor)
    declare_interest(citation=other.citation, person=editor, kind="same_lab", actor=editor)
    obsolete(old, new, editor)
    client = signed_in(editor)
    page = client.post(page_of(old, "term-replace"), {"has_interests": "none"})
    assert page.status_code == 200
    assert_says(
        page, "You are writing a draft of it. Put the new term in there and submit it.",
        reverse("evidence:draft-edit", args=[draft.pk]),
        "You have declared a conflict of interest with this paper.",
        "the same claim is already there", "Version 2 is in review",
    )  # fmt: skip
    assert Version.objects.get(item=open_claim.item, number=2).standing.status == "in_review"
    assert not Version.objects.filter(item__in=[drafted.item, mine.item, same.item], number=2)
    kept = Draft.objects.get(item=same.item, closed_at=None, authors=editor)
    assert names_of(kept.content["cancer"]) == [new.label]
    assert_says(page, f"Open the draft of {same.item.accession}")


def test_without_the_answer_on_interests_nothing_is_proposed() -> None:
    old, new = cancers()
    claim = World().accepted(**naming(old))
    editor = make_person("editor")
    obsolete(old, new, editor)
    page = signed_in(editor).post(page_of(old, "term-replace"))
    assert page.status_code == 422
    assert_says(page, "Conflict of interest: say that you have none with these papers")
    assert Version.objects.filter(item=claim.item).count() == 1


def test_a_term_that_nothing_replaces_proposes_nothing() -> None:
    old, _ = cancers()
    World().accepted(**naming(old))
    editor = make_person("editor")
    obsolete(old, None, editor)
    client = signed_in(editor)
    assert "Propose" not in text_of(client.get(page_of(old)))
    page = client.post(page_of(old, "term-replace"), {"has_interests": "none"})
    assert page.status_code == 403
    assert_says(page, "is replaced by no term, so there is nothing to put in its place.")


def test_visitors_see_no_link() -> None:
    old, _ = cancers()
    page = Client().get(reverse("evidence:term-detail", args=[old.pk]))
    assert "Make it obsolete" not in text_of(page)


def test_two_rows_that_become_one_are_there_once() -> None:
    content = {"cancer": [{"name": "Old"}, {"name": "new"}], "agents": [{"name": "old"}]}
    assert replaced(content, "cancer", {"old"}, "new") == {
        "cancer": [{"name": "new"}], "agents": [{"name": "old"}],
    }  # fmt: skip


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_claims(rows: int) -> None:
    old, new = cancers()
    world = World()
    for _ in range(rows):
        world.accepted(**naming(old))
    editor = make_person("editor")
    obsolete(old, new, editor)
    client = signed_in(editor)
    assert len(client.get(page_of(old)).context["rows"]) == rows
    assert queries(client, page_of(old)) == 8
