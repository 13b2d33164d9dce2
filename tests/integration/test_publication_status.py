"""What becomes of a publication: noted by editors, kept by the database, told to the concerned."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client

from accounts.models import Notification, Person
from evidence.models import Citation, CitationStatus
from ground.errors import Denied, Invalid, Stale
from ground.events import first_broken
from releases.queries.gate import gate
from reviews.actions.decide import confirm
from reviews.actions.following import follow, unfollow
from reviews.actions.publication_status import change_status
from reviews.presenters.notices import told_to
from tests.factories import make_citation, make_draft, make_person, say_status
from tests.posting import text_of
from tests.races import at_once
from tests.reading import client_of
from tests.worlds import World

NOTICE = "https://journal.example/notice"


def told(person: Person) -> list[str]:
    rows = list(Notification.objects.filter(person=person, kind="withdrawn"))
    return [one.text for one in told_to(person, rows)]


def posted(citation: Citation, **changes: str) -> dict[str, str]:
    return {
        "status": "retracted", "status_on": "2026-05-03", "source": NOTICE,
        "reason": "Two panels show one blot.", "seen": str(citation.statuses.count()),
    } | changes  # fmt: skip


@pytest.mark.django_db
def test_a_status_is_noted_row_by_row_and_the_citation_says_the_last() -> None:
    editor, paper = make_person("editor"), make_citation()
    for status, day in (("concern", 3), ("retracted", 4), ("active", 5)):
        say_status(paper, status, on=date(2026, 5, day), actor=editor)
    paper.refresh_from_db()
    assert (paper.status, paper.status_on) == ("active", date(2026, 5, 5))
    rows = paper.statuses.order_by("position").values_list("position", "before", "status", "means")
    assert list(rows) == [
        (1, "not_checked", "concern", "hand"), (2, "concern", "retracted", "hand"),
        (3, "retracted", "active", "hand"),
    ]  # fmt: skip
    assert first_broken(f"citation:{paper.pk}") is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE evidence_citation SET status = 'active' WHERE id = {pk}",
        "UPDATE evidence_citation SET status_on = '2020-01-01' WHERE id = {pk}",
        "UPDATE evidence_citation SET status_source = 'elsewhere' WHERE id = {pk}",
        "UPDATE evidence_citation_status SET reason = 'Other.'",
        "DELETE FROM evidence_citation_status",
        "INSERT INTO evidence_citation (key, kind, title, csl, abstract, status, status_source,"
        " seen_at, notes, created_at)"
        " VALUES ('x', 'review', '', '{{}}', '', 'active', '', '', '', now())",
        "INSERT INTO evidence_citation_status (id, citation_id, position, status, before, source,"
        " reason, means, noted_at, noted_by_id)"
        " SELECT gen_random_uuid(), {pk}, 3, 'active', 'retracted', 's', '', 'hand', now(), {by}",
        "INSERT INTO evidence_citation_status (id, citation_id, position, status, before, source,"
        " reason, means, noted_at, noted_by_id)"
        " SELECT gen_random_uuid(), {pk}, 2, 'active', 'concern', 's', '', 'hand', now(), {by}",
        "INSERT INTO evidence_citation_status (id, citation_id, position, status, before, source,"
        " reason, means, noted_at, noted_by_id)"
        " SELECT gen_random_uuid(), {pk}, 2, 'active', 'retracted', '', '', 'hand', now(), {by}",
        "CREATE TEMP TABLE evidence_citation_status AS SELECT * FROM"
        " public.evidence_citation_status; UPDATE pg_temp.evidence_citation_status"
        " SET status = 'active'; UPDATE evidence_citation SET status = 'active' WHERE id = {pk}",
    ],
)
def test_no_other_way_leads_to_another_status(sql: str) -> None:
    editor, paper = make_person("editor"), make_citation()
    say_status(paper, "retracted", actor=editor)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(pk=paper.pk, by=editor.pk))
    paper.refresh_from_db()
    assert (paper.status, paper.statuses.count()) == ("retracted", 1)


@pytest.mark.django_db
def test_the_rule_is_named_where_it_refuses() -> None:
    paper = make_citation()
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Citation.objects.filter(pk=paper.pk).update(status="retracted")
    assert "changes only by a row of its history" in str(refused.value)


@pytest.mark.django_db
def test_a_paper_entered_as_retracted_begins_its_history() -> None:
    paper = make_citation(status="retracted", status_on=date(2024, 5, 3), status_source=NOTICE)
    noted = paper.statuses.get()
    assert (noted.means, noted.before, noted.status_on) == (
        "entry", "not_checked", date(2024, 5, 3)
    )  # fmt: skip
    assert not Notification.objects.filter(kind="withdrawn").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"status": ""}, "status", "choose one of active"),
        ({"status": "not_checked"}, "status", "choose one of active"),
        ({"status": "RETRACTED"}, "status", "choose one of active"),
        ({"status_on": ""}, "status_on", "write the day of the notice"),
        ({"status_on": "3.5.2026"}, "status_on", "“3.5.2026” is no day. Write it as"),
        ({"status_on": "2026-02-30"}, "status_on", "is no day"),
        ({"status_on": "9999-12-31"}, "status_on", "lies in the future"),
        ({"status_on": "1066-10-14"}, "status_on", "before 1800"),
        ({"source": " "}, "source", "say where it stands"),
        ({"source": "a\nb"}, "source", "line break"),
        ({"source": "s" * 401}, "source", "401 characters"),
        ({"reason": ""}, "reason", "say in a sentence why"),
        ({"reason": "a\0b"}, "reason", "control character"),
        ({"reason": "r" * 20_001}, "reason", "20,001 characters"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field_and_kept(
    changes: dict[str, str], field: str, words: str
) -> None:
    paper = make_citation()
    body = posted(paper, **changes)
    answer = client_of(make_person("editor")).post(f"/citations/{paper.key}/status/", body)
    assert answer.status_code == 422
    assert words in answer.context["wrong"][field]
    assert answer.context["posted"]["reason"] == body["reason"]
    assert not CitationStatus.objects.exists()


@pytest.mark.django_db
def test_editors_alone_note_a_status() -> None:
    paper = make_citation()
    address = f"/citations/{paper.key}/status/"
    for person in (make_person("curator", "reviewer"), make_person(administrator=True)):
        answer = client_of(person).post(address, posted(paper))
        assert answer.status_code == 403
        assert "Editors note retractions" in text_of(answer)
    assert Client().get(address).status_code == 302
    assert not CitationStatus.objects.exists()
    with pytest.raises(Denied):
        say_status(paper, "retracted", actor=make_person("curator"))


@pytest.mark.django_db
def test_said_meanwhile_by_somebody_else_is_shown_and_nothing_is_lost() -> None:
    paper, editor = make_citation(), make_person("editor")
    stale = posted(paper, status="concern", reason="My own words.")
    say_status(paper, "retracted", actor=make_person("editor"))
    answer = client_of(editor).post(f"/citations/{paper.key}/status/", stale)
    assert answer.status_code == 409
    assert "Somebody else noted meanwhile" in text_of(answer)
    assert "My own words." in text_of(answer)
    assert answer.context["seen"] == 1
    with pytest.raises(Stale):
        say_status_again(paper, seen=-1, actor=editor)
    with pytest.raises(Invalid, match="Nothing was changed"):
        say_status(paper, "retracted", actor=editor)
    assert paper.statuses.count() == 1


def say_status_again(paper: Citation, *, seen: int, actor: Person) -> CitationStatus:
    return change_status(
        citation=paper, status="concern", status_on=date(2026, 5, 3), source=NOTICE, reason="Why.",
        seen=seen, actor=actor,
    )  # fmt: skip


@pytest.mark.usefixtures("committed_db")
def test_two_editors_at_once_make_one_note() -> None:
    paper, one, other = make_citation(), make_person("editor"), make_person("editor")
    done = at_once(
        lambda: Citation.objects.select_for_update().get(pk=paper.pk),
        lambda: say_status_again(paper, seen=0, actor=one),
        lambda: say_status_again(paper, seen=0, actor=other),
    )
    assert done == ["Stale", "done"]
    assert [noted.position for noted in paper.statuses.all()] == [1]


@pytest.mark.django_db
def test_curators_editors_and_followers_are_told_and_nobody_else() -> None:
    world = World()
    world.accepted()
    drafter, other = make_person("curator"), make_person("curator")
    make_draft(drafter, citation=world.citation)
    make_draft(other)
    one, everything, former = make_person(), make_person(), make_person("reviewer")
    follow(citation=world.citation, actor=one)
    follow(citation=world.citation, actor=one)
    follow(citation=None, actor=everything)
    follow(citation=world.citation, actor=former)
    unfollow(citation=world.citation, actor=former)
    noted = say_status(world.citation, "retracted", actor=world.decider)
    people = Notification.objects.filter(about_id=str(noted.pk)).values_list("person", flat=True)
    assert set(people) == {world.author.pk, world.second.pk, drafter.pk, one.pk, everything.pk}
    (text,) = told(one)
    assert "is retracted (https://journal.example/notice)." in text
    say_status(world.citation, "active", on=date(2026, 2, 1), actor=world.decider)
    assert len(told(one)) == 2


@pytest.mark.django_db
def test_what_nobody_needs_to_know_is_not_told() -> None:
    world = World()
    follow(citation=None, actor=world.first)
    say_status(world.citation, "active", actor=world.decider)
    assert not Notification.objects.filter(kind="withdrawn").exists()


@pytest.mark.django_db
def test_following_is_a_button_on_the_paper_and_on_the_list() -> None:
    paper, person = make_citation(), make_person()
    client = client_of(person)
    page = f"/citations/{paper.key}/"
    assert "Tell me what becomes of it" in text_of(client.get(page))
    assert client.post("/citations/follow/", {"paper": paper.key}).status_code == 303
    assert "Stop telling me what becomes of it" in text_of(client.get(page))
    assert client.post("/citations/unfollow/", {"paper": paper.key}).status_code == 303
    assert client.post("/citations/follow/").status_code == 303
    assert "Stop telling me of every paper" in text_of(client.get("/releases/withdrawn/"))
    assert client.post("/citations/follow/", {"paper": "none"}).status_code == 404
    assert [wish.citation for wish in person.follows.all()] == [None]


@pytest.mark.django_db
def test_an_item_decided_meanwhile_is_not_accepted_and_one_accepted_before_is_kept_out() -> None:
    world = World()
    before, version = world.accepted(), world.agreed()
    say_status(world.citation, "retracted", actor=world.second)
    with pytest.raises(Denied, match="The paper is retracted"):
        confirm(version=version, actor=world.decider)
    assert gate().quarantined == {before.item.accession: "quarantined: The paper is retracted."}
    for status, day in (("concern", 1), ("corrected", 2)):
        say_status(world.citation, status, on=date(2026, 2, day), actor=world.second)
        assert bool(gate().quarantined) == (status == "concern")
    assert confirm(version=version, actor=world.decider).outcome == "accepted"
