"""Importing a spreadsheet: what is judged, what is written, and that it is written once."""

from typing import Any

import pytest

from accounts.models import Person
from evidence.models import Citation, Draft, Item, Term, TermCode, Version
from exchange.actions.import_items import Wishes, import_file, seal_of
from exchange.models import Import, ImportedRow
from exchange.queries.files import JudgedFile, judge_file
from ground.errors import Denied, Stale
from tests.factories import make_citation, make_content, make_person, make_terms, make_version
from tests.workbooks import HEAD, csv_text, row, xlsx

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def look(rows: list[list[Any]], actor: Person, **more: Any) -> JudgedFile:
    return judge_file(xlsx([HEAD, *rows]), name="claims.xlsx", actor=actor, **more)


def bring(rows: list[list[Any]], actor: Person, **wishes: Any) -> Any:
    return import_file(
        data=xlsx([HEAD, *rows]), name="claims.xlsx", wishes=Wishes(**wishes), actor=actor
    )


@pytest.fixture
def curator() -> Person:
    make_terms()
    return make_person("curator")


def test_looking_writes_nothing(curator: Person) -> None:
    file = look([row(1), row(2)], curator)
    assert file.outcome.changes == {"new": 2, "changed": 0, "unchanged": 0, "both_sides": 0}
    assert file.outcome.outcome == "accept_warn"
    assert Item.objects.count() == Draft.objects.count() == Citation.objects.count() == 0


def test_new_rows_become_drafts_of_one_new_paper(curator: Person) -> None:
    made = bring([row(1), row(2)], curator)
    drafts = list(Draft.objects.visible_to(curator).order_by("item__number"))
    assert made.outcome.outcome == "accept_warn"
    assert [draft.content["summary"] for draft in drafts] == ["Claim 1.", "Claim 2."]
    assert drafts[0].content["cargo"] == [{"name": "miR-193a", "kind": "mirna"}]
    assert {draft.citation.pmid for draft in drafts} == {"32978367"}
    assert ImportedRow.objects.filter(of=made.made).count() == 2
    assert Version.objects.count() == 0


def test_the_same_file_twice_is_once(curator: Person) -> None:
    bring([row(1), row(2)], curator)
    again = bring([row(1), row(2)], curator)
    assert again.outcome.code == "imported_before"
    assert again.outcome.exit_code == 0
    assert (Import.objects.count(), Draft.objects.count()) == (1, 2)


def test_rows_imported_before_are_known_again_in_another_file(curator: Person) -> None:
    bring([row(1), row(2)], curator)
    more = bring([row(1), row(2), row(3)], curator)
    assert more.outcome.changes == {"new": 1, "changed": 0, "unchanged": 2, "both_sides": 0}
    assert Draft.objects.count() == 3


def test_all_errors_of_all_rows_at_once_and_nothing_written(curator: Person) -> None:
    bad = bring(
        [row(1, tissue="bone narrow"), row(2), row(3, pmid="33 253", effect="restores")], curator
    )
    assert [(e.row, e.column, e.code) for e in bad.outcome.errors] == [
        (2, "tissue", "not_in_list"), (4, "effect", "not_in_list"), (4, "pmid", "identifier"),
    ]  # fmt: skip
    assert bad.outcome.errors[0].hint == "Did you mean “bone marrow”?"
    assert (bad.outcome.outcome, bad.outcome.exit_code) == ("row_errors", 1)
    assert (bad.outcome.rows_total, bad.outcome.rows_ok, bad.outcome.rows_error) == (3, 1, 2)
    assert Draft.objects.count() == 0


def test_only_the_valid_rows_on_request(curator: Person) -> None:
    made = bring([row(1, tissue="bone narrow"), row(2)], curator, only_valid=True)
    assert made.made.rows_left_out == 1
    assert Draft.objects.get().content["summary"] == "Claim 2."


def test_an_external_id_makes_a_repeated_import_change_its_claim(curator: Person) -> None:
    bring([row(1, external_ids="lab [id: 17]")], curator)
    again = bring([row(1, external_ids="lab [id: 17]", locator="figure 5")], curator)
    assert again.outcome.changes == {"new": 0, "changed": 1, "unchanged": 0, "both_sides": 0}
    draft = Draft.objects.get()
    assert (draft.content["locator"], draft.revision) == ("figure 5", 2)


def test_synonyms_are_resolved_and_said(curator: Person) -> None:
    file = look([row(1, tissue="BMSC")], curator)
    assert [w.message for w in file.outcome.warnings if w.code == "synonym"] == [
        "“BMSC” is read as the donor tissue “bone marrow”."
    ]


def test_codes_are_read_as_their_terms(curator: Person) -> None:
    for label, vocabulary, code in (
        ("bone marrow", "tissue", "UBERON:1"),
        ("glioma", "cancer", "DOID:1"),
    ):
        term = Term.objects.get(vocabulary=vocabulary, label=label)
        TermCode.objects.create(term=term, curie=code, match="exact")
    bring([row(1, tissue="uberon:1", cancer="DOID:1")], curator)
    content = Draft.objects.get().content
    assert [content[name][0]["name"] for name in ("tissue", "cancer")] == ["bone marrow", "glioma"]
    file = look([row(2, cancer="DOID:1; DOID:2")], curator)
    said = {w.value: (w.code, w.message) for w in file.outcome.warnings if w.column == "cancer"}
    assert said["DOID:1"] == ("code", "“DOID:1” is read as “glioma”.")
    assert said["DOID:2"][0] == "unlisted_name"


