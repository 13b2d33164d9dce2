"""A paper's wrong identifier is put right, and its accepted claims are reissued in one step."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from evidence.actions.citations import identifiers_of
from evidence.documents import content_of
from evidence.models import Citation, Version
from ground.errors import Stale
from ground.models import Event
from reviews.actions.correct import correct
from reviews.actions.decide import confirm
from reviews.actions.reissue import correct_identifiers
from reviews.models import Decision, Publication
from reviews.queries.violations import violations
from tests.factories import make_citation, make_person
from tests.posting import assert_says, text_of
from tests.reviewing import queries, signed_in
from tests.worlds import World, fresh

pytestmark = pytest.mark.django_db
WRONG, RIGHT = "10.1000/preprint.7", "10.1000/journal.7"
WHY = "The DOI was that of the preprint."
NONE = {"pmid": "", "pmcid": "", "doi": "", "nct": ""}


def world_with_wrong_doi() -> World:
    world = World()
    Citation.objects.filter(pk=world.citation.pk).update(doi=WRONG)
    world.citation.refresh_from_db()
    return world


def address(world: World) -> str:
    return reverse("reviews:citation-identifiers", args=[world.citation.key])


def posted(world: World, **changes: str) -> dict[str, str]:
    """What the form holds: what was seen, and the right DOI."""
    seen = {f"seen-{name}": value for name, value in identifiers_of(world.citation).items()}
    return NONE | seen | {"doi": RIGHT, "reason": WHY} | changes


def looked_at(client: Client, world: World, sent: dict[str, str]) -> dict[str, str]:
    """What the browser sends after the page has shown what will happen."""
    page = client.post(address(world), sent)
    assert page.status_code == 200
    return sent | {"looked_at": page.context["looked_at"]}


def test_every_accepted_claim_is_reissued_and_nothing_else_changes() -> None:
    world = world_with_wrong_doi()
    accepted = [world.accepted(), world.accepted()]
    waits, back = world.in_review(), world.returned()
    before = {version.pk: version.document for version in Version.objects.all()}
    client = signed_in(world.decider)
    page = client.post(address(world), posted(world))
    assert_says(page, "What will happen", f"DOI {WRONG} → {RIGHT}", WHY)
    assert_says(page, *(version.item.accession for version in (*accepted, waits)))
    assert back.item.accession not in text_of(page)
    sent = looked_at(client, world, posted(world))
    assert Version.objects.count() == len(before)
    assert client.post(address(world), sent).status_code == 303
    for old in accepted:
        new = Version.objects.get(item=old.item, number=2)
        was, now = json.loads(old.document), json.loads(new.document)
        assert now.pop("version") == was.pop("version") + 1
        assert now["citation"].pop("doi") == RIGHT
        assert was["citation"].pop("doi") == WRONG
        assert now == was
        assert new.supplement == old.supplement
        assert (fresh(old).standing.status, new.standing.status) == ("superseded", "accepted")
        decision = Decision.objects.get(round=new.pk)
        assert (decision.move, decision.decider) == ("correct", world.decider)
        assert Publication.objects.get(version=new).is_correction
        assert Publication.objects.get(version=old).public_until is not None
        assert set(new.terms.values_list("term", "role")) == set(
            old.terms.values_list("term", "role")
        )
        assert list(new.authorships.values_list("person", flat=True)) == [world.author.pk]
    for version in (waits, back):
        assert Version.objects.filter(item=version.item).count() == 1
    assert {pk: Version.objects.get(pk=pk).document for pk in before} == before
    event = Event.objects.get(stream=f"citation:{world.citation.pk}", verb="change identifiers")
    assert json.loads(event.data) == {"changed": {"doi": [WRONG, RIGHT]}, "reason": WHY}
    assert list(violations()) == []


def test_the_history_and_the_search_know_the_new_identifier() -> None:
    world = world_with_wrong_doi()
    old = world.accepted()
    client = signed_in(world.decider)
    client.post(address(world), looked_at(client, world, posted(world)))
    history = Client().get(reverse("reviews:history", args=[old.item.accession]))
    assert_says(history, "corrected, and approved by an editor", WHY)
    page = Client().get(reverse("evidence:item-list"), {"q": RIGHT})
    assert_says(page, old.item.accession)


def test_nothing_happens_that_the_page_has_not_shown() -> None:
    world = world_with_wrong_doi()
    world.accepted()
    client = signed_in(world.decider)
    sent = looked_at(client, world, posted(world))
    late = world.accepted()
    page = client.post(address(world), sent)
    assert page.status_code == 200
    assert_says(page, "What will happen", late.item.accession, WHY)
    page = client.post(address(world), sent | {"doi": "10.1000/another"})
    assert_says(page, "10.1000/another")
    world.citation.refresh_from_db()
    assert world.citation.doi == WRONG
    assert not Version.objects.filter(number=2).exists()


def test_twice_is_once() -> None:
    world = world_with_wrong_doi()
    world.accepted()
    sent = {"citation": world.citation, "identifiers": NONE | {"doi": RIGHT}, "reason": WHY,
            "seen": identifiers_of(world.citation), "actor": world.decider}  # fmt: skip
    assert len(correct_identifiers(**sent)) == 1
    assert correct_identifiers(**sent) == []
    assert Version.objects.filter(number=2).count() == 1


def test_of_two_editors_the_second_is_told_and_keeps_the_text() -> None:
    world = world_with_wrong_doi()
    world.accepted()
    client = signed_in(world.decider)
    sent = looked_at(client, world, posted(world))
    other = make_person("editor")
    correct_identifiers(
        citation=world.citation, identifiers=NONE | {"doi": WRONG, "pmid": "32978367"},
        seen=identifiers_of(world.citation), reason="PubMed has it.", actor=other,
    )  # fmt: skip
    world.citation.refresh_from_db()
    late = posted(world) | {f"seen-{k}": v for k, v in (NONE | {"doi": WRONG}).items()}
    page = client.post(address(world), looked_at(client, world, late))
    assert page.status_code == 409
    assert_says(page, "Somebody changed the identifiers of this paper meanwhile", "32978367", WHY)
    assert RIGHT in text_of(page)
    assert sent["doi"] == RIGHT


def test_the_action_refuses_what_was_seen_before_somebody_else() -> None:
    world = world_with_wrong_doi()
    with pytest.raises(Stale):
        correct_identifiers(
            citation=world.citation, identifiers=NONE | {"doi": RIGHT}, seen=NONE, reason=WHY,
            actor=world.decider,
        )  # fmt: skip


def test_an_identifier_of_another_citation_is_refused_with_what_to_do() -> None:
    world = world_with_wrong_doi()
    world.accepted()
    other = make_citation(title="The real one", identifiers={"doi": RIGHT})
    client = signed_in(world.decider)
    page = client.post(address(world), looked_at(client, world, posted(world)))
    assert page.status_code == 422
    assert_says(
        page, f"DOI {RIGHT} is another citation here: The real one ({other.key}).",
        "revise the claims of this citation onto that one", WHY,
        reverse("evidence:citation-detail", args=[other.key]),
    )  # fmt: skip
    assert not Version.objects.filter(number=2).exists()


@pytest.mark.parametrize(("changes", "sentence"), [
    ({"doi": "not one"}, "“not one” is not a DOI"),
    ({"reason": " "}, "Reason: say in a sentence why."),
])  # fmt: skip
def test_what_does_not_fit_is_said_beside_its_field(changes: dict[str, str], sentence: str) -> None:
    world = world_with_wrong_doi()
    client = signed_in(world.decider)
    page = client.post(address(world), looked_at(client, world, posted(world, **changes)))
    assert page.status_code == 422
    assert_says(page, sentence)


def test_who_may_not_decide_one_of_the_claims_changes_none() -> None:
    world = world_with_wrong_doi()
    claim = world.accepted()
    author = make_person("curator", "editor")
    world.accepted(author=author)
    client = signed_in(author)
    page = client.post(address(world), looked_at(client, world, posted(world)))
    assert page.status_code == 403
    assert_says(page, "You are an author of this item, and nobody decides their own item.",
                "Ask an editor who may decide all of these claims.", WHY)  # fmt: skip
    world.citation.refresh_from_db()
    assert world.citation.doi == WRONG
    assert Version.objects.filter(item=claim.item).count() == 1


def test_a_claim_accepted_afterwards_waits_to_be_reissued() -> None:
    world = world_with_wrong_doi()
    late = world.agreed()
    correct_identifiers(
        citation=world.citation, identifiers=NONE | {"doi": RIGHT},
        seen=identifiers_of(world.citation), reason=WHY, actor=world.decider,
    )  # fmt: skip
    assert Version.objects.filter(item=late.item).count() == 1
    client = signed_in(world.decider)
    assert_says(client.get(address(world)), "Under review, and judged as submitted")
    world.citation.refresh_from_db()
    confirm(version=late, actor=world.decider)
    assert json.loads(fresh(late).document)["citation"]["doi"] == WRONG
    client.post(address(world), looked_at(client, world, posted(world)))
    assert (
        json.loads(Version.objects.get(item=late.item, number=2).document)["citation"]["doi"]
        == RIGHT
    )


def test_a_reissued_claim_can_be_corrected_like_any_other() -> None:
    world = world_with_wrong_doi()
    world.accepted()
    [new] = correct_identifiers(
        citation=world.citation, identifiers=NONE | {"doi": RIGHT},
        seen=identifiers_of(world.citation), reason=WHY, actor=world.decider,
    )  # fmt: skip
    content = content_of(new.document, new.supplement) | {"locator": "figure 9"}
    third = correct(
        version=fresh(new), content=content, reason="Another figure.", proposer=world.author,
        actor=world.decider,
    )  # fmt: skip
    assert third.number == 3


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_claims(rows: int) -> None:
    world = world_with_wrong_doi()
    for _ in range(rows):
        world.accepted()
        world.in_review()
    Citation.objects.filter(pk=world.citation.pk).update(doi=RIGHT)
    client = signed_in(world.decider)
    assert client.get(address(world)).context["rows"][rows - 1]
    assert queries(client, address(world)) == 10
