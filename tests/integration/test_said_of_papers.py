"""Comments on papers, questions to their authors, and the authors' public profiles."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Notification, Person
from evidence.models import Citation
from ground.errors import Denied, Invalid
from reviews.actions.authorship import claim_authorship, confirm_authorship
from reviews.actions.paper_comments import ask_authors, comment_on_paper, take_comment_back
from reviews.actions.profiles import hide_profile, show_profile
from reviews.models import PaperComment
from reviews.presenters.notices import told_to
from tests.factories import make_citation, make_person
from tests.posting import assert_says, text_of
from tests.reviewing import signed_in
from tests.worlds import World

pytestmark = pytest.mark.django_db
AUTHORS = [{"family": "Lovelace", "given": "A."}, {"family": "Noether", "given": "E."}]


@pytest.fixture
def paper() -> Citation:
    return make_citation(csl={"author": AUTHORS, "publisher": "A House"})


def author_of(paper: Citation, place: int | None = 0) -> Person:
    person = make_person()
    claim = claim_authorship(citation=paper, place=place, words="Left out.", actor=person)
    confirm_authorship(interest=claim, actor=make_person("editor"))
    return person


def page_of(paper: Citation, person: Person | None = None) -> str:
    client = signed_in(person) if person else Client()
    return text_of(client.get(reverse("evidence:citation-detail", args=[paper.key])))


def test_whoever_is_signed_in_comments_and_takes_it_back(paper: Citation) -> None:
    writer, reader = make_person(), make_person("curator")
    browser, address = signed_in(writer), reverse("reviews:paper-comments", args=[paper.key])
    for _ in range(2):  # a double click
        assert browser.post(address, {"kind": "comment", "text": "Lane 3?"}).status_code == 303
    made = PaperComment.objects.get()
    assert "Lane 3?" in page_of(paper, reader)
    assert "Lane 3?" not in page_of(paper)
    with pytest.raises(Denied, match="Whoever wrote"):
        take_comment_back(comment=made, actor=reader)
    back = reverse("reviews:paper-comment-back", args=[made.pk])
    assert browser.post(back).status_code == 303
    assert "Lane 3?" not in page_of(paper, writer)
    assert "Taken back by its writer" in page_of(paper, reader)
    assert browser.post(address, {"kind": "comment", "text": " "}).status_code == 422


def test_a_question_reaches_the_authors_and_nobody_else(paper: Citation) -> None:
    asker = make_person("curator")
    address = reverse("reviews:paper-comments", args=[paper.key])
    refused = signed_in(asker).post(address, {"kind": "question", "text": "Which dose?"})
    assert refused.status_code == 403
    assert_says(refused, "No author of this paper takes part here yet", "Which dose?")
    author, second = author_of(paper), author_of(paper, 1)
    ask_authors(citation=paper, text="Which dose?", actor=asker)
    for person in (author, second):
        [row] = Notification.objects.visible_to(person).filter(about="question")
        [told] = told_to(person, [row])
        assert told.text == f"{paper.short}: {asker} asks its authors “Which dose?”"
        assert_says(signed_in(person).get(told.href), "Which dose?", "question to the authors")
    for reader in (make_person("editor"), make_person("reviewer"), None):
        assert "Which dose?" not in page_of(paper, reader)
    # What is taken back is told to nobody any more.
    take_comment_back(comment=PaperComment.objects.get(), actor=asker)
    assert not told_to(author, [row])[0].is_open or row.person_id != author.pk
    for number in range(4):
        ask_authors(citation=paper, text=f"Question {number}?", actor=asker)
    with pytest.raises(Denied, match="within a day"):
        ask_authors(citation=paper, text="One more?", actor=asker)


def test_whoever_reviews_a_claim_from_the_paper_waits_until_it_is_decided() -> None:
    world = World()
    version = world.in_review()
    author_of(version.citation, None)
    for say in (comment_on_paper, ask_authors):
        with pytest.raises(Denied, match="before it is decided"):
            say(citation=version.citation, text="It fails.", actor=world.first)
    world = World()
    decided = world.accepted()
    author_of(decided.citation, None)
    assert comment_on_paper(citation=decided.citation, text="Fine.", actor=world.first)


def test_an_author_who_agrees_has_a_profile_and_nobody_else(paper: Citation) -> None:
    with pytest.raises(Denied, match="authorship of a paper here is confirmed"):
        show_profile(name="Nobody", actor=make_person())
    author = author_of(paper)
    other = make_citation(title="The other of her papers")
    confirm_authorship(
        interest=claim_authorship(citation=other, place=None, words="Left out.", actor=author),
        actor=make_person("editor"),
    )
    browser, address = signed_in(author), reverse("reviews:public-profile")
    assert_says(browser.get(address), "Shown to nobody now", "The other of her papers")
    with pytest.raises(Invalid):
        show_profile(name=" ", actor=author)
    assert browser.post(address, {"name": "A. Lovelace"}).status_code == 303
    shown = reverse("reviews:person", args=[author.profile.pk])
    page = Client().get(shown)
    assert_says(page, "A. Lovelace", "The other of her papers", str(paper))
    assert author.username not in text_of(page)
    assert f'<a href="{shown}">A. Lovelace</a>' in page_of(paper)
    hide_profile(actor=author)
    assert Client().get(shown).status_code == 404
    assert shown not in page_of(paper)
    show_profile(name="A. Lovelace", actor=author)
    type(author).objects.filter(pk=author.pk).update(is_active=False)
    assert Client().get(shown).status_code == 404


def test_two_people_claim_one_name_and_an_editor_finds_one_mistaken(paper: Citation) -> None:
    first, second = make_person(), make_person()
    for person in (first, second):
        claim_authorship(citation=paper, place=0, actor=person)
    editor = make_person("editor")
    listed = text_of(signed_in(editor).get(reverse("reviews:interest-list")))
    assert listed.count("A. Lovelace") >= 2
    confirm_authorship(interest=first.interests.get(), actor=editor)
    assert page_of(paper).count("is an author of this paper") == 1


def test_a_paper_of_sixty_authors_folds_them_and_offers_each() -> None:
    names = [{"family": f"Author{n}", "given": "A."} for n in range(60)]
    paper = make_citation(csl={"author": names})
    page = page_of(paper, make_person())
    assert "The other 48 authors" in page
    assert all(f"?author={place}#place" in page for place in range(60))
    assert "year unknown" in page
