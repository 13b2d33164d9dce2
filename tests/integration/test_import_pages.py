"""Import in the browser: drop, map, look, confirm, undo; nobody else's file is there."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from evidence.actions.drafts import save_draft
from evidence.models import Draft, Version
from exchange.models import Import, Meaning, Upload
from exchange.queries.files import judge_file
from reviews.actions.submit import submit
from tests.factories import make_citation, make_person, make_terms
from tests.importing import confirm, drop, seal_on, text_at
from tests.reading import client_of
from tests.workbooks import HEAD, csv_text, row, xlsx
from tests.worlds import World

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
    again = drop(client, file.content, "rows-with-errors.xlsx")
    assert "1 of 1 rows cannot be imported" in client.get(again.url).content.decode()


def test_a_csv_gives_its_wrong_rows_as_csv(client: Client) -> None:
    bad = row(1, effect="kills", locator="'-5 °C")
    where = drop(client, csv_text([HEAD, bad, row(2)]).encode(), "claims.csv").url
    lines = client.get(where + "errors").content.decode("utf-8-sig").splitlines()
    assert lines[0] == ",".join([*HEAD, "error"])
    assert len(lines) == 2
    assert "'-5 °C" in lines[1]
    assert "is not in this closed list" in lines[1]


def test_headers_and_names_are_said_once(client: Client, curator: Person) -> None:
    head = [name.replace("summary", "one-liner") for name in HEAD]
    file = xlsx([head, row(1, effect="kills", cancer="chordoma")])
    where = drop(client, file).url
    text = client.get(where).content.decode()
    assert "one-liner" in text
    said = {
        "column:one-liner": "summary", "name:effect:kills": "antitumour only",
        "name:cancer:chordoma": "glioma",
    }  # fmt: skip
    assert client.post(where + "meaning", said).status_code == 302
    assert confirm(client, where).status_code == 302
    content = Draft.objects.get().content
    assert content["summary"] == "Claim 1."
    assert content["effect"] == [{"name": "antitumour_only"}]
    assert content["cancer"] == [{"name": "glioma", "as_reported": "chordoma"}]
    assert Meaning.objects.filter(person=curator).count() == 3
    other = drop(client, xlsx([head, row(5, effect="kills", cancer="chordoma")])).url
    assert "All 1 rows can be imported" in client.get(other).content.decode()
    remembered = reverse("exchange:meaning-list")
    assert all(said in text_at(client, remembered) for said in ("one-liner", "kills", "chordoma"))
    ticked = [m.pk for m in Meaning.objects.filter(kind="effect")]
    assert client.post(remembered, {"forget": ticked}).status_code == 302
    assert "1 of 1 rows cannot be imported" in text_at(client, other)


def test_a_meaning_that_is_not_there_is_refused(client: Client) -> None:
    where = drop(client, xlsx([HEAD, row(1, cancer="chordoma")])).url
    refused = client.post(where + "meaning", {"name:cancer:chordoma": "nothing like it"})
    assert refused.status_code == 422
    assert Meaning.objects.count() == 0


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


def test_an_accepted_claim_gets_a_next_draft_with_a_reason() -> None:
    world = World()
    version = world.accepted()
    client = client_of(world.author)
    rows = [["accession", "version", "locator"], [version.item.accession, "1", "figure 7"]]
    where = drop(client, xlsx(rows)).url
    assert "Why accepted claims are changed" in client.get(where).content.decode()
    confirm(client, where, reason="The figure was checked.")
    draft = Draft.objects.visible_to(world.author).open().get()
    assert (draft.content["locator"], draft.based_on) == ("figure 7", version)
    assert Version.objects.get(pk=version.pk).standing.status == "accepted"


def test_changed_on_both_sides_asks_whose_answer_counts() -> None:
    world = World()
    version = world.accepted()
    client = client_of(world.author)
    first = [["accession", "version", "locator"], [version.item.accession, "1", "figure 7"]]
    confirm(client, drop(client, xlsx(first)).url, reason="Checked.")
    rows = [
        ["accession", "version", "locator", "safety"],
        [version.item.accession, "1", "figure 8", "none seen"],
    ]
    where = drop(client, xlsx(rows)).url
    page = client.get(where).content.decode()
    assert "Changed on both sides" in page
    assert "As exported: abstract" in page
    assert client.post(where + "confirm", {"seal": seal_on(page)}).status_code in (409, 422)
    client.post(where + "meaning", {"choice:2:locator": "mine"})
    confirm(client, where)
    content = Draft.objects.visible_to(world.author).open().get().content
    assert (content["locator"], content["safety"]) == ("figure 8", "none seen")


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


def test_a_sheet_whose_headers_are_all_unknown_is_mapped(client: Client) -> None:
    head = [f"our {name}" for name in HEAD]
    where = drop(client, xlsx([head, row(1)])).url
    text = text_at(client, where)
    assert "No row names a column that is known here" in text
    assert 'name="column:our summary"' in text
    said = {f"column:our {name}": name for name in HEAD}
    assert client.post(where + "meaning", said).status_code == 302
    assert "All 1 rows can be imported" in text_at(client, where)


def test_a_column_that_was_read_is_read_as_another_or_left_out(client: Client) -> None:
    where = drop(client, xlsx([HEAD, row(1, notes="As we saw it.")])).url
    client.post(where + "meaning", {"read:notes": "safety", "read:locator": ""})
    confirm(client, where)
    content = Draft.objects.get().content
    assert (content["safety"], "notes" in content, "locator" in content) == (
        "As we saw it.", False, False,
    )  # fmt: skip
    client.post(
        drop(client, xlsx([HEAD, row(2)])).url + "meaning",
        {"read:notes": "notes", "read:locator": "locator"},
    )
    assert Meaning.objects.count() == 0


def test_two_columns_read_as_one_are_refused_and_can_be_said_again(client: Client) -> None:
    where = drop(client, xlsx([HEAD, row(1)])).url
    client.post(where + "meaning", {"read:notes": "summary"})
    text = text_at(client, where)
    assert "is there twice" in text
    client.post(where + "meaning", {"read:notes": "notes"})
    assert "All 1 rows can be imported" in text_at(client, where)


def test_a_name_is_kept_as_a_provisional_term_and_not_asked_again(client: Client) -> None:
    where = drop(client, xlsx([HEAD, row(1, cancer="chordoma")])).url
    asked = 'name="name:cancer:chordoma"'
    assert asked in text_at(client, where)
    client.post(where + "meaning", {"name:cancer:chordoma": ""})
    assert asked in text_at(client, where)
    client.post(where + "meaning", {"keep:cancer:chordoma": "1"})
    assert asked not in text_at(client, where)


def test_what_was_said_and_refused_stands_there_again(client: Client) -> None:
    head = [name.replace("summary", "one-liner") for name in HEAD]
    where = drop(client, xlsx([head, row(1, cancer="chordoma")])).url
    refused = client.post(
        where + "meaning",
        {"name:cancer:chordoma": "nothing like it", "column:one-liner": "summary"},
    )
    text = refused.content.decode()
    assert refused.status_code == 422
    assert 'value="nothing like it"' in text
    assert '<option value="summary" selected>' in text


def test_the_reason_given_stays_when_the_preview_changed(client: Client, curator: Person) -> None:
    where = drop(client, xlsx([HEAD, row(1, effect="kills"), row(2)])).url
    late = client.post(where + "confirm", {"reason": "Checked.", "only_valid": "1"})
    assert late.status_code == 409
    assert re.search(r'name="only_valid"\s+value="1"\s+required\s+checked', late.content.decode())


def test_a_choice_between_two_sides_can_be_changed_again() -> None:
    world = World()
    version = world.accepted()
    client = client_of(world.author)
    cells = [version.item.accession, "1"]
    first = [["accession", "version", "locator"], [*cells, "figure 7"]]
    confirm(client, drop(client, xlsx(first)).url, reason="Checked.")
    where = drop(client, xlsx([first[0], [*cells, "figure 8"]])).url
    client.post(where + "meaning", {"choice:2:locator": "mine"})
    text = text_at(client, where)
    assert re.search(r'name="choice:2:locator"\s+value="mine"\s+checked', text)
    client.post(where + "meaning", {"choice:2:locator": "theirs"})
    assert "There is nothing in it to import" in text_at(client, where)


def test_submitting_is_shown_before_it_is_done(client: Client) -> None:
    rows = [HEAD, row(1), row(2, tissue="", cargo="miR-2 [kind: miRNA]")]
    where = drop(client, xlsx(rows)).url
    assert "All 2 rows can be imported" in text_at(client, where)
    before = seal_on(text_at(client, where))
    client.post(where + "meaning", {"submits": "1"})
    text = text_at(client, where)
    assert "1 of 2 rows cannot be imported" in text
    assert "Import and submit" in text
    assert client.post(where + "confirm", {"seal": before}).status_code == 409
    confirm(client, where, only_valid="1", interests="none")
    assert [v.standing.status for v in Version.objects.all()] == ["in_review"]


def test_a_submission_that_is_refused_undoes_the_whole_import(client: Client) -> None:
    where = drop(client, xlsx([HEAD, row(1), row(2, cargo="miR-2 [kind: miRNA]")])).url
    client.post(where + "meaning", {"submits": "1"})
    refused = confirm(client, where, interests=" ")
    assert refused.status_code == 422
    assert "Row 2:" in refused.content.decode()
    assert (Draft.objects.count(), Version.objects.count(), Import.objects.count()) == (0, 0, 0)


def test_another_file_dropped_in_meanwhile_changes_nothing_of_the_first(client: Client) -> None:
    first = drop(client, xlsx([HEAD, row(1)])).url
    seal = seal_on(text_at(client, first))
    second = drop(client, xlsx([HEAD, row(7)])).url
    assert client.post(second + "confirm", {"seal": seal}).status_code == 409
    assert client.post(first + "confirm", {"seal": seal}).status_code == 302
    assert Draft.objects.get().content["summary"] == "Claim 1."


def test_saying_something_else_in_another_tab_outdates_the_preview(client: Client) -> None:
    where = drop(client, xlsx([HEAD, row(1, cancer="chordoma")])).url
    seal = seal_on(text_at(client, where))
    client.post(where + "meaning", {"name:cancer:chordoma": "glioma"})
    assert client.post(where + "confirm", {"seal": seal}).status_code == 409
    assert Draft.objects.count() == 0


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


def test_headers_that_are_called_the_same_stay_apart_in_the_file_of_wrong_rows(
    client: Client, curator: Person
) -> None:
    head = [*HEAD, "remark", "remark", ""]
    where = drop(client, xlsx([head, [*row(1, effect="kills"), "one", "two", ""]])).url
    again = drop(client, client.get(where + "errors").content, "again.xlsx")
    sheet = judge_file(
        bytes(Upload.objects.get(pk=again.url.split("/")[-2]).data), name="a.xlsx",
        actor=curator,
    ).sheet  # fmt: skip
    assert sheet is not None
    cells = [cell for cell in sheet.rows[1].cells if cell in ("one", "two")]
    assert cells == ["one", "two"]
