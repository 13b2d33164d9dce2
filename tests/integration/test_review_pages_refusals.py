"""Bad luck on the pages of review: the sentence says what happened, and no typed word is lost."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from evidence.models import Citation
from ground import clock
from reviews.actions.decide import confirm
from reviews.actions.seats import take_paper
from reviews.actions.submit import submit
from reviews.actions.withdraw import withdraw
from reviews.models import Decision, Note, Recommendation, Seat
from tests.factories import make_person, say_status
from tests.reviewing import page, said, seat_of, seat_url, signed_in
from tests.worlds import World, fresh

pytestmark = pytest.mark.django_db
TYPED = "Table 2 says otherwise, see the third row."


@pytest.fixture
def world() -> World:
    return World()


def test_a_recommendation_on_a_round_that_just_closed(world: World) -> None:
    version = world.in_review()
    url, client = seat_url(version, world.first), signed_in(world.first)
    withdraw(version=version, reason="Entered twice.", actor=world.author)
    answer = client.post(url, said("revise", reason=TYPED, deliver="1"))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "The round closed meanwhile: the version is withdrawn now." in text
    assert TYPED in text
    assert TYPED in client.get(url).content.decode()
    assert not Recommendation.objects.exists()


def test_a_seat_that_somebody_else_has_taken(world: World) -> None:
    version = world.in_review()
    seat, client = seat_of(version, world.first), signed_in(world.first)
    url = reverse("reviews:seat", args=[seat.pk])
    client.post(url, said("revise", reason="Half a thought.", save="1"))
    Seat.objects.filter(pk=seat.pk).update(lease_until=clock.now() - timedelta(hours=1))
    take_paper(citation=world.citation, actor=make_person("reviewer"))
    answer = client.post(url, said("revise", reason=TYPED, deliver="1", revision="1"))
    text = answer.content.decode()
    assert answer.status_code == 404
    assert "another reviewer has taken it. Nothing was delivered." in text
    assert TYPED in text
    assert Note.objects.get(person=world.first).said["reason"] == TYPED
    assert not Recommendation.objects.exists()


def test_posting_to_a_strangers_seat_looks_like_posting_to_none(world: World) -> None:
    version = world.in_review()
    client = signed_in(make_person("reviewer"))
    answers = [
        client.post(reverse("reviews:seat", args=[pk]), said(reason=TYPED, deliver="1"))
        for pk in (seat_of(version, world.first).pk, 987_654)
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert all(TYPED in answer.content.decode() for answer in answers)
    assert not Note.objects.exists()


def test_an_expired_lease_still_delivers_while_the_seat_is_free(world: World) -> None:
    version = world.in_review()
    seat = seat_of(version, world.first)
    Seat.objects.filter(pk=seat.pk).update(lease_until=clock.now() - timedelta(days=3))
    client = signed_in(world.first)
    assert "time is over" in client.get(seat_url(version, world.first)).content.decode()
    answer = client.post(seat_url(version, world.first), said(deliver="1"))
    assert answer.status_code == 303
    assert Recommendation.objects.filter(person=world.first).exists()


def test_taking_where_somebody_was_faster(world: World) -> None:
    world.in_review()
    url = reverse("reviews:paper-take", args=[world.citation.key])
    answer = signed_in(make_person("reviewer")).post(url)
    assert answer.status_code == 403
    assert "Both seats are taken; somebody was faster." in answer.content.decode()


def test_taking_what_was_withdrawn_meanwhile(world: World) -> None:
    version = world.in_review()
    withdraw(version=version, reason="Entered twice.", actor=world.author)
    url = reverse("reviews:paper-take", args=[world.citation.key])
    answer = signed_in(make_person("reviewer")).post(url)
    assert answer.status_code == 404
    assert "No item of this paper waits for review any more." in answer.content.decode()


@pytest.mark.parametrize("move", ["version-confirm", "decide", "version-accept-corrected"])
def test_deciding_while_the_author_withdraws(world: World, move: str) -> None:
    version = world.agreed() if move == "version-confirm" else world.split()
    chosen = Recommendation.objects.filter(round=version.pk).exclude(suggestions=[]).first()
    withdraw(version=version, reason="Entered twice.", actor=world.author)
    form = {
        "outcome": "accepted", "reason-cargo": TYPED, "expected": "accepted",
        "chosen": f"{chosen.pk}:0" if chosen else "",
    }  # fmt: skip
    answer = signed_in(world.decider).post(page(move, version), form)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "The version is withdrawn now" in text
    assert TYPED in text
    assert not Decision.objects.exists()


def test_double_clicks_do_everything_once(world: World) -> None:
    version = world.in_review()
    reviewer, other = signed_in(world.first), signed_in(world.second)
    url = seat_url(version, world.first)
    deliver = said("revise", reason=TYPED, deliver="1") | {
        "answer-cargo": "disagree", "why-cargo": TYPED,
    }  # fmt: skip
    assert [reviewer.post(url, deliver).status_code for _ in range(2)] == [303, 303]
    assert Recommendation.objects.count() == 1
    other.post(seat_url(version, world.second), deliver)
    client, form = signed_in(world.decider), {"expected": "returned"}
    confirmed = [client.post(page("version-confirm", version), form) for _ in range(2)]
    assert [answer.status_code for answer in confirmed] == [303, 303]
    assert Decision.objects.count() == 1
    split = world.split()
    form = {"outcome": "rejected", "reason-cargo": TYPED}
    assert [client.post(page("decide", split), form).status_code for _ in range(2)] == [303, 303]
    assert Decision.objects.count() == 2


def test_a_page_that_showed_another_agreement(world: World) -> None:
    version = world.agreed("revise")
    answer = signed_in(world.decider).post(
        page("version-confirm", version), {"expected": "accepted"}
    )
    assert answer.status_code == 409
    assert "The reviewers agree on returned by now, not on accepted." in answer.content.decode()
    assert fresh(version).standing.status == "agreed"


def test_two_editors_who_decide_at_the_same_time(world: World) -> None:
    version = world.split()
    form = {"outcome": "rejected", "reason-cargo": "It is another miRNA."}
    signed_in(world.decider).post(page("decide", version), form)
    late = {"outcome": "accepted", "reason-cargo": TYPED}
    answer = signed_in(make_person("editor")).post(page("decide", version), late)
    assert answer.status_code == 409
    assert "Somebody was faster, or the page is old." in answer.content.decode()
    assert TYPED in answer.content.decode()


def test_the_last_decider_takes_a_seat(world: World) -> None:
    draft = world.draft()
    version = submit(draft=draft, revision=1, interests="none", actor=world.author)
    Person.objects.filter(pk=world.decider.pk).update(is_active=False)
    client = signed_in(world.second)  # a reviewer, and the only editor left
    url = reverse("reviews:paper-take", args=[world.citation.key])
    refused = client.post(url)
    assert refused.status_code == 403
    assert "You are the last person who could still decide" in refused.content.decode()
    assert 'name="override_reason"' in refused.content.decode()
    assert not Seat.objects.filter(holder=world.second).exists()
    taken = client.post(url, {"override_reason": "Another editor starts on Monday."})
    assert taken.status_code == 303
    assert seat_of(version, world.second).holder == world.second


def test_a_citation_retracted_before_the_confirmation(world: World) -> None:
    version = world.agreed()
    say_status(world.citation, "retracted", actor=world.decider)
    client = signed_in(world.decider)
    answer = client.post(page("version-confirm", version), {"expected": "accepted"})
    text = answer.content.decode()
    assert answer.status_code == 403
    assert "The paper is retracted. It may be waived with a reason." in text
    assert fresh(version).standing.status == "agreed"
    waiver = {
        "blocker": "publication_status",
        "why-waive-publication_status": "Retracted for another figure.",
    }
    client.post(page("blocker-waive", version), waiver)
    client.post(page("version-confirm", version), {"expected": "accepted"})
    assert fresh(version).standing.status == "accepted"


def test_a_citation_nobody_identified(world: World) -> None:
    version = world.split()
    Citation.objects.filter(pk=world.citation.pk).update(kind="unidentified")
    client = signed_in(world.decider)
    form = {"outcome": "accepted", "reason-cargo": TYPED}
    answer = client.post(page("decide", version), form)
    text = answer.content.decode()
    assert answer.status_code == 403
    assert "Nobody has identified the paper." in text
    assert "This is never waived." in text
    assert TYPED in text
    refused = client.post(
        page("blocker-waive", version), {"blocker": "unidentified", "why-waive-unidentified": TYPED}
    )
    assert refused.status_code == 403
    assert fresh(version).standing.status == "split"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("a bell \x07 rang", "is a control character"),
        ("a null \x00 byte", "is a control character"),
        ("x" * 100_000, "are more than the 1,000 that fit"),
    ],
)
def test_what_cannot_be_stored_is_named_and_stays_on_the_page(
    world: World, typed: str, message: str
) -> None:
    version = world.in_review()
    url, client = seat_url(version, world.first), signed_in(world.first)
    answer = client.post(url, said("revise", reason=typed, deliver="1"))
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert typed in answer.content.decode()
    script = client.post(url, said(reason=typed), headers={"X-Autosave": "1"})
    assert (script.status_code, script.json()["state"]) == (422, "invalid")
    for name in ("version-withdraw", "decide"):
        person = world.author if name == "version-withdraw" else world.decider
        refused = signed_in(person).post(
            page(name, version), {"reason": typed, "reason-whole": typed, "outcome": "rejected"}
        )
        assert refused.status_code in (409, 422)
        assert typed in refused.content.decode()


def test_everything_missing_is_named_at_once(world: World) -> None:
    version = world.in_review()
    client = signed_in(world.first)
    answer = client.post(seat_url(version, world.first), {"revision": "0", "deliver": "1"})
    assert answer.status_code == 422
    fields = {problem.field for problem in answer.context["problems"]}
    assert {"verdict", "has_read", "section-cargo", "section-evidence"} <= fields
    assert len(fields) == 9


def test_what_somebody_signed_out_sends_stays_on_a_page(world: World) -> None:
    version = world.in_review()
    for url in (seat_url(version, world.first), page("decide", version)):
        answer = Client().post(url, {"reason": TYPED})
        assert answer.status_code == 403
        assert f'value="{TYPED}"' in answer.content.decode()
    script = Client().post(
        seat_url(version, world.first), {"reason": TYPED}, headers={"X-Autosave": "1"}
    )
    assert (script.status_code, script.json()["state"]) == (401, "signed-out")
    assert not Note.objects.exists()


def test_a_page_that_was_open_too_long_is_sent_again(world: World) -> None:
    version = world.in_review()
    url = seat_url(version, world.first)
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.first)
    refused = client.post(url, said("revise", reason=TYPED, save="1"))
    text = refused.content.decode()
    assert refused.status_code == 403
    assert "This page was open too long" in text
    assert f'value="{TYPED}"' in text
    token = client.cookies["csrftoken"].value
    again = said("revise", reason=TYPED, save="1", csrfmiddlewaretoken=token)
    assert client.post(url, again).status_code == 303
    assert Note.objects.get().said["reason"] == TYPED


def test_applying_suggestions_over_an_open_draft_says_so(world: World) -> None:
    version = world.returned()
    client = signed_in(world.author)
    client.post(page("version-revise", version), {"reason": ""})
    chosen = client.get(page("feedback", version)).context["choices"][0].suggestion.key
    answer = client.post(page("version-apply", version), {"chosen": chosen}, follow=False)
    told = [str(message) for message in answer.wsgi_request._messages]
    assert told[0].startswith("You already had an open draft of this item")
    wrong = client.post(page("version-apply", version), {"chosen": "nonsense"})
    assert wrong.status_code == 422


def test_confirming_by_the_action_leaves_the_page_of_a_second_editor_honest(world: World) -> None:
    version = world.agreed()
    confirm(version=version, actor=world.decider)
    other = signed_in(make_person("editor"))
    answer = other.post(page("version-confirm", version), {"expected": "accepted"})
    assert answer.status_code == 409
    assert "The version is accepted now" in answer.content.decode()