def test_a_name_with_another_number_is_not_offered(curator: Person) -> None:
    file = look([row(1, cargo="miR-122"), row(2, cargo="miRR-21")], curator)
    hints = {w.value: w.hint for w in file.outcome.warnings if w.code == "unlisted_name"}
    assert hints == {"miR-122": "", "miRR-21": "Did you mean “miR-21”?"}


def test_an_identifier_says_what_was_most_likely_meant(curator: Person) -> None:
    hints = {
        "32978367.0": "Did you mean “32978367”?", "３２９７８３６７": "Did you mean “32978367”?",
        "PMC7519062": "This is a PMCID: it belongs in the column pmcid.",
    }  # fmt: skip
    file = look([row(n, pmid=said) for n, said in enumerate(hints, start=1)], curator)
    assert {e.value: e.hint for e in file.outcome.errors} == hints


def test_empty_leaves_and_clear_clears(curator: Person) -> None:
    bring([row(1, external_ids="lab [id: 1]")], curator)
    bring([row(1, external_ids="lab [id: 1]", locator="", cancer="[clear]")], curator)
    content = Draft.objects.get().content
    assert content["locator"] == "figure 4"
    assert "cancer" not in content


def exported(version: Version, **changes: Any) -> bytes:
    head = ["accession", "version", *changes]
    cells = [version.item.accession, str(version.number), *changes.values()]
    return csv_text([head, cells]).encode()


def test_clear_does_not_pass_by_what_somebody_changed_meanwhile(curator: Person) -> None:
    bring([row(1)], curator)
    draft = Draft.objects.get()
    head, where = ["draft", "locator"], f"{draft.pk}@{draft.revision}"
    for said, kind in (("figure 9", "changed"), ("[clear]", "both_sides")):
        data = csv_text([head, [where, said]]).encode()
        found = import_file(data=data, name="a.csv", wishes=Wishes(), actor=curator)
        assert found.outcome.changes[kind] == 1
    assert Draft.objects.get().content["locator"] == "figure 9"


def test_a_row_of_two_claims_is_refused(curator: Person) -> None:
    bring([row(1), row(2)], curator)
    one, other = Draft.objects.order_by("item__number")
    cells = [other.item.accession, f"{one.pk}@1", "figure 9"]
    data = csv_text([["accession", "draft", "locator"], cells]).encode()
    file = judge_file(data, name="a.csv", actor=curator)
    assert [(e.row, e.column, e.code) for e in file.outcome.errors] == [
        (2, "accession", "two_claims")
    ]


def test_a_version_in_review_is_not_touched(curator: Person) -> None:
    version = make_version(curator)
    file = judge_file(exported(version, locator="figure 9"), name="a.csv", actor=curator)
    assert [(e.row, e.code) for e in file.outcome.errors] == [(2, "not_open")]
    same = judge_file(exported(version, locator="figure 4"), name="a.csv", actor=curator)
    assert same.outcome.changes["unchanged"] == 1


def test_what_nobody_may_see_is_not_there(curator: Person) -> None:
    from evidence.actions.drafts import start_draft

    other = start_draft(citation=None, content={}, actor=make_person("curator"))
    data = csv_text([["accession", "locator"], [other.item.accession, "figure 1"]]).encode()
    file = judge_file(data, name="a.csv", actor=curator)
    assert [e.code for e in file.outcome.errors] == ["unknown_accession"]


def test_a_confirmation_is_bound_to_what_was_shown(curator: Person) -> None:
    bring([row(1, external_ids="lab [id: 1]")], curator)
    changed = [row(1, external_ids="lab [id: 1]", locator="figure 5")]
    seal = seal_of(look(changed, curator).judgement, Wishes())
    draft = Draft.objects.get()
    draft.revision += 1
    draft.save(update_fields=["revision"])
    with pytest.raises(Stale):
        bring(changed, curator, preview=seal)


def test_submitting_in_the_same_step(curator: Person) -> None:
    made = bring([row(1), row(2, cargo="miR-2 [kind: miRNA]")], curator, submits=True)
    assert made.made.submitted
    assert Version.objects.filter(standing__status="in_review").count() == 2


def test_people_without_the_role_import_nothing() -> None:
    make_terms()
    with pytest.raises(Denied):
        bring([row(1)], make_person("reviewer"))


def test_a_paper_that_is_known_is_used(curator: Person) -> None:
    known = make_citation(identifiers={"pmid": "32978367"})
    bring([row(1)], curator)
    assert Draft.objects.get().citation == known


def test_identical_claims_are_refused(curator: Person) -> None:
    known = make_citation(identifiers={"pmid": "32978367"})
    make_version(citation=known, content=make_content(summary="Same.", locator="figure 4"))
    file = look([row(1), row(1, locator="figure 4")], curator)
    assert [(e.row, e.code) for e in file.outcome.errors] == [(3, "identical")]
