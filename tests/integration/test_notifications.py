"""What people are told of: by which act, in which words, and never more than a page would say."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.notifying import notify, wish_mail
from accounts.models import MailWish, Notification, Person
from accounts.notices import KINDS
from ground.errors import Invalid, Stale
from reviews.actions.assigning import assign
from reviews.actions.decide import confirm, contest
from reviews.actions.flags import let_through, raise_flag, report_problem
from reviews.actions.reconcile import stay
from reviews.actions.remind import remind
from reviews.actions.seats import hand_back
from reviews.actions.submit import submit
from reviews.actions.withdraw import withdraw
from reviews.jobs import remind_of_leases, tell_of_waiting
from reviews.models import Seat
from reviews.presenters.notices import SETTLED, told_to
from tests.factories import make_person
from tests.posting import assert_says, text_of
from tests.reviewing import seat_of, signed_in
from tests.worlds import World, fresh

pytestmark = pytest.mark.django_db


def told(person: Person, kind: str = "") -> list[str]:
    """What a person reads of what they were told, oldest first."""
    rows = Notification.objects.visible_to(person).order_by("made_at")
    rows = rows.filter(kind=kind) if kind else rows
    return [one.text for one in told_to(person, list(rows))]


@pytest.fixture
def world() -> World:
    return World(second=make_person("reviewer"))


def test_authors_and_reviewers_are_told_of_a_closed_round_and_of_its_decision(
    world: World,
) -> None:
    version = world.agreed()
    name = f"{version.item.accession}, version 1"
    closed = [f"{name}: the round has closed. An editor decides next."]
    people = (world.author, world.first, world.second)
    assert [told(person) for person in people] == [closed, closed, closed]
    assert told(world.decider) == [f"{name} waits for a decision."]
    confirm(version=version, actor=world.decider)
    assert [told(person) for person in people] == [[SETTLED, f"{name}: accepted."]] * 3
    assert told(world.decider) == [SETTLED]


def test_a_returned_version_is_told_to_its_reviewers_without_a_page_they_may_not_open(
    world: World,
) -> None:
    version = world.returned()
    [row] = Notification.objects.visible_to(world.first).filter(kind="decision")
    [one] = told_to(world.first, [row])
    assert (one.text, one.href) == (f"{version.item.accession}, version 1: returned.", "")
    [row] = Notification.objects.visible_to(world.author).filter(kind="decision")
    [one] = told_to(world.author, [row])
    assert signed_in(world.author).get(one.href).status_code == 200


def test_reviewers_who_differ_are_told_and_deciders_only_when_they_are_done(world: World) -> None:
    version = world.reconciling()
    assert "you and the other reviewer differ" in told(world.first)[0]
    assert told(world.author) == [
        f"{version.item.accession}, version 1: the round has closed. An editor decides next."
    ]
    assert told(world.decider) == []
    for seat in Seat.objects.filter(round=version.pk):
        stay(seat=seat, actor=seat.holder)
    waits = [f"{version.item.accession}, version 1 waits for a decision."]
    assert told(world.decider) == waits
    tell_of_waiting(timestamp=0)
    assert told(world.decider) == waits


def test_deciders_are_told_when_the_time_to_reconcile_has_passed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = world.reconciling()
    tell_of_waiting(timestamp=0)
    assert told(world.decider) == []
    later = timezone.now() + timedelta(days=8)
    monkeypatch.setattr("ground.clock.now", lambda: later)
    for _ in range(2):
        tell_of_waiting(timestamp=0)
    assert told(world.decider) == [f"{version.item.accession}, version 1 waits for a decision."]
    author_of_it = World(decider=world.author)
    assert told(author_of_it.decider, "decider") == []


def test_contested_is_told_to_deciders_once(world: World) -> None:
    version = world.agreed()
    contest(version=version, reason="The figure says otherwise.", actor=world.decider)
    other = make_person("editor")
    tell_of_waiting(timestamp=0)
    assert len(told(world.decider)) == 1
    assert len(told(other)) == 1


def test_nobody_is_told_of_a_recommendation(world: World) -> None:
    version = world.in_review()
    before = Notification.objects.count()
    world.say(version, world.first, "reject")
    assert Notification.objects.count() == before


def test_flags_and_reports(world: World) -> None:
    version = world.accepted()
    raise_flag(item=version.item, kind="concern", text="Misidentified line.", actor=world.decider)
    assert told(world.author, "flag") == [
        f"{version.item.accession} is flagged: Misidentified line."
    ]
    report = report_problem(item=version.item, text="Wrong cancer.")
    assert told(world.decider, "flag") == [f"{version.item.accession}: a reader’s report waits."]
    assert len(told(world.author, "flag")) == 1
    let_through(flag=report, actor=world.decider)
    assert len(told(world.author, "flag")) == 2


def test_a_lease_that_ends_is_told_once_and_once_more_when_it_is_over(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = world.in_review()
    world.say(version, world.second, "accept")
    remind_of_leases(timestamp=0)
    assert told(world.first, "lease") == []
    start = timezone.now()
    for days, expected in ((6.5, 1), (6.6, 1), (7.5, 2), (7.6, 2)):
        moment = start + timedelta(days=days)
        monkeypatch.setattr("ground.clock.now", lambda moment=moment: moment)
        remind_of_leases(timestamp=0)
        assert len(told(world.first, "lease")) == expected
    assert "was due on" in told(world.first, "lease")[0]
    assert told(world.second, "lease") == []
    world.say(version, world.first, "accept")
    assert told(world.first, "lease") == [SETTLED, SETTLED]


def test_what_is_not_open_any_more_is_not_told(world: World) -> None:
    version = world.in_review()
    moment = timezone.now() + timedelta(days=6.5)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ground.clock.now", lambda: moment)
        remind_of_leases(timestamp=0)
    assert "is due on" in told(world.first)[0]
    hand_back(seat=seat_of(version, world.first), actor=world.first)
    assert told(world.first) == [SETTLED]
    withdraw(version=version, reason="Entered twice.", actor=world.author)
    assert told(world.first) == [SETTLED]
    page = signed_in(world.first).get(reverse("accounts:notification-list"))
    assert version.item.accession not in text_of(page)


def test_reminding_looks_the_same_whoever_has_delivered(world: World) -> None:
    """The editor's answer in three worlds; only whoever owes something is told."""
    answers, reminded = [], []
    for speaks in ((), (world.first,)):
        version = world.in_review()
        for person in speaks:
            world.say(version, person, "accept")
        browser = signed_in(world.decider)
        address = reverse("reviews:version-remind", args=[version.item.accession, 1])
        for _ in range(2):
            answer = browser.post(address, follow=True)
            words = [str(one) for one in answer.context["messages"]]
            answers.append([word.replace(version.item.accession, "EVD") for word in words])
        reminded.append([len(told(person, "lease")) for person in (world.first, world.second)])
    assert answers[:2] == answers[2:]
    assert answers[0] == ["EVD: whoever holds a seat and has something to say yet is reminded."]
    assert "once a day is enough" in answers[1][0]
    assert reminded == [[1, 1], [1, 2]]


