"""Import in the browser: drop, look, confirm, undo; nobody else's file is there."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from accounts.models import Person
from evidence.actions.drafts import save_draft
from evidence.models import Draft, Version
from exchange.models import Import, Upload
from reviews.actions.submit import submit
from tests.factories import make_citation, make_person, make_terms
from tests.importing import confirm, drop, seal_on, text_at
from tests.reading import client_of
from tests.workbooks import HEAD, csv_text, row, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator() -> Person:
    make_terms()
    return make_person("curator")


@pytest.fixture
def client(curator: Person) -> Client:
    return client_of(curator)


def test_drop_look_confirm(client: Client, curator: Person) -> None:
    sent = drop(client, xlsx([HEAD, row(1), row(2)]))
    assert (sent.status_code, Draft.objects.count()) == (302, 0)
    page = client.get(sent.url)
    assert "All 2 rows can be imported" in page.content.decode()
    done = confirm(client, sent.url)
    made = Import.objects.get()
    assert done.url == reverse("exchange:import-detail", args=[made.pk])
    assert (made.rows_new, made.imported_by, Upload.objects.count()) == (2, curator, 0)
    assert "Claim 1." not in client.get(done.url).content.decode()
    assert Draft.objects.visible_to(curator).count() == 2


def test_confirming_twice_is_once(client: Client) -> None:
    where = drop(client, xlsx([HEAD, row(1)])).url
    seal = seal_on(text_at(client, where))
    assert client.post(where + "confirm", {"seal": seal}).status_code == 302
    made = reverse("exchange:import-detail", args=[Import.objects.get().pk])
    assert client.post(where + "confirm", {"seal": seal}).url == made
    assert client.get(where).url == made
    again = drop(client, xlsx([HEAD, row(1)])).url
    assert "There is nothing in it to import" in client.get(again).content.decode()
    assert client.post(again + "confirm", {"seal": seal}).status_code == 409
    assert (Draft.objects.count(), Import.objects.count()) == (1, 1)


def test_without_a_seal_nothing_is_imported(client: Client) -> None:
    where = drop(client, xlsx([HEAD, row(1)])).url
    assert client.post(where + "confirm").status_code == 409
    assert Draft.objects.count() == 0


def test_what_changed_since_the_preview_is_shown(client: Client, curator: Person) -> None:
    known = [HEAD, row(1, external_ids="lab [id: 1]")]
    confirm(client, drop(client, xlsx(known)).url)
    changed = [HEAD, row(1, external_ids="lab [id: 1]", locator="figure 5")]
    where = drop(client, xlsx(changed)).url
    seal = seal_on(text_at(client, where))
    draft = Draft.objects.get()
    save_draft(draft=draft, content=draft.content | {"safety": "none seen"}, revision=1,
               citation=draft.citation, actor=curator)  # fmt: skip
    late = client.post(where + "confirm", {"seal": seal})
    assert late.status_code == 409
    assert "has changed since the preview" in late.content.decode()
    assert Draft.objects.get().content["locator"] == "figure 4"


def test_rows_with_errors_are_left_out_on_request_and_come_as_a_file(client: Client) -> None:
    where = drop(client, xlsx([HEAD, row(1, effect="kills"), row(2)])).url
    assert "Errors" in client.get(where).content.decode()
    refused = confirm(client, where)
    assert (refused.status_code, Draft.objects.count()) == (422, 0)
    assert confirm(client, where, only_valid="1").status_code == 302
    assert Draft.objects.get().content["summary"] == "Claim 2."
    file = client.get(where + "errors")
    assert file["Content-Disposition"] == 'attachment; filename="rows-with-errors.xlsx"'
    again = drop(client, file.getvalue(), "rows-with-errors.xlsx")
    assert "1 of 1 rows cannot be imported" in client.get(again.url).content.decode()


def test_a_file_cut_off_on_its_way_is_not_taken_for_the_whole(client: Client) -> None:
    data = csv_text([HEAD, row(1), row(2)]).encode()
    body = encode_multipart(BOUNDARY, {"file": SimpleUploadedFile("claims.csv", data)})
    begun = body.index(data)
    for upto in (begun + len(data) // 2, begun + len(data), body.rindex(BOUNDARY.encode()) - 1):
        address = reverse("exchange:import-start")
        answer = client.generic("POST", address, body[:upto], MULTIPART_CONTENT)
        assert (answer.status_code, Upload.objects.count()) == (422, 0)
        assert "Nothing was saved" in answer.content.decode()


def test_a_csv_gives_its_wrong_rows_as_csv(client: Client) -> None:
    bad = row(1, effect="kills", locator="'-5 °C")
    where = drop(client, csv_text([HEAD, bad, row(2)]).encode(), "claims.csv").url
    lines = client.get(where + "errors").getvalue().decode("utf-8-sig").splitlines()
    assert lines[0] == ",".join([*HEAD, "error"])
    assert len(lines) == 2
    assert "'-5 °C" in lines[1]
    assert "is not in this closed list" in lines[1]


def test_undo_takes_back_what_nobody_touched(client: Client, curator: Person) -> None:
    done = confirm(client, drop(client, xlsx([HEAD, row(1), row(2)])).url)
    touched = Draft.objects.order_by("item__number").first()
    save_draft(draft=touched, content=touched.content | {"safety": "none"}, revision=1,
               citation=touched.citation, actor=curator)  # fmt: skip
    undo = client.post(done.url + "undo")
    assert undo.status_code == 302
    assert [d.closed_at is None for d in Draft.objects.order_by("item__number")] == [True, False]
    assert (
        "Rows taken back: 1. Worked on since, and left alone: 1."
        in client.get(done.url).content.decode()
    )
    assert client.post(done.url + "undo").status_code == 302


def test_undo_gives_changed_drafts_back_what_they_held(client: Client) -> None:
    confirm(client, drop(client, xlsx([HEAD, row(1, external_ids="lab [id: 1]")])).url)
    changed = xlsx([HEAD, row(1, external_ids="lab [id: 1]", locator="figure 5")])
    done = confirm(client, drop(client, changed).url)
    assert Draft.objects.get().content["locator"] == "figure 5"
    client.post(done.url + "undo")
    assert Draft.objects.get().content["locator"] == "figure 4"


def test_nothing_submitted_is_undone(client: Client, curator: Person) -> None:
    done = confirm(client, drop(client, xlsx([HEAD, row(1)])).url)
    draft = Draft.objects.get()
    submit(draft=draft, revision=draft.revision, interests="none", actor=curator)
    assert client.post(done.url + "undo").status_code == 403
    assert Version.objects.count() == 1


def test_nobody_elses_file_or_import_is_there(client: Client) -> None:
    where = drop(client, xlsx([HEAD, row(1)])).url
    other = client_of(make_person("curator", "editor"))
    for address in (where, where + "errors"):
        assert other.get(address).status_code == 404
    for verb in ("confirm", "cancel", "meaning"):
        assert other.post(where + verb).status_code == 404
    done = confirm(client, where)
    assert other.get(done.url).status_code == 404
    assert other.post(done.url + "undo").status_code == 404


def test_an_editor_enters_for_a_curator_and_neither_may_review(curator: Person) -> None:
    editor = make_person("editor", "reviewer")
    client = client_of(editor)
    rows = [[*HEAD, "curator"], [*row(1), curator.username]]
    done = confirm(client, drop(client, xlsx(rows)).url)
    draft = Draft.objects.get()
    assert set(draft.authors.all()) == {editor, curator}
    assert client_of(curator).get(done.url).status_code == 200
    assert draft in Draft.objects.visible_to(curator)


def test_a_refused_file_says_why_and_offers_nothing(client: Client) -> None:
    where = drop(client, b"PK\x03\x04 not really").url
    text = client.get(where).content.decode()
    assert "damaged" in text
    assert 'name="seal"' not in text
    assert client.get(where + "errors").status_code == 404


def test_no_file_is_said_beside_the_field(client: Client) -> None:
    refused = client.post(reverse("exchange:import-start"))
    assert refused.status_code == 422
    assert "Choose a file first" in refused.content.decode()


def test_hostile_names_are_only_text(client: Client) -> None:
    where = drop(client, xlsx([HEAD, row(1)]), "<script>alert(1)</script>\u202e.xlsx").url
    text = client.get(where).content.decode()
    assert "<script>alert" not in text
    assert "\u202e" not in text
    assert Upload.objects.get().file_name.endswith("script>.xlsx")


def test_a_known_paper_stays_as_it_is(client: Client) -> None:
    known = make_citation(identifiers={"pmid": "32978367"}, title="Known")
    rows = [["pmid", "citation_title", "summary"], ["32978367", "Another title", "x"]]
    confirm(client, drop(client, xlsx(rows)).url)
    known.refresh_from_db()
    assert (known.title, Draft.objects.get().citation) == ("Known", known)


def test_another_file_dropped_in_meanwhile_changes_nothing_of_the_first(client: Client) -> None:
    first = drop(client, xlsx([HEAD, row(1)])).url
    seal = seal_on(text_at(client, first))
    second = drop(client, xlsx([HEAD, row(7)])).url
    assert client.post(second + "confirm", {"seal": seal}).status_code == 409
    assert client.post(first + "confirm", {"seal": seal}).status_code == 302
    assert Draft.objects.get().content["summary"] == "Claim 1."


def test_somebody_signed_out_is_asked_in_again_and_loses_nothing(client: Client) -> None:
    where = drop(client, xlsx([HEAD, row(1)])).url
    seal = seal_on(text_at(client, where))
    kept = Client().post(where + "confirm", {"seal": seal, "reason": "Figures checked."})
    assert kept.status_code == 403
    assert "Figures checked." in kept.content.decode()
    assert (Draft.objects.count(), Upload.objects.count()) == (0, 1)


def test_a_long_preview_is_paged(client: Client) -> None:
    rows = [row(n, cargo=f"miR-{n} [kind: miRNA]") for n in range(1, 131)]
    where = drop(client, xlsx([HEAD, *rows])).url
    first = text_at(client, where)
    assert ("Claim 100." in first, "Claim 101." in first) == (True, False)
    assert 'href="?after=101"' in first
    second = text_at(client, where + "?after=101")
    assert ("Claim 101." in second, "Claim 130." in second) == (True, True)
    assert "Claim 130." in text_at(client, where + "?show=new&after=101")
    assert "Claim 130." not in text_at(client, where + "?show=error&after=101")


def test_the_rows_left_out_stay_to_be_mended(client: Client) -> None:
    where = drop(client, xlsx([HEAD, row(1, effect="kills"), row(2)])).url
    made = confirm(client, where, only_valid="1").url
    assert where + "errors" in text_at(client, made)
    text = text_at(client, where)
    assert made in text
    client.post(where + "meaning", {"name:effect:kills": "antitumour only"})
    assert confirm(client, where).status_code == 302
    assert [i.rows_new for i in Import.objects.order_by("imported_at")] == [1, 1]
    assert (Draft.objects.count(), Upload.objects.count()) == (2, 0)
