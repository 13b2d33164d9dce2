"""The small pages: moves, corrections, flags, reports."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from evidence.documents import content_of
from evidence.models import Version
from reviews.actions.decide import confirm
from reviews.actions.flags import raise_flag
from reviews.models import Flag, ProposedCorrection
from tests.factories import make_person
from tests.reviewing import page, posted_from_any, signed_in
from tests.worlds import World, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


def test_a_correction_is_proposed_by_one_and_approved_by_another(world: World) -> None:
    version = world.accepted()
    proposer = signed_in(world.first)
    form = posted_from_any(proposer.get(page("version-correct", version)))
    claim = proposer.post(
        page("version-correct", version), form | {"cargo-0-name": "miR-21", "reason": "Wrong."}
    )
    assert claim.status_code == 422
    assert "this changes the claim" in claim.content.decode()
    answer = proposer.post(
        page("version-correct", version), form | {"locator": "figure 9", "reason": "A misprint."}
    )
    assert answer.status_code == 303
    proposal = ProposedCorrection.objects.get()
    url = reverse("reviews:correction", args=[proposal.pk])
    assert signed_in(world.author).get(url).status_code == 404
    assert proposer.post(url, {"approve": "1"}).status_code == 403
    assert signed_in(world.decider).post(url, {"approve": "1"}).status_code == 303
    successor = version.item.versions.get(number=2)
    assert content_of(successor.document, successor.supplement) == content_of(
        version.document, version.supplement
    ) | {"locator": "figure 9"}


def test_a_visitor_reports_a_problem_and_an_editor_lets_it_through(world: World) -> None:
    version = world.accepted()
    url = reverse("reviews:report", args=[version.item.accession])
    visitor = Client()
    assert (
        visitor.post(url, {"text": "Figure 4 shows the opposite.", "contact": "a@b"}).status_code
        == 303
    )
    flag = version.item.flags.get()
    assert flag.awaits_moderation
    curator, editor = signed_in(make_person("curator")), signed_in(world.decider)
    assert curator.get(reverse("reviews:flag-list")).status_code == 403
    settle = reverse("reviews:flag-settle", args=[flag.pk])
    assert curator.post(settle, {"reason": "No."}).status_code == 404
    assert (
        "Figure 4 shows the opposite." in editor.get(reverse("reviews:flag-list")).content.decode()
    )
    editor.post(reverse("reviews:flag-let-through", args=[flag.pk]))
    refused = editor.post(settle, {"reason": ""})
    assert refused.status_code == 422
    editor.post(settle, {"reason": "The figure was misread."})
    flag.refresh_from_db()
    assert (flag.awaits_moderation, flag.why_resolved) == (False, "The figure was misread.")


def test_reports_are_limited_by_the_hour_and_keep_their_text(world: World) -> None:
    version = world.accepted()
    url = reverse("reviews:report", args=[version.item.accession])
    visitor = Client()
    answers = [visitor.post(url, {"text": f"Problem {n}."}).status_code for n in range(6)]
    assert answers == [303] * 5 + [429]
    assert "Problem 9." in visitor.post(url, {"text": "Problem 9."}).content.decode()
    assert version.item.flags.count() == 5


def test_only_accepted_claims_can_be_reported(world: World) -> None:
    version = world.in_review()
    url = reverse("reviews:report", args=[version.item.accession])
    assert Client().get(url).status_code == 404
    assert Client().post(url, {"text": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("move", "status", "form", "becomes"),
    [
        ("version-withdraw", "in_review", {}, "withdrawn"),
        ("version-fewer-seats", "in_review", {}, "in_review"),
        ("version-contest", "agreed", {}, "split"),
        ("version-retire", "accepted", {}, "retired"),
    ],
)
def test_each_move_asks_its_reason_and_keeps_it_when_refused(
    world: World, move: str, status: str, form: dict[str, str], becomes: str
) -> None:
    version = world.with_status(status)
    client = signed_in(world.author if move == "version-withdraw" else world.decider)
    assert client.get(page(move, version)).status_code == 200
    refused = client.post(page(move, version), form | {"reason": " "})
    assert refused.status_code == 422
    assert fresh(version).standing.status == status
    stranger = signed_in(make_person("curator"))
    assert stranger.get(page(move, version)).status_code in (403, 404)
    assert (
        client.post(page(move, version), form | {"reason": "For this reason."}).status_code == 303
    )
    assert fresh(version).standing.status == becomes


def test_merge_hand_over_revise_and_restore(world: World) -> None:
    client = signed_in(world.decider)
    accepted, stays, returned, retired = (
        world.accepted(), world.accepted(), world.returned(), world.retired(),
    )  # fmt: skip
    colleague = make_person("curator")
    wrong = client.post(page("version-merge", accepted), {"into": "EVD-9", "reason": "Same."})
    assert wrong.status_code == 422
    assert "there is no “EVD-9”" in wrong.content.decode()
    client.post(page("version-merge", accepted), {"into": stays.item.accession, "reason": "Same."})
    assert fresh(accepted).standing.status == "merged"
    client.post(page("version-hand-over", returned), {"to": colleague.username, "reason": "Left."})
    assert colleague.drafts.get().item == returned.item
    client.post(page("version-restore", retired), {"reason": "It was right."})
    client.post(page("version-revise", stays), {"reason": "A better figure."})
    assert {d.item for d in world.decider.drafts.all()} == {retired.item, stays.item}


def labels(person: Person | None, version: Version) -> list[str]:
    """What the page of an item offers somebody; what is refused stands in brackets."""
    url = reverse("evidence:item-detail", args=[version.item.accession])
    client = signed_in(person) if person else Client()
    buttons = client.get(url).context["moves"]
    return [f"({b.label})" if b.reason else b.label.removesuffix(" …") for b in buttons]


def test_the_page_of_an_item_offers_everyone_their_own_moves(world: World) -> None:
    accepted, in_review = world.accepted(), world.in_review()
    assert labels(None, accepted) == ["Report a problem with this claim"]
    assert labels(make_person(), accepted) == [
        "Decision and reasons",
        "History",
        "Talk",
        "Raise a flag",
    ]
    assert labels(world.author, accepted) == [
        "Decision and reasons", "History", "Revise", "Correct", "Talk", "Raise a flag",
    ]  # fmt: skip
    assert labels(world.decider, accepted) == [
        "Decision and reasons", "History", "Revise", "Correct", "Retire", "Merge", "Talk",
        "Raise a flag",
    ]  # fmt: skip
    assert labels(world.author, in_review) == ["History", "Withdraw", "Talk", "Raise a flag"]
    assert labels(world.first, in_review) == ["My review", "History", "Talk", "Raise a flag"]
    assert labels(world.decider, in_review) == [
        "History", "Where the review stands", "(Withdraw …)", "Fewer seats", "Talk", "Raise a flag",
    ]  # fmt: skip
    waiting = world.reconciling()
    assert "(Decide)" in labels(world.decider, waiting)
    assert "Decide" in labels(world.decider, world.split())


def test_an_author_does_not_settle_the_flags_of_their_own_item(world: World) -> None:
    author = make_person("editor", "curator")
    version = world.in_review(author=author)
    text = {"text": "The cell line was misidentified."}
    url = reverse("reviews:flag-raise", args=[version.item.accession])
    assert signed_in(world.first).post(url, text).status_code == 303
    settle = reverse("reviews:flag-settle", args=[version.item.flags.get().pk])
    refused = signed_in(author).post(settle, {"reason": "It is fine."})
    assert refused.status_code == 403
    assert "another editor settles its flags" in refused.content.decode()
    assert "It is fine." in refused.content.decode()
    assert signed_in(world.decider).post(settle, {"reason": "Checked."}).status_code == 303


def test_the_word_of_somebody_without_a_role_waits_for_an_editor(world: World) -> None:
    version = world.agreed()
    reader = signed_in(make_person())
    public = world.accepted()
    url = reverse("reviews:flag-raise", args=[public.item.accession])
    assert "an editor reads it first" in reader.get(url).content.decode()
    for _ in range(2):
        sent = reader.post(url, {"text": "I measured the opposite."}, follow=True)
    assert "An editor reads it before it becomes a flag." in sent.content.decode()
    report = public.item.flags.get()
    assert (report.kind, report.awaits_moderation, report.raised_by is not None) == (
        "report", True, True,
    )  # fmt: skip
    assert not Flag.objects.open().exists()
    other = raise_flag(item=version.item, kind="concern", text="Look.", actor=make_person())
    assert other.awaits_moderation
    confirm(version=version, actor=world.decider)
    settled = signed_in(world.decider)
    settled.post(reverse("reviews:flag-let-through", args=[report.pk]))
    assert list(Flag.objects.open()) == [report]
    page_of_item = settled.get(reverse("evidence:item-detail", args=[public.item.accession]))
    assert "I measured the opposite." in page_of_item.content.decode()


def test_raising_the_same_flag_twice_makes_one(world: World) -> None:
    item = world.in_review().item
    flags = {
        raise_flag(item=item, kind="concern", text=f"{space}Look.", actor=world.first)
        for space in ("", " ")
    }
    assert len(flags) == 1
