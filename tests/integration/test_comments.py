"""Commenting: what may be said by whom, how it is signed, who is told, what is refused."""

import pytest
from django.urls import reverse

from accounts.models import Notification, Person
from evidence.models import Version
from ground.errors import Denied, Invalid, Missing
from ground.models import Event
from reviews.actions.comments import comment, reopen, resolve, retract
from reviews.actions.seats import hand_back
from reviews.models import Comment, CommentAct
from tests.factories import make_person, make_version
from tests.posting import assert_says, text_of
from tests.reviewing import seat_of, signed_in
from tests.worlds import World, fresh

pytestmark = pytest.mark.django_db


def url(version: Version) -> str:
    return reverse("reviews:talk", args=[version.item.accession])


def told(person: Person) -> list[tuple[str, str]]:
    """What a person was told of talk: (kind, comment)."""
    rows = Notification.objects.visible_to(person).filter(kind="talk")
    return list(rows.values_list("kind", "about_id"))


def test_a_thread_is_begun_answered_resolved_and_opened_again() -> None:
    version, curator = make_version(), make_person("curator")
    browser = signed_in(curator)
    sent = {"version": "1", "subject": "cargo", "text": "Is it the mature strand?"}
    answer = browser.post(url(version), sent)
    first = Comment.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"{url(version)}#comment-{first.pk}")
    browser.post(url(version), sent)  # a double click
    assert Comment.objects.count() == 1
    author = version.authorships.get().person
    reply = {"version": "1", "thread": str(first.pk), "text": "It is: figure 2."}
    assert signed_in(author).post(url(version), reply).status_code == 303
    page = signed_in(make_person("reviewer")).get(url(version))
    assert_says(page, "Cargo", "Is it the mature strand?", "It is: figure 2.", str(curator))
    assert_says(page, "The author of the item")
    assert str(author) not in text_of(page)
    browser.post(reverse("reviews:thread-resolve", args=[first.pk]))
    assert_says(browser.get(url(version)), "Resolved,", "Open it again")
    resolve(thread=first, actor=curator)
    reopen(thread=first, actor=author)
    assert list(CommentAct.objects.values_list("act", flat=True)) == ["resolve", "reopen"]
    assert Event.objects.filter(stream=f"talk:{version.item.accession}").count() == 4


def test_a_comment_taken_back_says_so_and_shows_no_text_anywhere() -> None:
    version, writer = make_version(), make_person("curator")
    said = comment(version=version, subject="item", text="Wrong paper!", actor=writer)
    author = version.authorships.get().person
    assert told(author) == [("talk", str(said.pk))]
    for person in (author, make_person("editor")):
        with pytest.raises(Denied, match="Whoever wrote a comment takes it back"):
            retract(comment=said, actor=person)
    browser = signed_in(writer)
    assert browser.post(reverse("reviews:comment-retract", args=[said.pk])).status_code == 303
    for person in (writer, author):
        page = signed_in(person).get(url(version))
        assert_says(page, "Taken back by its writer")
        assert "Wrong paper!" not in text_of(page)
    page = signed_in(author).get(reverse("accounts:notification-list"))
    assert "Wrong paper!" not in text_of(page)
    assert_says(page, "This is settled by now, or not open to you any more.")
    assert retract(comment=said, actor=writer) == CommentAct.objects.get()


