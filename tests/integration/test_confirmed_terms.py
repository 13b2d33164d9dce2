"""A name that came with a claim is confirmed by an editor, once, at every door."""

import itertools

import pytest
from django.urls import reverse

from evidence.actions.confirm_term import confirm_term
from evidence.actions.terms import add_term, make_obsolete
from evidence.models import Term
from evidence.queries.items import provisional_names
from ground.errors import Denied, Invalid
from ground.models import Event
from releases.queries.gate import gate
from tests.factories import any_administrator, make_person
from tests.posting import assert_says
from tests.reviewing import signed_in
from tests.worlds import World

pytestmark = pytest.mark.django_db
_numbers = itertools.count(1)


def provisional(**said: object) -> Term:
    label = f"rare cancer {next(_numbers)}"
    return add_term(
        vocabulary="cancer", label=label, status="provisional", actor=any_administrator(), **said
    )


def page_of(term: Term) -> str:
    return reverse("reviews:term-confirm", args=[term.pk])


def test_an_editor_confirms_through_the_page_and_the_release_asks_no_more() -> None:
    world, term = World(), provisional()
    wide = add_term(vocabulary="cancer", label="Wide Cancer", actor=world.decider)
    claim = world.accepted(cancer=[{"name": term.label}])
    assert term.label in gate().provisional
    assert term.label in provisional_names([claim])[claim.pk]
    client = signed_in(world.decider)
    assert_says(client.get(reverse("evidence:term-detail", args=[term.pk])), "Confirm it")
    sent = {
        "definition": "A tumour of nobody knows what.", "curie": "DOID:9999", "match": "broader",
        "broader": "wide cancer",
    }  # fmt: skip
    assert client.post(page_of(term), sent).status_code == 303
    assert client.post(page_of(term), sent).status_code == 303
    term.refresh_from_db()
    assert (term.status, term.definition, term.broader) == ("active", sent["definition"], wide)
    assert list(term.codes.values_list("curie", "match")) == [("DOID:9999", "broader")]
    assert Event.objects.filter(stream=f"term:{term.pk}", verb="confirm term").count() == 1
    assert term.label not in gate().provisional
    assert claim.answers == type(claim).objects.get(pk=claim.pk).answers
    assert term.label not in provisional_names([claim])[claim.pk]


def test_what_is_wrong_is_said_at_once_and_kept() -> None:
    term = provisional()
    below = provisional(broader=term)
    sent = {"definition": "Kept words.", "curie": "no code", "broader": below.label}
    answer = signed_in(make_person("editor")).post(page_of(term), sent)
    assert answer.status_code == 422
    assert_says(answer, "each is a CURIE such as", "Kept words.", "no code")
    sent["curie"] = ""
    answer = signed_in(make_person("editor")).post(page_of(term), sent)
    assert_says(answer, "is this term or stands below it", "Kept words.")
    term.refresh_from_db()
    assert (term.status, term.definition, term.broader) == ("provisional", "", None)


def test_only_editors_confirm_and_nothing_obsolete_comes_back() -> None:
    term, editor = provisional(), make_person("editor")
    for person in (make_person("curator"), make_person("reviewer")):
        with pytest.raises(Denied, match="Editors mind the vocabulary"):
            confirm_term(term=term, actor=person)
    with pytest.raises(Invalid, match="Nothing was changed"):
        confirm_term(term=term, broader="nothing such", actor=editor)
    make_obsolete(term=term, replaced_by=None, reason="Entered twice.", actor=editor)
    with pytest.raises(Denied, match="is obsolete, and nothing was changed"):
        confirm_term(term=term, actor=editor)
