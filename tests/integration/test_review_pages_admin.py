"""The review queue in Django's admin: what it lists, and moves on many at once."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Person
from evidence.models import Version, VersionAuthor
from reviews.models import Decision, Round, Seat
from tests.factories import make_person, make_version
from tests.reviewing import page, signed_in
from tests.worlds import World, fresh

pytestmark = pytest.mark.django_db
LIST = "admin:reviews_queuedversion_changelist"


@pytest.fixture
def world() -> World:
    return World()


def listed(client: Client, query: str = "") -> list[Version]:
    return list(client.get(reverse(LIST) + query).context["cl"].result_list)


def act(client: Client, action: str, *versions: Version, **form: str) -> list[str]:
    """Run an action on versions and return what it says of each."""
    sent = {"action": action, "_selected_action": [str(v.pk) for v in versions]} | form
    answer = client.post(reverse(LIST), sent)
    return [str(message) for message in answer.wsgi_request._messages._queued_messages]


def test_it_lists_what_is_under_review_and_nothing_else(world: World) -> None:
    in_review, agreed, split = world.in_review(), world.agreed(), world.split()
    world.accepted(), world.returned(), world.withdrawn(), world.draft()
    client = signed_in(world.decider)
    assert listed(client) == [in_review, agreed, split]
    assert listed(client, "?status=split") == [split]
    assert listed(client, "?seats=2") == [in_review]
    assert listed(client, f"?q={agreed.item.accession}") == [agreed]
    assert listed(client, "?flags=open") == []


def test_seats_are_not_shown_on_an_own_item_nor_once_closed(world: World) -> None:
    in_review, agreed = world.in_review(), world.agreed()
    writer = make_person("editor", "curator")
    VersionAuthor.objects.create(version=in_review, item=in_review.item, person=writer)
    assert "2 of 2" not in signed_in(writer).get(reverse(LIST)).content.decode()
    assert signed_in(world.decider).get(reverse(LIST)).content.decode().count("2 of 2") == 1
    assert listed(signed_in(writer), "?seats=2") == []
    assert agreed in listed(signed_in(writer))


@pytest.mark.parametrize("roles", [(), ("curator",), ("reviewer",)])
def test_it_is_for_editors(world: World, roles: tuple[str, ...]) -> None:
    world.in_review()
    people = [make_person(*roles), make_person(*roles, administrator=True)]
    for person in people:
        answer = signed_in(person).get(reverse(LIST))
        assert answer.status_code in (302, 403)


def test_it_costs_the_same_for_one_and_three(world: World) -> None:
    client = signed_in(world.decider)
    counted = []
    for more in (1, 2):
        for _ in range(more):
            World().in_review()
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(LIST))
        counted.append(len(captured))
    assert counted == [4, 4]


def test_confirming_many_says_of_each_what_became_of_it(world: World) -> None:
    agreed, split = world.agreed(), world.split()
    told = act(signed_in(world.decider), "confirm_agreed", agreed, split)
    assert told == [
        f"{agreed.item.accession}: done.",
        f"{split.item.accession}: The version is split now; “Confirm” starts from agreed. "
        "Somebody was faster, or the page is old. Nothing was changed; open the item to see where "
        "it stands.",
    ]
    assert [fresh(v).standing.status for v in (agreed, split)] == ["accepted", "split"]
    assert not LogEntry.objects.exists()


def test_nobody_accepts_their_own_item_in_bulk(world: World) -> None:
    version = world.agreed()
    writer = make_person("editor", "curator")
    VersionAuthor.objects.create(version=version, item=version.item, person=writer)
    for person, words in (
        (writer, "nobody decides their own item"),
        (world.second, "whoever reviews does not decide"),
        (world.conflicted_editor(), "a conflict of interest"),
    ):
        told = act(signed_in(person), "confirm_agreed", version)
        assert words in told[0]
    assert not Decision.objects.exists()


def test_a_reason_is_asked_before_anything_happens(world: World) -> None:
    client = signed_in(world.decider)
    split, in_review = world.split(), world.in_review()
    asked = client.post(
        reverse(LIST), {"action": "decide_split", "_selected_action": [str(split.pk)]}
    )
    assert asked.status_code == 200
    assert 'name="reason"' in asked.content.decode()
    missing = client.post(
        reverse(LIST),
        {
            "action": "decide_split",
            "_selected_action": [str(split.pk)],
            "apply": "1",
            "reason": " ",
        },
    )
    assert "say in a sentence why" in missing.content.decode()
    assert not Decision.objects.exists()
    form = {"apply": "1", "reason": "It is another miRNA.", "outcome": "returned"}
    told = act(client, "decide_split", split, in_review, **form)
    assert told[0] == f"{split.item.accession}: done."
    assert "The version is in review now" in told[1]
    assert Decision.objects.get().reasons == {"cargo": "It is another miRNA."}


def test_contest_fewer_seats_and_withdraw(world: World) -> None:
    client, form = signed_in(world.decider), {"apply": "1", "reason": "For this reason."}
    agreed, in_review, left = world.agreed(), world.in_review(), world.in_review()
    act(client, "contest_agreed", agreed, **form)
    assert fresh(agreed).standing.status == "split"
    act(client, "lower_seats", in_review, **form)
    assert Round.objects.get(pk=in_review.pk).seats_wanted == 1
    assert "only when no author is active" in act(client, "withdraw_for_authors", left, **form)[0]
    Person.objects.filter(pk=world.author.pk).update(is_active=False)
    act(client, "withdraw_for_authors", left, **form)
    assert fresh(left).standing.status == "withdrawn"


def test_looking_closer_leads_to_our_own_pages(world: World) -> None:
    version = world.in_review()
    client = signed_in(world.decider)
    change = client.get(reverse("admin:reviews_queuedversion_change", args=[version.pk]))
    assert change["Location"] == page("decide", version)
    past = client.get(reverse("admin:reviews_queuedversion_history", args=[version.pk]))
    assert past["Location"] == reverse("reviews:history", args=[version.item.accession])


def test_assigning_many_says_of_each_what_became_of_it(world: World) -> None:
    free, agreed = make_version(world.author), world.agreed()
    somebody = make_person("reviewer")
    mine = make_version(make_person("curator"))
    VersionAuthor.objects.create(version=mine, item=mine.item, person=somebody)
    client = signed_in(world.decider)
    asked = client.post(
        reverse(LIST), {"action": "assign_reviewer", "_selected_action": [str(free.pk)]}
    )
    assert f'value="{somebody.username}"' in asked.content.decode()
    form = {"apply": "1", "person": somebody.username, "reason": ""}
    told = act(client, "assign_reviewer", free, mine, agreed, **form)
    said = dict(line.split(": ", 1) for line in told)
    assert said[free.item.accession] == "done."
    assert "Nobody was assigned." in said[mine.item.accession]
    assert "seats are assigned while it is in review." in said[agreed.item.accession]
    assert Seat.objects.get(round=free.pk, holder=somebody)
    assert not Seat.objects.filter(round__in=[mine.pk, agreed.pk], holder=somebody)
    act(client, "assign_reviewer", free, **form)
    assert Seat.objects.filter(round=free.pk, holder=somebody).count() == 1


def test_assigning_nobody_changes_nothing(world: World) -> None:
    version = make_version(world.author)
    told = act(signed_in(world.decider), "assign_reviewer", version, apply="1", person="nobody")
    assert told == ["Reviewer: choose somebody from the list."]
    assert not Seat.objects.filter(round=version.pk, holder__isnull=False).exists()


def test_reminding_many_says_of_each_what_became_of_it(world: World) -> None:
    in_review, agreed = world.in_review(), world.agreed()
    told = act(signed_in(world.decider), "remind_reviewers", in_review, agreed)
    assert told[0] == f"{in_review.item.accession}: done."
    assert told[1].startswith(f"{agreed.item.accession}: ")
    assert "done." not in told[1]
