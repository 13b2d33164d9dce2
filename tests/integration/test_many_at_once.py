"""Acting on many versions from the editors' list: each by itself, refusals beside their rows."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from evidence.models import Version, VersionAuthor
from reviews.models import Decision, Seat
from tests.factories import make_person, make_version
from tests.posting import assert_says
from tests.reviewing import queries, signed_in
from tests.worlds import World, fresh

pytestmark = pytest.mark.django_db
LIST, ACT = "/reviews/versions/", "/reviews/versions/act/"
WHY = "The figure shows another cell line."


@pytest.fixture
def world() -> World:
    return World()


def act(client: Client, name: str, *versions: Version, **more: str) -> Any:
    ticked = [str(version.pk) for version in versions]
    answer = client.post(ACT, {"act": name, "version": ticked, **more})
    assert answer.status_code == 200
    return answer


def refusals(answer: Any) -> dict[str, str]:
    return {one.version.item.accession: one.why_not for one in answer.context["refused"]}


def ticked(answer: Any) -> list[Version]:
    return [row.version for row in answer.context["rows"] if row.is_ticked]


def test_the_list_shows_what_is_under_review_oldest_first(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_review, agreed, split = world.in_review(), world.agreed("revise"), world.split()
    world.accepted(), world.draft()
    client = signed_in(world.decider)
    rows = client.get(LIST).context["rows"]
    assert [(row.version, row.agreed, row.seats) for row in rows] == [
        (in_review, "", "2 of 2"), (agreed, "returned", ""), (split, "", ""),
    ]  # fmt: skip
    assert [row.version for row in client.get(f"{LIST}?status=split").context["rows"]] == [split]
    monkeypatch.setattr("reviews.queries.under_review.ON_A_PAGE", 1)
    first = client.get(LIST).context
    assert [row.version for row in client.get(first["next_href"]).context["rows"]] == [agreed]
    assert_says(client.get(f"{LIST}?after=nonsense"), in_review.item.accession)


def test_own_items_show_their_author_nothing_of_seats_or_agreement(world: World) -> None:
    writer = make_person("editor", "curator")
    for version in (world.in_review(), world.agreed()):
        VersionAuthor.objects.create(version=version, item=version.item, person=writer)
    rows = signed_in(writer).get(LIST).context["rows"]
    assert [(row.seats, row.agreed) for row in rows] == [("", ""), ("", "")]


def test_the_list_costs_the_same_for_one_and_three() -> None:
    client, counted = signed_in(make_person("editor")), []
    for more in (1, 2):
        for _ in range(more):
            World().in_review()
            World().agreed()
        counted.append(queries(client, LIST))
    assert counted == [6, 6]


def test_confirming_says_of_each_what_became_of_it_and_keeps_what_was_ticked(world: World) -> None:
    agreed, split, own = world.agreed(), world.split(), world.agreed()
    VersionAuthor.objects.create(version=own, item=own.item, person=world.decider)
    client = signed_in(world.decider)
    answer = act(client, "confirm", agreed, split, own, reason=WHY)
    assert answer.context["done"] == [agreed]
    told = refusals(answer)
    assert "“Confirm” starts from agreed." in told[split.item.accession]
    assert "nobody decides their own item" in told[own.item.accession]
    assert_says(answer, "Confirm what was agreed: 2 refused, 1 done", *told.values(), WHY)
    assert ticked(answer) == [split, own]
    assert fresh(agreed).standing.status == "accepted"
    assert Decision.objects.count() == 1
    stale = act(client, "confirm", world.agreed("revise"))
    assert stale.context["refused"] == []


def test_an_agreement_that_is_another_by_now_is_not_confirmed(world: World) -> None:
    version = world.agreed("revise")
    field = {f"expected-{version.pk}": "accepted"}
    answer = act(signed_in(world.decider), "confirm", version, **field)
    assert "agree on returned by now, not on accepted" in refusals(answer)[version.item.accession]
    assert not Decision.objects.exists()


def test_returning_gives_the_reason_to_every_section_in_dispute(world: World) -> None:
    split, in_review = world.split(), world.in_review()
    answer = act(signed_in(world.decider), "return", split, in_review, reason=WHY)
    assert Decision.objects.get().reasons == {"cargo": WHY}
    assert fresh(split).standing.status == "returned"
    assert "The version is in review now" in refusals(answer)[in_review.item.accession]
    assert answer.context["reason"] == WHY


def test_assigning_and_reminding(world: World) -> None:
    free, full = make_version(world.author), world.in_review()
    somebody, client = make_person("reviewer"), signed_in(world.decider)
    answer = act(client, "assign", free, full, person=somebody.username)
    assert answer.context["done"] == [free]
    assert "Every seat is taken" in refusals(answer)[full.item.accession]
    assert Seat.objects.filter(holder=somebody).get().round_id == free.pk
    answer = act(client, "remind", free, full)
    assert len(answer.context["done"]) == 2
    again = refusals(act(client, "remind", free, full))
    assert all("once a day is enough. Nothing was sent." in why for why in again.values())


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"act": "return", "reason": ""}, "Reason: say in a sentence why they are returned"),
        ({"act": "return", "reason": "a\0b"}, "Reason"),
        ({"act": "assign"}, "Reviewer: choose somebody from the list."),
        ({"act": "assign", "person": "nobody"}, "Reviewer: choose somebody from the list."),
        ({"act": ""}, "Press one of the buttons below the list."),
        ({"act": "remind", "version": "x"}, "Tick the items it is about."),
    ],
)
def test_what_is_missing_is_asked_and_what_was_typed_stays(
    world: World, sent: dict[str, str], sentence: str
) -> None:
    version, client = world.split(), signed_in(world.decider)
    answer = client.post(ACT, {"version": str(version.pk), "reason": WHY} | sent)
    assert answer.status_code == 422
    assert_says(answer, sentence, sent.get("reason", WHY).replace("\0", ""))
    assert ticked(answer) == ([] if "version" in sent else [version])
    assert not Decision.objects.exists()


@pytest.mark.parametrize("roles", [(), ("curator",), ("reviewer",)])
def test_it_is_for_editors(world: World, roles: tuple[str, ...]) -> None:
    version, client = world.agreed(), signed_in(make_person(*roles))
    answers = [client.get(LIST), client.post(ACT, {"act": "confirm", "version": str(version.pk)})]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert reverse("reviews:version-list") == LIST
    assert not Decision.objects.exists()
