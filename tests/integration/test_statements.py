"""Authors' statements: who makes them, who lets them stand, who reads them."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Notification, Person
from evidence.models import Citation
from ground.errors import Denied, Stale
from reviews.actions.interests import declare_interest
from reviews.actions.statements import let_stand, state, take_back, turn_down
from reviews.models import Statement
from reviews.presenters.notices import told_to
from tests.factories import make_citation, make_person
from tests.posting import assert_says, text_of
from tests.reviewing import signed_in

pytestmark = pytest.mark.django_db
TEXT = "The line was authenticated after publication; see the correction."


@pytest.fixture
def paper() -> Citation:
    return make_citation()


@pytest.fixture
def editor() -> Person:
    return make_person("editor")


@pytest.fixture
def author(paper: Citation, editor: Person) -> Person:
    person = make_person()
    declare_interest(citation=paper, person=person, kind="authorship", actor=editor)
    return person


def page_of(paper: Citation, person: Person | None = None) -> str:
    client = signed_in(person) if person else Client()
    return text_of(client.get(reverse("evidence:citation-detail", args=[paper.key])))


def test_a_statement_stands_when_an_editor_has_read_it(
    paper: Citation, author: Person, editor: Person
) -> None:
    address = reverse("reviews:statement-make", args=[paper.key])
    assert f'href="{address}"' in page_of(paper, author)
    browser = signed_in(author)
    for _ in range(2):  # a double click
        answer = browser.post(address, {"name": "A. B. Lovelace", "text": TEXT})
        assert answer.status_code == 303
    statement = Statement.objects.get()
    assert_says(browser.get(address), "waits for an editor", TEXT)
    for reader in (None, editor, make_person("curator")):
        assert TEXT not in page_of(paper, reader)
    [row] = Notification.objects.visible_to(editor)
    [told] = told_to(editor, [row])
    assert told.text == f"{paper.short}: an author’s statement waits for an editor’s word."
    assert_says(signed_in(editor).get(told.href), "A. B. Lovelace", TEXT)
    answered = signed_in(editor).post(
        reverse("reviews:statement-answer", args=[statement.pk]), {"stand": "1"}
    )
    assert answered.status_code == 303
    for reader in (None, editor, author):
        assert TEXT in page_of(paper, reader)
        assert "A. B. Lovelace" in page_of(paper, reader)
    assert not told_to(editor, [row])[0].is_open


def test_a_new_statement_takes_the_place_of_the_one_before_when_it_stands(
    paper: Citation, author: Person, editor: Person
) -> None:
    first = let_stand(
        statement=state(citation=paper, name="A", text="First.", actor=author), actor=editor
    )
    waiting = state(citation=paper, name="A", text="Second.", actor=author)
    third = state(citation=paper, name="A", text="Third.", actor=author)
    assert [one.text for one in Statement.objects.visible_to(None)] == ["First."]
    with pytest.raises(Stale, match="taken back meanwhile"):
        let_stand(statement=waiting, actor=editor)
    let_stand(statement=third, actor=editor)
    assert [one.text for one in Statement.objects.visible_to(None)] == ["Third."]
    take_back(statement=third, actor=author)
    assert not Statement.objects.visible_to(None).exists()
    with pytest.raises(Denied, match="Whoever made a statement"):
        take_back(statement=first, actor=editor)


def test_a_statement_is_turned_down_with_a_reason_its_writer_reads(
    paper: Citation, author: Person, editor: Person
) -> None:
    statement = state(citation=paper, name="A", text=TEXT, actor=author)
    address = reverse("reviews:statement-answer", args=[statement.pk])
    refused = signed_in(editor).post(address, {"reason": " "})
    assert refused.status_code == 422
    assert_says(refused, "say in a sentence why")
    signed_in(editor).post(address, {"reason": "It names a patient."})
    own = signed_in(author).get(reverse("reviews:statement-make", args=[paper.key]))
    assert_says(own, "turned down", "It names a patient.")
    assert "It names a patient." not in page_of(paper)
    assert TEXT not in page_of(paper)


def test_who_may_not(paper: Citation, author: Person, editor: Person) -> None:
    with pytest.raises(Denied, match="authorship of this paper is confirmed"):
        state(citation=paper, name="E", text=TEXT, actor=editor)
    statement = state(citation=paper, name="A", text=TEXT, actor=author)
    also_author = make_person("editor")
    declare_interest(citation=paper, person=also_author, kind="authorship", actor=editor)
    for person, sentence in (
        (make_person("curator", "reviewer"), "Editors let authors' statements stand"),
        (also_author, "You are an author of this paper"),
        (author, "Editors let authors' statements stand"),
    ):
        for act in (let_stand, lambda **given: turn_down(reason="No.", **given)):
            with pytest.raises(Denied, match=sentence):
                act(statement=statement, actor=person)
    assert not Statement.objects.visible_to(make_person("reviewer")).exists()
    stranger = signed_in(make_person("curator"))
    gone = stranger.post(reverse("reviews:statement-back", args=[statement.pk]))
    assert gone.status_code == 404
