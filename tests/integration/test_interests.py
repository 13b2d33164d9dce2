"""Conflicts of interest: declared, claimed, confirmed, waived, and found late."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.actions.orcid import verify_orcid
from accounts.actions.profiles import update_profile
from accounts.models import Person
from evidence.models import Citation
from ground import clock
from ground.errors import Denied, Invalid, Stale
from ground.models import Event
from reviews.actions.authorship import claim_authorship, confirm_authorship, refuse_authorship
from reviews.actions.decide import confirm
from reviews.actions.declaring import Undeclared, declare
from reviews.actions.interests import declare_interest, waive_interest
from reviews.actions.recommend import recommend
from reviews.actions.seats import take_paper
from reviews.actions.submit import submit
from reviews.actions.withdraw import withdraw
from reviews.models import Declaration, Flag, Interest, Recommendation, Seat, Voiding
from reviews.policies.interests import DECLARED_FOR
from tests.factories import any_administrator, make_citation, make_person
from tests.worlds import AGREE, World, fresh

pytestmark = pytest.mark.django_db
ORCID = "0000-0002-1825-0097"


def a_year_later(monkeypatch: pytest.MonkeyPatch) -> None:
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + DECLARED_FOR + timedelta(days=1))


def rules_are_kept() -> None:
    """Let the rules that look when a transaction ends look now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def paper_with_authors(**orcids: str) -> Citation:
    authors: list[dict[str, Any]] = [
        {"family": "Lovelace", "given": "Ada"}, {"family": "Hopper", "given": "Grace"},
    ]  # fmt: skip
    for author in authors:
        if orcid := orcids.get(author["family"].lower()):
            author["ORCID"] = f"https://orcid.org/{orcid}"
    return make_citation(csl={"author": authors})


def with_verified_orcid(person: Person) -> Person:
    update_profile(person=person, name=person.name, email="", orcid=ORCID, actor=person)
    return verify_orcid(person=person, orcid=ORCID, actor=any_administrator())


# Declaring once a year


def test_without_a_declaration_nobody_takes_submits_or_decides() -> None:
    world = World()
    version, agreed = world.in_review(), world.agreed()
    silent = make_person("curator", "reviewer", "editor", declares=False)
    for what, act in (
        ("Nothing was taken.", lambda: take_paper(citation=version.citation, actor=silent)),
        ("the draft is kept", lambda: submit(
            draft=world.draft(author=silent), revision=1, interests="none", actor=silent)),
        ("what you wrote is kept", lambda: confirm(version=agreed, actor=silent)),
    ):  # fmt: skip
        with pytest.raises(Undeclared, match="My interests") as refused:
            act()
        assert what in refused.value.message
    declare(interests="none", actor=silent)
    assert confirm(version=agreed, actor=silent).outcome == "accepted"


def test_a_declaration_runs_out_after_a_year_and_the_next_stands_beside_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World()
    version = world.agreed()
    a_year_later(monkeypatch)
    with pytest.raises(Undeclared, match="ran out on"):
        confirm(version=version, actor=world.decider)
    declare(interests="I advise a maker of vesicles.", actor=world.decider)
    confirm(version=version, actor=world.decider)
    made = Declaration.objects.filter(person=world.decider, occasion="yearly")
    assert [one.interests for one in made] == ["I advise a maker of vesicles.", "none"]