def test_a_reviewers_comment_is_sealed_until_the_recommendations_open() -> None:
    world = World()
    version = world.in_review()
    said = comment(version=version, subject="cargo", text="Not in figure 2.", actor=world.first)
    assert (said.is_sealed, said.signed_as) == (True, "reviewer")
    others = (world.author, world.second, world.decider, make_person("curator"))
    assert [told(person) for person in others] == [[], [], [], []]
    for person in others:
        page = signed_in(person).get(url(version))
        assert_says(page, "No comment for you to read")
        item = signed_in(person).get(reverse("evidence:item-detail", args=[version.item.accession]))
        assert "Talk (" not in text_of(item)
    assert_says(signed_in(world.first).get(url(version)), "You, as a reviewer", "Only you can read")
    for person in (world.first, world.second):
        world.say(version, person, "accept")
    page = signed_in(world.decider).get(url(version))
    assert_says(page, "Not in figure 2.", "Open to those who may read the recommendations")
    assert "Reviewer A" in text_of(page) or "Reviewer B" in text_of(page)
    assert str(world.first) not in text_of(page)
    assert_says(signed_in(world.author).get(url(version)), "No comment for you to read")


def test_the_letter_is_the_one_of_the_recommendation() -> None:
    world = World()
    version = world.in_review()
    for person in (world.first, world.second):
        comment(version=version, subject="item", text=f"Said by {person.pk}.", actor=person)
        world.say(version, person, "reject" if person == world.first else "accept")
    for seat in fresh(version).round.seats.all():
        seat.stays = True
        seat.save(update_fields=["stays"])
    version.round.reconciling_until = None
    version.round.save(update_fields=["reconciling_until"])
    browser = signed_in(world.decider)
    decide = browser.get(reverse("reviews:decide", args=[version.item.accession, 1]))
    letter = {one.verdict: one.letter for one in decide.context["opinions"]}
    threads = browser.get(url(version)).context["threads"]
    who = {one.comments[0].text: one.comments[0].who for one in threads}
    assert who == {
        f"Said by {world.first.pk}.": f"reviewer {letter['reject']}",
        f"Said by {world.second.pk}.": f"reviewer {letter['accept']}",
    }


def test_handing_a_seat_back_opens_nothing() -> None:
    world = World()
    version = world.in_review()
    said = comment(version=version, subject="item", text="Too hard.", actor=world.first)
    hand_back(seat=seat_of(version, world.first), actor=world.first)
    assert not Comment.objects.visible_to(world.decider).exists()
    later = comment(version=version, subject="item", text="Good luck.", actor=world.first)
    assert (said.is_sealed, later.is_sealed, later.signed_as) == (True, False, "name")


def test_talk_about_a_closed_round_stays_with_those_who_read_it() -> None:
    world = World()
    version = world.agreed()
    said = comment(version=version, subject="round", text="Both say A.", actor=world.decider)
    editor = make_person("editor")
    assert list(Comment.objects.visible_to(editor)) == [said]
    assert not Comment.objects.visible_to(world.author).exists()
    assert not Comment.objects.visible_to(world.first).exists()


def test_somebody_without_a_role_comments_on_accepted_evidence_only() -> None:
    world, guest = World(), make_person()
    open_version, accepted = world.in_review(), world.accepted()
    with pytest.raises(Denied, match="Without a role here you comment on accepted evidence"):
        comment(version=open_version, subject="item", text="Hello.", actor=guest)
    page = signed_in(guest).get(url(open_version))
    assert_says(page, "Without a role here")
    assert "<textarea" not in text_of(page)
    said = comment(version=accepted, subject="item", text="I wrote this paper.", actor=guest)
    assert Comment.objects.visible_to(world.author).get() == said
    assert not Comment.objects.visible_to(None).exists()


def test_a_mention_tells_only_whom_roles_let_read() -> None:
    version = make_version()
    writer, ada = make_person("curator"), make_person("reviewer", username="ada.lovelace")
    said = comment(
        version=version, subject="item", text="Look, @Ada.Lovelace. Or not?", actor=writer
    )
    assert told(ada) == [("talk", str(said.pk))]
    page = signed_in(ada).get(reverse("accounts:notification-list"))
    assert_says(page, f"{writer} wrote “Look, @Ada.Lovelace. Or not?”")


