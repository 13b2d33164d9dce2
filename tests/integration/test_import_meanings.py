"""What a person says of their file in the preview: headers, names, sides, how to import."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from evidence.models import Draft, Version
from exchange.models import Import, Meaning, Upload
from exchange.presenters import preview
from exchange.queries.files import judge_file
from tests.factories import make_person, make_terms
from tests.importing import confirm, drop, seal_on, text_at
from tests.reading import client_of
from tests.workbooks import HEAD, row, xlsx
from tests.worlds import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator() -> Person:
    make_terms()
    return make_person("curator")


@pytest.fixture
def client(curator: Person) -> Client:
    return client_of(curator)


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


def test_saying_something_else_in_another_tab_outdates_the_preview(client: Client) -> None:
    where = drop(client, xlsx([HEAD, row(1, cancer="chordoma")])).url
    seal = seal_on(text_at(client, where))
    client.post(where + "meaning", {"name:cancer:chordoma": "glioma"})
    assert client.post(where + "confirm", {"seal": seal}).status_code == 409
    assert Draft.objects.count() == 0


def test_headers_that_are_called_the_same_stay_apart_in_the_file_of_wrong_rows(
    client: Client, curator: Person
) -> None:
    head = [*HEAD, "remark", "remark", ""]
    where = drop(client, xlsx([head, [*row(1, effect="kills"), "one", "two", ""]])).url
    again = drop(client, client.get(where + "errors").getvalue(), "again.xlsx")
    sheet = judge_file(
        bytes(Upload.objects.get(pk=again.url.split("/")[-2]).data), name="a.xlsx",
        actor=curator,
    ).sheet  # fmt: skip
    assert sheet is not None
    cells = [cell for cell in sheet.rows[1].cells if cell in ("one", "two")]
    assert cells == ["one", "two"]


def test_many_rows_changed_on_both_sides_are_asked_page_by_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(preview, "MOST_BOTH", 1)
    world = World()
    versions = [world.accepted(), world.accepted(effect=[{"name": "mixed"}])]
    client = client_of(world.author)

    def rows(figure: str) -> list[list[str]]:
        names = [version.item.accession for version in versions]
        return [["accession", "version", "locator"], *([name, "1", figure] for name in names)]

    confirm(client, drop(client, xlsx(rows("figure 7"))).url, reason="Checked.")
    where = drop(client, xlsx(rows("figure 8"))).url
    first, second = text_at(client, where), text_at(client, where + "?both=1")
    assert ("choice:2:locator" in first, "choice:3:locator" in first) == (True, False)
    assert ("choice:2:locator" in second, "choice:3:locator" in second) == (False, True)
    assert "1 to 1 of 2" in first
    assert 'href="?both=1#both-title">Next' in first
    assert "Next" not in second.partition("both-title")[2].partition("</section>")[0]
    client.post(where + "meaning", {"choice:2:locator": "mine", "choice:3:locator": "theirs"})
    assert "1 to 1 of 2" in text_at(client, where)
    confirm(client, where)
    drafts = Draft.objects.visible_to(world.author).open().order_by("item__number")
    assert [draft.content["locator"] for draft in drafts] == ["figure 8", "figure 7"]
