"""Editors import for curators: neither reviews those rows, and the batch says how many do."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from evidence.models import Draft, Version
from exchange.models import Import, Upload
from ground import clock
from ground.errors import Denied
from reviews.actions.seats import take_paper
from reviews.models import Seat
from tests.factories import make_person, make_terms
from tests.importing import confirm, drop, text_at
from tests.reading import client_of
from tests.workbooks import HEAD, row, xlsx
from tests.worlds import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Person:
    make_terms()
    return make_person("editor", "reviewer")


@pytest.fixture
def curator() -> Person:
    return make_person("curator", "reviewer")


@pytest.fixture
def client(editor: Person) -> Client:
    return client_of(editor)


def rows_for(curator: Person, count: int = 1) -> bytes:
    rows = [
        [*row(n, cargo=f"miR-{n} [kind: miRNA]"), curator.username] for n in range(1, count + 1)
    ]
    return xlsx([[*HEAD, "curator"], *rows])


def refusal_of(person: Person, version: Version) -> str:
    """Put `person` into a seat by raw SQL and return the rule that refuses it."""
    seat = Seat.objects.filter(round=version.pk, holder=None).first()
    sql = "UPDATE reviews_seat SET holder_id = %s, taken_at = %s, lease_until = %s WHERE id = %s"
    now = clock.now()
    with (
        pytest.raises(IntegrityError) as refused, transaction.atomic(),
        connection.cursor() as cursor,
    ):  # fmt: skip
        cursor.execute(sql, [person.pk, now, now, seat.pk])
    return str(refused.value.__cause__.diag.constraint_name)


def test_neither_the_curator_nor_the_importer_reviews_a_row(
    client: Client, editor: Person, curator: Person
) -> None:
    where = drop(client, rows_for(curator)).url
    assert f"for {curator.username}" in text_at(client, where)
    client.post(where + "meaning", {"submits": "1"})
    confirm(client, where, interests="none")
    version = Version.objects.get()
    for person in (editor, curator):
        assert refusal_of(person, version) == "reviewer_is_no_author_of_the_item"
        with pytest.raises(Denied, match="You are an author of this item"):
            take_paper(citation=version.citation, actor=person)
    take_paper(citation=version.citation, actor=make_person("reviewer"))
    assert Seat.objects.exclude(holder=None).count() == 1


def test_who_a_change_is_entered_for_is_author_of_it_too(editor: Person, curator: Person) -> None:
    world = World()
    version = world.accepted()
    cells = [["accession", "version", "locator", "curator"],
             [version.item.accession, "1", "figure 7", curator.username]]  # fmt: skip
    client = client_of(editor)
    confirm(client, drop(client, xlsx(cells)).url, reason="Checked.")
    draft = Draft.objects.visible_to(editor).open().get()
    assert set(draft.authors.all()) == {editor, curator}
    again = [cells[0], [version.item.accession, "1", "figure 7", make_person("curator").username]]
    again[0] = ["accession", "version", "safety", "curator"]
    again[1][2] = "none seen"
    confirm(client, drop(client, xlsx(again)).url)
    assert draft.authors.count() == 3


def test_curators_name_nobody_else(editor: Person, curator: Person) -> None:
    other = client_of(make_person("curator"))
    text = text_at(other, drop(other, rows_for(curator)).url)
    assert "Only editors import on behalf of others" in text


def test_only_curators_are_named(client: Client) -> None:
    text = text_at(client, drop(client, rows_for(make_person("reviewer"))).url)
    assert "is no active curator here" in text


def test_whom_it_was_entered_for_sees_their_rows_and_undoes_nothing(
    client: Client, curator: Person
) -> None:
    other = make_person("curator")
    rows = [[*HEAD, "curator"], [*row(1), curator.username],
            [*row(2, cargo="miR-2 [kind: miRNA]"), other.username]]  # fmt: skip
    made = confirm(client, drop(client, xlsx(rows)).url).url
    own = client_of(curator)
    shown = [entry.curator for entry in own.get(made).context["rows"]]
    assert shown == [curator]
    assert "Undo this import" not in text_at(own, made)
    assert own.post(made + "undo").status_code == 403
    assert Draft.objects.open().count() == 2


def test_the_batch_sets_how_many_review_it(client: Client, curator: Person) -> None:
    where = drop(client, rows_for(curator, 4)).url
    said = {"submits": "1", "reviewers": "1", "share_with_two": "25"}
    client.post(where + "meaning", said)
    confirm(client, where, interests="none")
    wanted = sorted(v.round.seats_wanted for v in Version.objects.select_related("round"))
    assert wanted == [1, 1, 1, 2]
    assert sorted(v.round.seats.count() for v in Version.objects.all()) == [1, 1, 1, 2]
    made = Import.objects.get()
    assert (made.reviewers, made.share_with_two) == (1, 25)


def test_drafts_of_the_batch_keep_its_rule_until_they_are_submitted(
    client: Client, curator: Person
) -> None:
    where = drop(client, rows_for(curator, 2)).url
    client.post(where + "meaning", {"reviewers": "1"})
    confirm(client, where)
    assert list(Draft.objects.values_list("reviewers", flat=True)) == [1, 1]
    page = reverse("evidence:draft-submit", args=[Draft.objects.first().pk])
    assert "One other person judges" in text_at(client_of(curator), page)


def test_the_command_sets_how_many_review_it(
    editor: Person, curator: Person, tmp_path: Path
) -> None:
    path = tmp_path / "claims.xlsx"
    path.write_bytes(rows_for(curator))
    with pytest.raises(SystemExit) as ended:
        call_command("import_items", path, actor=editor.username, commit=True, reviewers=1)
    assert ended.value.code == 0
    assert Draft.objects.get().reviewers == 1


def test_the_admin_leads_to_the_same_door_and_shows_ones_own_imports(
    client: Client, curator: Person
) -> None:
    confirm(client, drop(client, rows_for(curator), "mine.xlsx").url)
    other = client_of(make_person("editor"))
    addresses = ["admin:exchange_import_changelist", "admin:evidence_item_changelist"]
    for person in (client, other):
        for address in addresses:
            assert 'href="/imports/">' in " ".join(text_at(person, reverse(address)).split())
    listed = reverse("admin:exchange_import_changelist")
    assert ["mine.xlsx" in text_at(who, listed) for who in (client, other)] == [True, False]
    change = reverse("admin:exchange_import_change", args=[Import.objects.get().pk])
    assert client.get(change).status_code == 200
    assert other.get(change).status_code == 302
    assert client_of(curator).get(listed).status_code in (302, 403)


def test_curators_do_not_say_how_many_review_them(curator: Person) -> None:
    make_terms()
    client = client_of(curator)
    where = drop(client, xlsx([HEAD, row(1)])).url
    assert 'name="reviewers"' not in text_at(client, where)
    refused = client.post(where + "meaning", {"reviewers": "1"})
    assert refused.status_code == 422
    assert "Only editors say how many reviewers" in refused.content.decode()
    assert Upload.objects.get().reviewers is None
