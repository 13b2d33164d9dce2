"""The decide page: A and B, blockers, and who may open it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from evidence.documents import content_of
from evidence.models import Draft
from reviews.actions.flags import raise_flag
from reviews.models import Decision, Recommendation, Waiver
from reviews.presenters.letters import in_letter_order
from reviews.queries.judgements import judgements_on
from tests.factories import make_person, say_status
from tests.reviewing import page, queries, signed_in
from tests.worlds import World, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_decide_page_costs_the_same_for_any_claim(world: World, rows: int) -> None:
    cargo = [{"name": f"miR-{n}", "kind": "mirna"} for n in range(rows)]
    version = world.split(cargo=cargo)
    assert queries(signed_in(world.decider), page("decide", version)) == 17


def test_the_letters_stay_for_one_reader_and_differ_between_readers(world: World) -> None:
    version = world.split()
    orders = set()
    for _ in range(12):
        editor = make_person("editor")
        judged = judgements_on(version, editor)
        once = [one.now.person_id for _, one in in_letter_order(judged, editor)]
        again = [one.now.person_id for _, one in in_letter_order(judged[::-1], editor)]
        assert once == again
        orders.add(tuple(once))
    assert len(orders) == 2


def test_agreed_sections_are_folded_and_disputed_ones_open(world: World) -> None:
    version = world.split()
    answer = signed_in(world.decider).get(page("decide", version))
    disputed = {s.shown.name for s in answer.context["sections"] if s.disputed}
    assert disputed == {"cargo"}
    assert answer.content.decode().count('<details class="folded review-compared" open>') == 1
    assert [asked.name for asked in answer.context["asked_reasons"]] == ["cargo"]


def test_confirm_decide_and_accept_as_corrected(world: World) -> None:
    client = signed_in(world.decider)
    agreed, split, corrected = world.agreed(), world.split(), world.split()
    assert client.post(page("version-confirm", agreed), {"expected": "accepted"}).status_code == 303
    assert fresh(agreed).standing.status == "accepted"
    client.post(page("decide", split), {"outcome": "returned", "reason-cargo": "See table 2."})
    assert Decision.objects.get(round=split.pk).reasons == {"cargo": "See table 2."}
    suggestion = Recommendation.objects.get(round=corrected.pk, person=world.first)
    client.post(page("version-accept-corrected", corrected), {"chosen": f"{suggestion.pk}:0"})
    successor = corrected.item.versions.get(number=2)
    assert fresh(successor).standing.status == "accepted"
    assert content_of(successor.document, successor.supplement)["locator"] == "figure 2b"


def test_a_blocker_is_waived_on_the_decide_page(world: World, settings: Any) -> None:
    settings.FULL_TEXT_REQUIRED = True
    version = world.in_review()
    for person in (world.first, world.second):
        world.say(version, person, "accept", has_read="abstract")
    client = signed_in(world.decider)
    assert "No reviewer read the full text." in client.get(page("decide", version)).content.decode()
    waiver = {"blocker": "full_text_unread", "why-waive-full_text_unread": ""}
    refused = client.post(page("blocker-waive", version), waiver)
    assert refused.status_code == 422
    client.post(
        page("blocker-waive", version),
        waiver | {"why-waive-full_text_unread": "The abstract is enough."},
    )
    text = client.get(page("decide", version)).content.decode()
    assert "The abstract is enough." in text
    assert client.post(page("version-confirm", version)).status_code == 303
    assert fresh(version).standing.status == "accepted"


def test_waiving_keeps_what_else_is_half_written(world: World, settings: Any) -> None:
    settings.FULL_TEXT_REQUIRED = True
    version = world.split()
    raise_flag(item=version.item, kind="concern", text="The blot.", actor=world.author)
    say_status(world.citation, "concern", actor=world.decider)
    client = signed_in(world.decider)
    half = {
        "outcome": "accepted", "reason-cargo": "Table 2 says", "chosen": "none",
        "why-waive-publication_status": "Another figure.", "why-waive-open_flag": "Looked",
    }  # fmt: skip
    waive = half | {"blocker": "publication_status"}
    for _ in range(2):
        answer = client.post(page("blocker-waive", version), waive)
        text = answer.content.decode()
        assert answer.status_code == 200
        assert "Table 2 says" in text
        assert ">Looked</textarea>" in text
        assert 'value="accepted" checked' in " ".join(text.split())
        assert "Another figure." in text
    assert Waiver.objects.filter(version=version).count() == 1
    nothing = client.post(page("blocker-waive", version), waive | {"blocker": "open_flag"})
    assert "Table 2 says" in nothing.content.decode()
    assert not Decision.objects.exists()


def test_the_decide_page_says_what_the_open_flags_are(world: World) -> None:
    version = world.agreed()
    flag = raise_flag(
        item=version.item, kind="concern", text="Figure 3 shows one blot twice.", actor=world.author
    )
    text = signed_in(world.decider).get(page("decide", version)).content.decode()
    assert "Figure 3 shows one blot twice." in text
    assert f"{reverse('reviews:flag-list')}#flag-{flag.pk}" in text


def test_who_may_open_the_decide_page(world: World) -> None:
    version = world.split()
    assert signed_in(world.decider).get(page("decide", version)).status_code == 200
    refused = signed_in(world.author).get(page("decide", version))
    assert refused.status_code == 403
    assert "Editors decide, and you are not one here." in refused.content.decode()
    assert signed_in(make_person("curator")).get(page("decide", version)).status_code == 404
    conflicted = signed_in(world.conflicted_editor()).get(page("decide", version))
    assert (
        "You have declared a conflict of interest with this paper." in conflicted.content.decode()
    )
    moves = conflicted.context["moves"]
    assert [moves.decide.is_open, moves.accept_as_corrected.is_open] == [False, False]
    refused = signed_in(world.second).post(
        page("decide", version), {"outcome": "accepted", "reason-cargo": "Typed with care."}
    )
    assert refused.status_code == 403
    assert "whoever reviews does not decide" in refused.content.decode()
    assert "Typed with care." in refused.content.decode()


def test_the_author_revises_with_the_suggestions_by_one_click(world: World) -> None:
    version = world.returned()
    client = signed_in(world.author)
    answer = client.get(page("feedback", version))
    text = answer.content.decode()
    assert "The cargo is another one." in text
    assert world.first.name not in text
    assert world.decider.name not in text
    chosen = [c.suggestion.key for c in answer.context["choices"] if c.ticked]
    assert len(chosen) == 1
    onward = client.post(page("version-apply", version), {"chosen": chosen})
    draft = Draft.objects.get(item=version.item, closed_at=None)
    assert onward["Location"] == reverse("evidence:draft-edit", args=[draft.pk])
    before = content_of(version.document, version.supplement)
    assert draft.content == before | {"locator": "figure 2b"}
    again = client.post(page("version-apply", version), {"chosen": chosen})
    assert again["Location"] == onward["Location"]


def test_strangers_find_no_feedback(world: World) -> None:
    version = world.returned()
    for person in (make_person("curator", "reviewer"), world.first):
        assert signed_in(person).get(page("feedback", version)).status_code == 404
    assert Client().get(page("feedback", version)).status_code == 302


def test_the_history_tells_everyone_their_part(world: World) -> None:
    version = world.superseded()
    url = reverse("reviews:history", args=[version.item.accession])
    texts = {
        "author": signed_in(world.author).get(url).content.decode(),
        "editor": signed_in(world.decider).get(url).content.decode(),
        "other": signed_in(make_person("curator")).get(url).content.decode(),
        "visitor": Client().get(url).content.decode(),
    }
    for text in texts.values():
        for person in (world.first, world.second, world.decider, world.author):
            if person.name in text.split("<main")[1]:
                pytest.fail(f"{person.name} is named")
    assert {name: "a reviewer took a seat" in text for name, text in texts.items()} == {
        "author": False, "editor": True, "other": False, "visitor": False,
    }  # fmt: skip
    assert {name: "the round closed" in text for name, text in texts.items()} == {
        "author": True, "editor": True, "other": False, "visitor": False,
    }  # fmt: skip
    assert "figure 3" in texts["other"]
    assert "version 1" not in texts["visitor"]