def test_whoever_is_assigned_is_told(world: World) -> None:
    draft = world.draft()
    version = submit(draft=draft, revision=draft.revision, interests="none", actor=world.author)
    assign(version=version, person=world.first, actor=world.decider)
    [sentence] = told(world.first, "assigned")
    assert sentence.startswith(f"Your review of {version.item.accession} is due on")
    assert told(world.second) == []


def test_who_may_not_remind(world: World) -> None:
    version = world.in_review()
    for person in (world.author, world.first, make_person("curator")):
        address = reverse("reviews:version-remind", args=[version.item.accession, 1])
        assert signed_in(person).post(address).status_code == 403
    assert not Notification.objects.exists()
    closed = world.agreed()
    with pytest.raises(Stale, match="nobody is to be reminded"):
        remind(version=closed, actor=world.decider)


def test_reminding_in_bulk_says_of_each_why_not(world: World) -> None:
    versions = [world.in_review(), world.agreed()]
    remind(version=versions[0], actor=world.decider)
    fresh_one = world.in_review()
    answer = signed_in(world.decider).post(
        reverse("admin:reviews_queuedversion_changelist"),
        {
            "action": "remind_reviewers",
            "_selected_action": [str(v.pk) for v in (*versions, fresh_one)],
        },
        follow=True,
    )
    assert_says(
        answer,
        "once a day is enough",
        "so nobody is to be reminded",
        f"{fresh_one.item.accession}: done.",
    )


def test_the_count_in_the_head_is_ones_own(world: World) -> None:
    world.agreed()
    item_list, notifications = (
        reverse("evidence:item-list"), reverse("accounts:notification-list"),
    )  # fmt: skip
    browser = signed_in(world.author)
    assert "<b>1<span" in text_of(browser.get(item_list)).replace(" ", "")
    assert_says(browser.get(notifications), "New")
    [row] = Notification.objects.visible_to(world.author)
    opened = browser.get(reverse("accounts:notification-open", args=[row.pk]))
    assert browser.get(opened["Location"]).status_code == 200
    assert "not read</span>" not in text_of(browser.get(item_list))
    for other in (world.first, world.decider):
        address = reverse("accounts:notification-open", args=[row.pk])
        assert signed_in(other).get(address).status_code == 404
    browser = signed_in(world.first)
    assert browser.post(reverse("accounts:notification-read")).status_code == 302
    assert not Notification.objects.visible_to(world.first).unread().exists()
    assert Notification.objects.visible_to(world.second).unread().exists()


def test_telling_the_same_again_tells_nothing(world: World) -> None:
    for _ in range(2):
        notify(kind="decision", about="version", about_id=1, people=[world.author.pk])
    assert Notification.objects.visible_to(world.author).count() == 1


def test_mail_wishes_are_stored_for_each_kind_and_refused_where_they_are_none(
    world: World,
) -> None:
    browser, address = signed_in(world.author), reverse("accounts:mail-wishes")
    page = browser.get(address)
    assert_says(page, "No mail reaches you.", *(kind.label for kind in KINDS.values()))
    wishes = dict.fromkeys(KINDS, "daily") | {"talk": "off"}
    assert browser.post(address, wishes).status_code == 302
    assert browser.post(address, wishes).status_code == 302
    stored = dict(MailWish.objects.filter(person=world.author).values_list("kind", "how"))
    assert stored == wishes
    refused = browser.post(address, wishes | {"talk": "hourly"})
    assert refused.status_code == 422
    assert_says(refused, "Nothing was saved")
    with pytest.raises(Invalid):
        wish_mail(wishes={}, actor=world.author)
    assert dict(MailWish.objects.values_list("kind", "how")) == wishes


def test_one_notification_costs_what_three_of_each_kind_cost(
    world: World, django_assert_num_queries: Any
) -> None:
    browser = signed_in(world.author)
    counts = []
    for _ in range(2):
        for _ in range(2):
            version = world.accepted()
            raise_flag(item=version.item, kind="concern", text="Hm.", actor=world.decider)
        with django_assert_num_queries(9):
            page = browser.get(reverse("accounts:notification-list"))
        counts.append(len(page.context["told"]))
    assert counts == [6, 12]
    assert fresh(version).standing.status == "accepted"