def test_what_was_taken_in_time_may_still_be_delivered(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    version = world.in_review()
    a_year_later(monkeypatch)
    assert world.say(version, world.first, "accept")


def test_who_was_given_a_seat_declares_before_delivering() -> None:
    world = World()
    version = world.in_review()
    silent = make_person("reviewer", declares=False)
    seat = Seat.objects.filter(round=version.pk, holder=world.first).get()
    Seat.objects.filter(pk=seat.pk).update(holder=silent)
    seat.refresh_from_db()
    said = {"verdict": "accept", "answers": AGREE, "has_read": "abstract"}
    with pytest.raises(Undeclared, match="what you wrote is kept"):
        recommend(seat=seat, actor=silent, **said)
    declare(interests="none", actor=silent)
    assert recommend(seat=seat, actor=silent, **said)


def test_declaring_nothing_at_all_is_refused_and_a_double_click_declares_once() -> None:
    person = make_person(declares=False)
    with pytest.raises(Invalid, match="what you wrote is kept"):
        declare(interests="  ", actor=person)
    assert declare(interests="none", actor=person) == declare(interests="none", actor=person)


def test_declarations_are_inserted_and_never_changed() -> None:
    make_person()
    for sql in (
        "UPDATE reviews_declaration SET interests = 'none'",
        "DELETE FROM reviews_declaration",
        "DELETE FROM reviews_voiding",
    ):
        with (
            pytest.raises(Exception, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


def test_taking_and_submitting_leave_an_answer_about_the_paper() -> None:
    world = World()
    world.in_review()
    said = Declaration.objects.filter(citation=world.citation).values_list(
        "person", "occasion", "interests"
    )
    assert set(said) == {
        (world.author.pk, "submission", "none"),
        (world.first.pk, "taking", "none"),
        (world.second.pk, "taking", "none"),
    }


def test_a_conflict_named_at_submission_bars_from_other_claims_of_the_paper() -> None:
    author = make_person("curator", "reviewer")
    world = World()
    draft = world.draft(author=author)
    own = submit(draft=draft, revision=1, interests="My wife wrote it.", actor=author)
    withdraw(version=own, reason="Entered twice.", actor=author)
    assert Interest.objects.get(person=author).detail == "My wife wrote it."
    other = submit(draft=world.draft(), revision=1, interests="none", actor=world.author)
    with pytest.raises(Denied, match="conflict of interest"):
        take_paper(citation=world.citation, actor=author)
    assert Seat.objects.filter(round=other.pk, holder=author).count() == 0


# Found while the round is open


def test_an_interest_frees_the_seat_and_voids_what_was_recommended() -> None:
    world = World()
    version = world.in_review()
    world.say(version, world.first, "revise")
    declare_interest(
        citation=world.citation, person=world.first, kind="same_lab", actor=world.first
    )
    rules_are_kept()
    assert Recommendation.objects.count() == 0
    assert Voiding.objects.count() == Recommendation.with_voided.count() == 1
    assert not Seat.objects.filter(holder=world.first).exists()
    assert fresh(version).standing.status == "in_review"
    third = make_person("reviewer")
    take_paper(citation=world.citation, actor=third)
    world.say(version, third, "accept")
    world.say(version, world.second, "accept")
    assert fresh(version).standing.status == "agreed"


def test_the_open_record_is_the_same_whether_or_not_something_was_delivered() -> None:
    told = []
    for says in (True, False):
        world = World()
        version = world.in_review()
        if says:
            world.say(version, world.first, "accept")
        declare_interest(
            citation=world.citation, person=world.first, kind="other", actor=world.first
        )
        events = Event.objects.filter(stream=f"item:{version.item.accession}")
        told.append([(one.verb, one.data) for one in events.order_by("position")][2:])
    assert told[0] == told[1]
    assert [verb for verb, _ in told[0]] == ["take", "take", "hand back"]


def test_a_waived_interest_lets_its_person_begin_anew() -> None:
    world = World()
    version = world.in_review()
    world.say(version, world.first, "revise")
    interest = declare_interest(
        citation=world.citation, person=world.first, kind="same_lab", actor=world.first
    )
    waive_interest(interest=interest, reason="They left that lab in 2011.", actor=world.decider)
    take_paper(citation=world.citation, actor=world.first)
    assert world.say(version, world.first, "accept").turn == 2
    world.say(version, world.second, "accept")
    assert fresh(version).standing.status == "agreed"


def test_what_is_found_late_flags_the_item_once_and_names_nobody() -> None:
    world = World()
    version = world.agreed()
    for _ in range(2):
        declare_interest(
            citation=world.citation, person=world.first, kind="other", actor=world.first
        )
    flag = Flag.objects.get(item=version.item)
    assert (flag.kind, flag.raised_by) == ("interest", None)
    assert "version 1" in flag.text
    with pytest.raises(Denied, match="flag is open"):
        confirm(version=version, actor=world.decider)


def test_an_interest_of_who_decided_flags_too() -> None:
    world = World()
    version = world.accepted()
    declare_interest(
        citation=world.citation, person=world.decider, kind="other", actor=world.decider
    )
    assert Flag.objects.get(item=version.item).kind == "interest"


def test_the_database_keeps_an_interested_reviewer_out_of_open_rounds() -> None:
    world = World()
    version = world.in_review()
    said = world.say(version, world.first, "accept")
    insert = (
        "INSERT INTO reviews_interest (person_id, citation_id, kind, detail, confirmed, "
        "declared_at, why_waived, why_refused) VALUES (%s, %s, 'other', '', true, now(), '', '')"
    )
    for given_back, rule in (
        (False, "interested_reviewer_stepped_aside"),
        (True, "interested_recommendation_is_voided"),
    ):
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(insert, [world.first.pk, world.citation.pk])
            if given_back:
                Seat.objects.filter(round=version.pk, holder=world.first).update(
                    holder=None, taken_at=None, lease_until=None
                )
            rules_are_kept()
        assert refused.value.__cause__.diag.constraint_name == rule
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Voiding.objects.create(recommendation=said, made_at=clock.now())
    rule = "recommendation_is_voided_for_an_interest"
    assert refused.value.__cause__.diag.constraint_name == rule


# Waiving


def test_an_unconflicted_editor_waives_with_a_reason() -> None:
    world = World()
    person = world.conflicted_editor()
    interest = Interest.objects.get(person=person)
    lab = make_person("editor")
    declare_interest(citation=world.citation, person=lab, kind="same_lab", actor=lab)
    author = make_person("curator", "editor")
    draft = world.draft(author=author)
    submit(draft=draft, revision=1, interests="none", actor=author)
    for actor, why in (
        (person, "your own interest"),
        (lab, "interest in this paper yourself"),
        (author, "author of an item from this paper"),
        (make_person("reviewer"), "Editors settle interests"),
    ):
        with pytest.raises(Denied, match=why):
            waive_interest(interest=interest, reason="Long ago.", actor=actor)
    with pytest.raises(Invalid, match="was not waived"):
        waive_interest(interest=interest, reason=" ", actor=world.decider)
    assert waive_interest(interest=interest, reason="Long ago.", actor=world.decider).waived_at
    for settler, rule in (
        (lab, "interest_is_settled_by_the_unconflicted"),
        (make_person("reviewer"), "interest_is_settled_by_an_editor"),
    ):
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            Interest.objects.filter(pk=interest.pk).update(waived_by=settler)
        assert refused.value.__cause__.diag.constraint_name == rule


# Authorship


def test_a_claim_of_authorship_bars_at_once_and_an_editor_confirms_it() -> None:
    world = World()
    paper = paper_with_authors()
    person = make_person("reviewer", "editor")
    claim = claim_authorship(citation=paper, place=1, name="Grace Hopper", actor=person)
    assert (claim.detail, claim.confirmed, claim.bars) == ("Grace Hopper", False, True)
    with pytest.raises(Denied, match="your own interest"):
        confirm_authorship(interest=claim, actor=person)
    confirmed = confirm_authorship(interest=claim, actor=world.decider)
    assert (confirmed.confirmed, confirmed.confirmed_by) == (True, world.decider)
    with pytest.raises(Denied, match="never waived"):
        waive_interest(interest=claim, reason="Why not.", actor=world.decider)
    with pytest.raises(Stale, match="confirmed meanwhile"):
        refuse_authorship(interest=claim, reason="No.", actor=world.decider)


def test_a_verified_orcid_id_confirms_a_claim_at_once_and_a_typed_one_does_not() -> None:
    paper = paper_with_authors(lovelace=ORCID)
    person = make_person()
    update_profile(person=person, name=person.name, email="", orcid=ORCID, actor=person)
    person.refresh_from_db()
    assert not claim_authorship(citation=paper, place=0, actor=person).confirmed
    verify_orcid(person=person, orcid=ORCID, actor=any_administrator())
    person.refresh_from_db()
    claim = claim_authorship(citation=paper, place=0, actor=person)
    assert (claim.confirmed, claim.confirmed_by) == (True, None)
    update_profile(person=person, name=person.name, email="", orcid="", actor=person)
    person.refresh_from_db()
    assert person.verified_orcid == ""


def test_somebody_elses_name_is_not_confirmed_by_ones_own_orcid() -> None:
    paper = paper_with_authors(lovelace=ORCID)
    person = with_verified_orcid(make_person())
    assert not claim_authorship(citation=paper, place=1, actor=person).confirmed


def test_a_name_that_is_not_listed_is_claimed_in_words() -> None:
    paper, person = paper_with_authors(), make_person()
    with pytest.raises(Invalid, match="Nothing was claimed"):
        claim_authorship(citation=paper, place=None, words=" ", actor=person)
    with pytest.raises(Invalid, match="Nothing was claimed"):
        claim_authorship(citation=paper, place=7, actor=person)
    with pytest.raises(Stale, match="“Ada Lovelace” stands there now"):
        claim_authorship(citation=paper, place=0, name="A. Turing", actor=person)
    claim = claim_authorship(citation=paper, place=None, words="Consortium.", actor=person)
    assert claim.detail == "not listed: Consortium."


def test_a_mistaken_claim_bars_no_longer_and_is_not_made_again() -> None:
    world = World()
    reviewer = make_person("reviewer")
    claim = claim_authorship(citation=world.citation, place=None, words="I think.", actor=reviewer)
    submit(draft=world.draft(), revision=1, interests="none", actor=world.author)
    with pytest.raises(Denied, match="an author of this paper"):
        take_paper(citation=world.citation, actor=reviewer)
    with pytest.raises(Invalid, match="waits as before"):
        refuse_authorship(interest=claim, reason="", actor=world.decider)
    refuse_authorship(interest=claim, reason="Another person.", actor=world.decider)
    with pytest.raises(Stale, match="found this claim mistaken"):
        confirm_authorship(interest=claim, actor=world.decider)
    assert len(take_paper(citation=world.citation, actor=reviewer)) == 1
    with pytest.raises(Denied, match="found this claim of authorship mistaken"):
        claim_authorship(citation=world.citation, place=None, words="I do.", actor=reviewer)
    again = declare_interest(
        citation=world.citation, person=reviewer, kind="authorship", actor=world.decider
    )
    assert again.confirmed
    assert not Seat.objects.filter(holder=reviewer).exists()
