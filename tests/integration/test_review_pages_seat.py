"""The review page: blind, by section, with suggestions, and never losing a word."""

import pytest
from django.urls import reverse

from evidence.columns import BY_NAME
from reviews.models import Note, Recommendation, Seat
from tests.reviewing import page, posted_from, queries, said, seat_of, seat_url, signed_in
from tests.worlds import World, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


def test_a_review_shows_every_section_and_hides_the_author(world: World) -> None:
    version = world.in_review(quote="A sentence of the paper.", doubt="Check the figure.")
    url = reverse("reviews:seat", args=[seat_of(version, world.first).pk])
    text = signed_in(world.first).get(url).content.decode()
    for words in ("A sentence of the paper.", "Check the figure.", "bone marrow", "cisplatin"):
        assert words in text
    assert world.author.name not in text
    assert world.author.username not in text
    assert signed_in(world.second).get(url).status_code == 404
    assert signed_in(world.decider).get(url).status_code == 404


def test_delivering_leads_to_the_papers_next_item(world: World) -> None:
    first, second = world.in_review(), world.in_review()
    client = signed_in(world.first)
    one, other = (
        reverse("reviews:seat", args=[seat_of(v, world.first).pk]) for v in (first, second)
    )
    assert client.post(one, said(deliver="1"))["Location"] == other
    assert client.post(other, said(deliver="1"))["Location"] == reverse("reviews:queue")
    assert Recommendation.objects.filter(person=world.first).count() == 2


def test_a_changed_field_is_a_suggestion_and_an_unchanged_one_is_not(world: World) -> None:
    version = world.in_review()
    url = reverse("reviews:seat", args=[seat_of(version, world.first).pk])
    client = signed_in(world.first)
    form = posted_from(client.get(url))
    assert client.post(url, form | said(deliver="1")).status_code == 303
    assert Recommendation.objects.get(person=world.first).suggestions == []
    given = ["isolated_evs", "conditioned_medium"]
    form |= {"locator": "figure 7", "cargo-0-name": "miR-21", "given": given}
    client.post(url, form | said(deliver="1", revision="1"))
    last = Recommendation.objects.filter(person=world.first).order_by("-turn").first()
    assert last is not None
    assert last.suggestions == [
        {"column": "locator", "value": "figure 7"},
        {"column": "given", "value": [{"name": "isolated_evs"}, {"name": "conditioned_medium"}]},
        {"column": "cargo", "value": [{"name": "miR-21", "kind": "mirna"}]},
    ]


def test_a_suggestion_that_could_never_be_accepted_is_refused_at_once(world: World) -> None:
    version = world.in_review()
    url = reverse("reviews:seat", args=[seat_of(version, world.first).pk])
    client = signed_in(world.first)
    form = posted_from(client.get(url)) | {"tissue-0-name": "moon rock"}
    answer = client.post(url, form | said(deliver="1"))
    assert answer.status_code == 422
    assert "“moon rock” is not in this closed list" in answer.content.decode()
    assert not Recommendation.objects.exists()


def test_saving_keeps_a_private_note_and_renews_the_time(world: World) -> None:
    version = world.in_review()
    seat = seat_of(version, world.first)
    url, client = reverse("reviews:seat", args=[seat.pk]), signed_in(world.first)
    answer = client.post(
        url, {"answer-cargo": "disagree", "why-cargo": "Which miR?", "revision": "0"},
        headers={"X-Autosave": "1"},
    )  # fmt: skip
    assert answer.json()["state"] == "saved"
    assert Seat.objects.get(pk=seat.pk).lease_until > seat.lease_until
    assert Note.objects.get().said["answers"] == {
        "cargo": {"answer": "disagree", "reason": "Which miR?"}
    }
    assert "Which miR?" in client.get(url).content.decode()
    for other in (world.second, world.decider, world.author):
        assert not Note.objects.visible_to(other).exists()


def test_two_tabs_of_one_reviewer_never_overwrite_each_other(world: World) -> None:
    version = world.in_review()
    url = reverse("reviews:seat", args=[seat_of(version, world.first).pk])
    client = signed_in(world.first)
    client.post(url, {"reason": "first tab", "revision": "0"})
    stale = client.post(url, {"reason": "second tab", "revision": "0", "save": "1"})
    assert stale.status_code == 409
    assert "second tab" in stale.content.decode()
    assert Note.objects.get().said["reason"] == "first tab"
    script = client.post(url, {"reason": "x", "revision": "0"}, headers={"X-Autosave": "1"})
    assert (script.status_code, script.json()["state"]) == (409, "conflict")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_review_page_costs_the_same_for_any_claim(world: World, rows: int) -> None:
    cargo = [{"name": f"miR-{n}", "kind": "mirna"} for n in range(rows)]
    version = world.in_review(cargo=cargo)
    url = reverse("reviews:seat", args=[seat_of(version, world.first).pk])
    assert queries(signed_in(world.first), url) == 16