@pytest.mark.parametrize("name", ["nobody.at.all", "the-reviewer", "the-author", "a-curator"])
def test_a_mention_finds_out_neither_authors_nor_reviewers(name: str) -> None:
    """In an agreed version only editors are open to mention: who else reads it is sealed."""
    world = World(
        author=make_person("curator", username="the-author"),
        first=make_person("reviewer", username="the-reviewer"),
        second=make_person("reviewer"),
    )
    make_person("curator", username="a-curator")
    version = world.agreed()
    for actor in (world.decider, world.author):
        with pytest.raises(Invalid) as refused:
            comment(version=version, subject="item", text=f"Well, @{name}?", actor=actor)
        assert [one.message for one in refused.value.problems] == [
            f"@{name}: nobody of that sign-in name can be mentioned here. Check the spelling, or "
            "leave the @ out."
        ]


def test_a_sealed_comment_mentions_nobody() -> None:
    world = World()
    version = world.in_review()
    with pytest.raises(Invalid) as refused:
        comment(
            version=version, subject="item", text=f"@{world.decider.username}", actor=world.first
        )
    assert "so it can mention nobody" in refused.value.problems[0].message
    assert not Comment.objects.exists()


def test_an_answer_goes_only_into_a_thread_one_can_read() -> None:
    world = World()
    version = world.in_review()
    sealed = comment(version=version, subject="item", text="Sealed.", actor=world.first)
    with pytest.raises(Missing, match="There is no such thread"):
        comment(version=version, subject="item", text="Oh?", thread=sealed, actor=world.decider)
    for person in (world.decider, world.author):
        answer = signed_in(person).post(
            url(version), {"version": "1", "thread": str(sealed.pk), "text": "Oh?"}
        )
        assert answer.status_code == 404
        for act in ("comment-retract", "thread-resolve", "thread-reopen"):
            gone = signed_in(person).post(reverse(f"reviews:{act}", args=[sealed.pk]))
            assert gone.status_code == 404
    assert Comment.objects.count() == 1


def test_a_reviewer_resolves_no_thread_of_others_while_the_round_is_open() -> None:
    world = World()
    version = world.in_review()
    thread = comment(version=version, subject="item", text="Hm.", actor=world.decider)
    with pytest.raises(Denied, match="nobody else is to notice"):
        resolve(thread=thread, actor=world.second)
    own = comment(version=version, subject="item", text="Mine.", actor=world.second)
    assert resolve(thread=own, actor=world.second).act == "resolve"


@pytest.mark.parametrize(
    ("sent", "status", "says"),
    [
        (
            {"subject": "item", "text": "  "},
            422,
            "Comment: it is empty. Write what you want to say.",
        ),
        ({"subject": "nothing", "text": "Kept text."}, 422, "Say what the comment is about."),
        ({"subject": "item", "text": "Kept @nobody.here"}, 422, "@nobody.here: nobody of that"),
        ({"subject": "item", "text": "x\x00y"}, 422, "U+0000"),
        ({"thread": "nonsense", "text": "Kept text."}, 404, ""),
    ],
)
def test_what_is_refused_keeps_its_text(sent: dict[str, str], status: int, says: str) -> None:
    version = make_version()
    page = signed_in(make_person("curator")).post(url(version), {"version": "1"} | sent)
    assert page.status_code == status
    if status == 422:
        assert_says(page, says)
        assert sent["text"].strip("\x00").split("\x00")[0].strip() in text_of(page)
    assert not Comment.objects.exists()


def test_one_thread_costs_what_three_cost(django_assert_num_queries: object) -> None:
    version = make_version()
    browser = signed_in(make_person("curator"))
    for rows in (1, 3):
        while Comment.objects.filter(thread=None).count() < rows:
            person = make_person("curator")
            thread = comment(version=version, subject="item", text="A thread.", actor=person)
            comment(version=version, subject="item", text="Yes.", thread=thread, actor=person)
        with django_assert_num_queries(12):  # type: ignore[operator]
            assert len(browser.get(url(version)).context["threads"]) == rows
