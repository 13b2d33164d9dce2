"""The pages of interests: one's own, a paper's, and the editors' list."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from ground.errors import Denied
from reviews.actions.authorship import claim_authorship, confirm_authorship
from reviews.actions.interests import declare_interest
from reviews.actions.seats import take_paper
from reviews.actions.submit import submit
from reviews.models import Declaration, Interest, Seat
from tests.factories import make_citation, make_person
from tests.reviewing import queries, said, seat_url, signed_in
from tests.worlds import World

pytestmark = pytest.mark.django_db
OWN = "/me/interests/"
LIST = "/reviews/interests/"
AUTHORS = {"author": [{"family": "Lovelace", "given": "Ada"}, {"family": "Hopper"}]}


def text(response: Any) -> str:
    return str(response.content.decode())


def settle(client: Client, interest: Interest, verb: str, reason: str = "") -> Any:
    address = reverse(f"reviews:interest-{verb}", args=[interest.pk])
    return client.post(address, {"reason": reason})


def test_a_reviewer_is_asked_once_a_year_and_goes_on_where_they_were() -> None:
    world = World()
    submit(draft=world.draft(), revision=1, interests="none", actor=world.author)
    client = signed_in(make_person("reviewer", declares=False))
    take = reverse("reviews:paper-take", args=[world.citation.key])
    refused = client.post(take)
    assert refused.status_code == 403
    assert f'href="{OWN}?next=/reviews/"' in text(refused)
    page = client.get(f"{OWN}?next=/reviews/")
    assert "Not declared yet." in text(page)
    assert client.post(OWN, {"next": "/reviews/"}).status_code == 422
    contradictory = {"has_interests": "none", "interests": "I own shares."}
    kept = client.post(OWN, contradictory)
    assert kept.status_code == 422
    assert "I own shares." in text(kept)
    declared = client.post(OWN, {"has_interests": "none", "next": "/reviews/"})
    assert (declared.status_code, declared["Location"]) == (303, "/reviews/")
    assert client.post(take).status_code == 303
    assert "at taking a review" in text(client.get(OWN))


def test_after_declaring_nobody_is_sent_to_another_site() -> None:
    client = signed_in(make_person())
    sent = {"has_interests": "none", "next": "https://elsewhere.example/"}
    assert client.post(OWN, sent)["Location"] == OWN


def test_what_was_to_be_submitted_waits_for_the_declaration() -> None:
    curator = make_person("curator", declares=False)
    world = World()
    draft = world.draft(author=curator)
    response = signed_in(curator).post(
        reverse("evidence:draft-submit", args=[draft.pk]),
        {"has_interests": "none", "revision": draft.revision},
    )
    assert response.status_code == 403
    assert "the draft is kept" in text(response)
    assert f'href="{OWN}"' in text(response)


def test_an_author_chooses_their_name_on_the_page_of_the_paper() -> None:
    paper, person = make_citation(csl=AUTHORS), make_person("curator")
    client, here = signed_in(person), reverse("reviews:paper-interest", args=["x"])
    here = reverse("reviews:paper-interest", args=[paper.key])
    shown = text(client.get(reverse("evidence:citation-detail", args=[paper.key])))
    assert f'<a href="{here}?author=1#place">Hopper</a>' in shown
    assert "I am Ada Lovelace" in text(client.get(f"{here}?author=0"))
    assert "Why your name is not listed" in text(client.get(f"{here}?author=none"))
    assert client.get(f"{here}?author=77").status_code == 200
    assert client.post(here, {"kind": "authorship", "place": "77"}).status_code == 422
    old = client.post(here, {"kind": "authorship", "place": "0", "name": "A. Turing"})
    assert old.status_code == 409
    assert (
        client.post(here, {"kind": "authorship", "place": "1", "name": "Hopper"}).status_code == 303
    )
    claim = Interest.objects.get(person=person)
    assert (claim.detail, claim.confirmed) == ("Hopper", False)
    visitor = Client().get(reverse("evidence:citation-detail", args=[paper.key]))
    assert person.name not in text(visitor)
    confirm_authorship(interest=claim, actor=make_person("editor"))
    visitor = Client().get(reverse("evidence:citation-detail", args=[paper.key]))
    assert f"<strong>{person.name}</strong>" in text(visitor)


def test_declaring_on_the_page_of_a_paper_gives_a_held_review_back() -> None:
    world = World()
    version = world.in_review()
    client = signed_in(world.first)
    here = reverse("reviews:paper-interest", args=[world.citation.key])
    review = seat_url(version, world.first)
    client.post(review, said("accept") | {"save": "1", "reason": "My thoughts."})
    refused = client.post(here, {"kind": "", "detail": "They are my friend."})
    assert refused.status_code == 422
    assert "They are my friend." in text(refused)
    assert client.post(here, {"kind": "other", "detail": "A friend."}).status_code == 303
    assert not Seat.objects.filter(holder=world.first).exists()
    answer = client.post(review, said("accept") | {"deliver": "1", "reason": "My thoughts."})
    assert answer.status_code == 404
    assert "My thoughts." in text(answer)


def test_an_editor_declares_for_somebody_else_and_learns_nothing_by_it() -> None:
    pages = []
    for says in (True, False):
        world = World()
        version = world.in_review()
        if says:
            world.say(version, world.first, "reject")
        here = reverse("reviews:paper-interest", args=[world.citation.key])
        sent = {"person": world.first.pk, "kind": "same_lab", "detail": ""}
        client = signed_in(world.decider)
        assert client.post(here, sent | {"person": "nobody"}).status_code == 422
        assert client.post(here, sent).status_code == 303
        shown = text(client.get(here))
        told = shown.split("Declared for ")[1].split("</")[0]
        pages.append(told.removeprefix(str(world.first)).strip())
    assert pages == [": same lab. They judge no claim of this paper now."] * 2


def test_editors_confirm_refuse_and_waive_with_reasons() -> None:
    paper, editor = make_citation(csl=AUTHORS), make_person("editor")
    ada, grace, lab = make_person(), make_person(), make_person("reviewer")
    true = claim_authorship(citation=paper, place=0, actor=ada)
    wrong = claim_authorship(citation=paper, place=1, actor=grace)
    near = declare_interest(citation=paper, person=lab, kind="same_lab", actor=lab)
    client = signed_in(editor)
    shown = text(client.get(LIST))
    assert all(str(person) in shown for person in (ada, grace, lab))
    assert settle(client, true, "confirm").status_code == 303
    assert settle(client, wrong, "refuse").status_code == 422
    assert settle(client, wrong, "refuse", "Another Hopper.").status_code == 303
    late = settle(client, true, "refuse", "Too late?")
    assert late.status_code == 409
    assert settle(client, near, "waive").status_code == 422
    assert settle(client, near, "waive", "Left in 2011.").status_code == 303
    shown = text(client.get(LIST))
    assert "Found mistaken: Another Hopper." in shown
    assert "Waived: Left in 2011." in shown
    assert settle(signed_in(lab), near, "waive", "Me.").status_code == 403
    assert settle(signed_in(make_person("editor")), near, "waive", "x").status_code == 303


def test_what_an_author_of_an_open_item_declared_waits_until_it_is_decided() -> None:
    """It would tell who entered the item to those who could still review it."""
    author = make_person("curator", "reviewer")
    world = World()
    draft = world.draft(author=author)
    submit(draft=draft, revision=1, interests="My sister wrote it.", actor=author)
    assert "My sister wrote it." not in text(signed_in(world.decider).get(LIST))
    interest = Interest.objects.get(person=author)
    assert settle(signed_in(world.decider), interest, "waive", "x").status_code == 404
    assert "My sister wrote it." in text(signed_in(author).get(OWN))


def test_declarations_about_papers_are_ones_own() -> None:
    world = World()
    world.in_review()
    for reader in (world.decider, world.first, make_person()):
        seen = Declaration.objects.visible_to(reader).exclude(citation=None)
        assert set(seen.values_list("person", flat=True)) <= {reader.pk}


def entered_by(author: Person) -> str:
    world = World(author=author)
    version = world.accepted()
    shown = text(Client().get(reverse("evidence:item-detail", args=[version.item.accession])))
    assert "Entered by an author of the paper" not in shown
    editor = make_person("editor")
    declare_interest(citation=world.citation, person=author, kind="authorship", actor=editor)
    open_one = world.draft()
    submit(draft=open_one, revision=1, interests="none", actor=author)
    page = signed_in(world.decider).get(
        reverse("evidence:item-detail", args=[open_one.item.accession])
    )
    assert "Entered by an author of the paper" not in text(page)
    return text(Client().get(reverse("evidence:item-detail", args=[version.item.accession])))


def test_a_published_claim_says_that_an_author_of_the_paper_entered_it() -> None:
    assert "Entered by an author of the paper" in entered_by(make_person("curator"))


def test_the_queue_says_why_an_interest_bars() -> None:
    world = World()
    submit(draft=world.draft(), revision=1, interests="none", actor=world.author)
    reviewer = make_person("reviewer")
    claim_authorship(citation=world.citation, place=None, words="I am.", actor=reviewer)
    assert "You are an author of this paper." in text(signed_in(reviewer).get("/reviews/"))
    with pytest.raises(Denied, match="You are an author of this paper"):
        take_paper(citation=world.citation, actor=reviewer)


def test_the_lists_cost_the_same_with_one_and_with_three_rows() -> None:
    editor = signed_in(make_person("editor"))
    person = make_person("reviewer")
    own, seen = signed_in(person), []
    for more in (1, 2):
        for _ in range(more):
            claim_authorship(citation=make_citation(csl=AUTHORS), place=0, actor=person)
            declare_interest(
                citation=make_citation(csl=AUTHORS), person=person, kind="other", actor=person
            )
        seen.append((queries(editor, LIST), queries(own, OWN)))
    assert seen == [(9, 6), (9, 6)]