def test_while_reconciling_both_read_each_others_reasons(world: World) -> None:
    version = world.reconciling()
    url = reverse("reviews:seat", args=[seat_of(version, world.second).pk])
    client = signed_in(world.second)
    text = client.get(url).content.decode()
    assert "The table names another miRNA." in text
    assert world.first.name not in text
    change = said("revise", reason="They are right.", deliver="1") | {
        "answer-cargo": "disagree", "why-cargo": "Another miRNA.",
    }  # fmt: skip
    assert client.post(url, change).status_code == 303
    assert fresh(version).standing.status == "agreed"


def test_both_may_stay_with_what_they_said(world: World) -> None:
    version = world.reconciling()
    editor = signed_in(world.decider)
    waiting = editor.get(page("decide", version))
    assert "The reviewers are reconciling." in waiting.content.decode()
    assert "The table names another miRNA." not in waiting.content.decode()
    assert waiting.context["blockers"] == []
    waived = editor.post(
        page("blocker-waive", version),
        {"blocker": "full_text_unread", "why-waive-full_text_unread": "Enough."},
    )
    assert waived.status_code == 403
    for person in (world.first, world.second):
        url = reverse("reviews:seat-stay", args=[seat_of(version, person).pk])
        assert signed_in(person).post(url)["Location"] == reverse("reviews:queue")
    late = signed_in(world.first).post(
        reverse("reviews:seat-stay", args=[seat_of(version, world.first).pk])
    )
    assert late.status_code == 409
    assert "Reconciling is over" in late.content.decode()
    assert "The table names another miRNA." in editor.get(page("decide", version)).content.decode()


def test_what_was_read_is_said_with_where_and_kept(world: World) -> None:
    version = world.in_review()
    client, url = signed_in(world.first), seat_url(version, world.first)
    where = "PDF p. 4–6, figure 3"
    client.post(url, said("accept") | {"save": "1", "read_where": where})
    assert f'value="{where}"' in client.get(url).content.decode()
    body = said("accept", has_read="full_text", read_where=where, revision="1")
    assert client.post(url, body | {"deliver": "1"}).status_code == 303
    delivered = Recommendation.objects.get(person=world.first)
    assert (delivered.has_read, delivered.read_where) == ("full_text", where)
    long = said("accept", read_where="x" * 1001, revision="2") | {"deliver": "1"}
    refused = client.post(url, long)
    assert refused.status_code == 422
    assert "Where in the paper: 1,001 characters" in refused.content.decode()
    world.say(version, world.second, "accept")
    shown = signed_in(world.decider).get(page("decide", version)).content.decode()
    assert f"read: the full text ({where})" in shown


def test_every_field_of_the_column_list_can_be_suggested(world: World) -> None:
    version = world.in_review()
    offered = posted_from(signed_in(world.first).get(seat_url(version, world.first)))["suggesting"]
    assert sorted(offered) == sorted(BY_NAME)


def test_two_tabs_show_what_the_other_saved(world: World) -> None:
    version = world.in_review()
    client, url = signed_in(world.first), seat_url(version, world.first)
    client.post(url, said("accept") | {"save": "1", "reason": "From the first tab."})
    late = client.post(url, said("revise") | {"save": "1", "reason": "From the second tab."})
    assert late.status_code == 409
    assert "What the other tab saved" in late.content.decode()
    for words in ("From the first tab.", "From the second tab.", " UTC. Nothing of this page"):
        assert words in late.content.decode()


def test_times_are_told_in_utc_for_the_browser_to_translate(world: World) -> None:
    version = world.in_review()
    client, url = signed_in(world.first), seat_url(version, world.first)
    client.post(url, said("accept") | {"save": "1"})
    note = Note.objects.get()
    shown = client.get(url).content.decode()
    assert f"data-clock>{note.saved_at:%H:%M} UTC</time>" in shown
    assert f"Saved at {note.saved_at:%H:%M} UTC, for you alone." in shown
