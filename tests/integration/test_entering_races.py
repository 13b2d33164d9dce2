"""Two presses at the same moment: one draft, one version, one text, and the other told."""

import pytest
from django.db import connection

from evidence.actions.drafts import open_draft, save_draft
from evidence.models import Draft, ExternalId, Item, Term, Version
from ground.errors import Invalid
from reviews.actions.submit import submit
from tests.factories import make_citation, make_content, make_draft, make_person
from tests.races import at_once

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.both]


def test_one_press_of_many_opens_a_draft() -> None:
    curator = make_person("curator")
    citation = make_citation(actor=curator)

    def press() -> object:
        return open_draft(citation=citation, actor=curator)

    def hold() -> object:
        return open_draft(citation=None, actor=curator)

    assert at_once(hold, press, press, press) == ["done"] * 3
    assert Draft.objects.filter(citation=citation).count() == 1


def test_one_of_two_tabs_saves_and_the_other_is_told() -> None:
    curator = make_person("curator")
    draft = make_draft(curator)
    texts = [make_content(locator=f"table {n}") for n in (1, 2)]

    def save(content: dict[str, object]) -> object:
        return save_draft(
            draft=draft, content=content, citation=draft.citation, revision=1, actor=curator
        )

    def hold() -> object:
        return Draft.objects.select_for_update().get(pk=draft.pk)

    outcomes = at_once(hold, lambda: save(texts[0]), lambda: save(texts[1]))
    assert outcomes == ["Stale", "done"]
    now = Draft.objects.get(pk=draft.pk)
    assert now.revision == 2
    assert now.content in texts


def test_submitting_twice_at_once_makes_one_version() -> None:
    curator = make_person("curator")
    draft = make_draft(curator)

    def press() -> object:
        return submit(draft=draft, revision=1, interests="none", actor=curator)

    def hold() -> object:
        return Item.objects.select_for_update().get(pk=draft.item_id)

    assert at_once(hold, press, press) == ["done", "done"]
    assert Version.objects.filter(item=draft.item).count() == 1


def test_of_two_equal_claims_submitted_at_once_one_is_refused() -> None:
    citation, content = make_citation(), make_content()
    authors = [make_person("curator"), make_person("curator")]
    one, two = (make_draft(author, citation=citation, content=content) for author in authors)

    def press(draft: Draft) -> object:
        return submit(
            draft=draft, revision=1, interests="none", why_separate="x", actor=draft.authors.get()
        )

    def hold() -> object:
        with connection.cursor() as cursor:
            name = f"claims of citation {citation.pk}"
            return cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])

    assert at_once(hold, lambda: press(one), lambda: press(two)) == ["Invalid", "done"]
    assert Version.objects.count() == 1


def test_two_claims_with_the_same_new_name_share_one_provisional_term() -> None:
    new = make_content(cargo=[{"name": "miR-4711", "kind": "mirna"}])
    drafts = [make_draft(make_person("curator"), content=new) for _ in range(2)]

    def press(draft: Draft) -> object:
        return submit(draft=draft, revision=1, interests="none", actor=draft.authors.get())

    def hold() -> object:
        with connection.cursor() as cursor:
            lock = "SELECT pg_advisory_xact_lock(hashtextextended('vocabulary', 0))"
            return cursor.execute(lock)

    assert at_once(hold, lambda: press(drafts[0]), lambda: press(drafts[1])) == ["done", "done"]
    assert Term.objects.filter(label="miR-4711", status="provisional").count() == 1
    assert Version.objects.count() == 2


def test_one_of_two_claims_gets_an_id_in_another_collection_and_the_other_a_sentence() -> None:
    curator = make_person("curator")
    ids = [{"name": "lab", "id": "7"}, {"name": "lab", "id": "8"}]
    drafts = [
        make_draft(curator, content=make_content(external_ids=given, cargo=[cargo]))
        for given, cargo in (
            (ids, {"name": "miR-193a", "kind": "mirna"}),
            (ids[::-1], {"name": "miR-9", "kind": "mirna"}),
        )
    ]
    refusals: list[str] = []

    def press(draft: Draft) -> object:
        try:
            return submit(draft=draft, revision=1, interests="none", actor=curator)
        except Invalid as error:
            refusals.extend(problem.message for problem in error.problems)
            raise

    def hold() -> object:
        # Both have looked by the time that either may write.
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE evidence_externalid IN SHARE MODE")
        return None

    outcomes = at_once(hold, lambda: press(drafts[0]), lambda: press(drafts[1]))
    assert outcomes == ["Invalid", "done"]
    winner = Version.objects.get().item
    assert sorted(refusals) == [
        f"External ids: lab {number} is {winner.accession} already, and an id names one claim. "
        "Correct the id or delete the row."
        for number in (7, 8)
    ]
    assert sorted(ExternalId.objects.values_list("value", "item")) == [
        ("7", winner.pk), ("8", winner.pk),
    ]  # fmt: skip
    assert Draft.objects.filter(closed_at=None).count() == 1
