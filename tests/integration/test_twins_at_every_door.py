"""Identical claims and twins: one rule and one sentence at the page, the API and the import."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from evidence.documents import content_of
from evidence.models import Draft, Version, VersionAuthor
from exchange.actions.import_items import Wishes, import_file
from exchange.queries.files import judge_file
from exchange.queries.judgement import Asked
from reviews.policies.submission import identical_sentence, near_claims, same_claim, twin_sentence
from tests.asking import Program, refused, told
from tests.factories import make_citation, make_draft, make_person, make_terms
from tests.importing import confirm, drop, text_at
from tests.posting import assert_says
from tests.workbooks import HEAD, row, xlsx

pytestmark = pytest.mark.django_db
WHY = "The mice are another experiment."


@pytest.fixture
def curator() -> Person:
    return make_person("curator")


@pytest.fixture
def known() -> Version:
    """What `row(1)` says, imported and submitted by somebody else."""
    make_terms()
    make_citation(identifiers={"pmid": "32978367"})
    wishes = Wishes(submits=True)
    import_file(
        data=workbook(row(1)), name="first.xlsx", wishes=wishes, actor=make_person("curator")
    )
    return Version.objects.get()


def workbook(*rows: list[object]) -> bytes:
    """A file of rows, each with what it says in `why_separate` behind it."""
    return xlsx([[*HEAD, "why_separate"], *rows])


def test_a_program_is_told_what_the_page_tells(curator: Person, known: Version) -> None:
    program = Program(curator)
    same = content_of(known.document, known.supplement)
    for content, pointer, sentence in (
        (same, "", identical_sentence(known)),
        (same | {"locator": "table 2"}, "#/why_separate", twin_sentence([known])),
    ):
        draft = make_draft(curator, citation=known.citation, content=content)
        path = f"/drafts/{draft.pk}/submit"
        match = program.get(f"/drafts/{draft.pk}")["ETag"]
        problem = refused(program.post(path, {"interests": "none"}, match=match), 422, "invalid")
        assert sentence in (problem["detail"], problem["problems"][0]["message"])
        assert problem["problems"][0].get("pointer", "") == pointer
        page = Client()
        page.force_login(curator)
        submission = {"revision": "1", "has_interests": "none"}
        answer = page.post(reverse("evidence:draft-submit", args=[draft.pk]), submission)
        assert answer.status_code == 422
        assert_says(answer, sentence)
        assert Version.objects.count() == 1
    told(program.post(path, {"interests": "none", "why_separate": WHY}, match=match), 201)
    assert Version.objects.get(item=draft.item).round.why_separate == WHY


def test_a_file_that_is_submitted_in_the_same_step_is_asked(
    curator: Person, known: Version
) -> None:
    where = f"{known.item.accession}, version 1"
    rows = [
        [*row(1), ""],
        [*row(1, locator="table 2"), ""],
        [*row(2, locator="table 3"), WHY],
        [*row(2, locator="table 3"), WHY],
    ]
    file = judge_file(workbook(*rows), name="twins.xlsx", asked=Asked(submits=True), actor=curator)
    assert [(e.row, e.code, e.column, e.message) for e in file.outcome.errors] == [
        (2, "identical", "", same_claim(where)),
        (3, "twin", "why_separate", near_claims([where])),
        (5, "identical", "", same_claim("row 4")),
    ]
    answered = [[*row(1, locator="table 2"), WHY], [*row(2, locator="table 3"), WHY]]
    made = import_file(
        data=workbook(*answered), name="twins.xlsx", wishes=Wishes(submits=True), actor=curator
    )
    assert made.outcome.rows_error == 0
    whys = Version.objects.exclude(pk=known.pk).values_list("round__why_separate", flat=True)
    assert list(whys) == [WHY, WHY]


def test_the_preview_of_drafts_warns_and_names_the_other(curator: Person, known: Version) -> None:
    page = Client()
    page.force_login(curator)
    data = workbook([*row(1, locator="table 2"), ""], [*row(2, locator="table 3"), WHY])
    where = drop(page, data)["Location"]
    text = text_at(page, where)
    accession = f"{known.item.accession}, version 1"
    for sentence in (near_claims([accession]), near_claims([accession, "row 2"])):
        assert sentence in text
    assert "is kept only where rows are submitted in this step" in text
    confirm(page, where)
    assert Draft.objects.visible_to(curator).count() == 2


def test_a_claim_is_no_twin_of_its_own_versions(known: Version) -> None:
    author = Person.objects.get(pk=VersionAuthor.objects.get(version=known).person_id)
    data = xlsx([["accession", *HEAD], [known.item.accession, *row(1, notes="Seen twice.")]])
    file = judge_file(data, name="own.xlsx", asked=Asked(submits=True), actor=author)
    assert {e.code for e in file.outcome.errors} & {"twin", "identical"} == set()
