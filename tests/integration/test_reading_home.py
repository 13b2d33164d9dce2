"""The first page: what everybody learns, and the one exception to sight."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions.demo import make_demo_accounts
from evidence.models import Version
from evidence.queries.counts import released
from tests.factories import make_citation, make_content, make_draft, make_person, make_version
from tests.reading import client_of
from tests.standing import bring_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor() -> Client:
    return Client()


def starter(**changes: Any) -> Version:
    """A claim entered under the external id that the settings show to newcomers."""
    return make_version(
        content=make_content(external_ids=[{"name": "starter", "id": "MSCEV-001"}], **changes)
    )


def text_of(client: Client, address: str = "/") -> str:
    page = re.sub(r"<[^>]+>", " ", client.get(address).content.decode())
    return " ".join(page.split())


def steps(client: Client) -> dict[str, int]:
    return {step["label"]: step["count"] for step in client.get("/").context["steps"]}


def careful(client: Client) -> dict[str, int]:
    return {entry["label"]: entry["count"] for entry in client.get("/").context["doubtful"]}


def test_an_empty_site_says_so_without_failing(visitor: Client) -> None:
    page = text_of(visitor)
    assert "each checked by people before it counts" in page
    assert "What a claim looks like" not in page
    assert steps(visitor) == {"in review": 0, "agreed": 0, "accepted": 0, "released": 0}


def test_the_strip_counts_where_claims_stand(visitor: Client) -> None:
    statuses = ["in_review", "in_review", "split", "agreed", "accepted", "returned", "withdrawn"]
    for status in statuses:
        bring_to(make_version(), status)
    assert steps(visitor) == {"in review": 3, "agreed": 1, "accepted": 1, "released": 0}
    assert "Nothing here has been reviewed yet" not in text_of(visitor)


def test_before_the_first_review_it_says_that_nothing_was_reviewed(visitor: Client) -> None:
    make_version()
    assert "Nothing here has been reviewed yet" in text_of(visitor)


def test_nothing_is_released_where_nothing_can_be() -> None:
    assert released() == 0


def test_visitors_see_the_starter_claim_and_no_other(visitor: Client) -> None:
    make_version(content=make_content(cargo=[{"name": "miR-secret", "kind": "mirna"}]))
    version = starter()
    page = text_of(visitor)
    assert "EVs of bone marrow donor" not in page  # parts carry labels in between
    for words in ("miR-193a", "restore the sensitivity of", "in review", "read from the abstract"):
        assert words in page
    assert "miR-secret" not in page
    assert version.item.accession not in page
    assert visitor.get(f"/items/{version.item.accession}/").status_code == 404


@pytest.mark.parametrize("status", ["split", "agreed"])
def test_visitors_learn_nothing_of_how_its_review_goes(visitor: Client, status: str) -> None:
    bring_to(starter(), status)
    assert visitor.get("/").context["showcase"]["status"] == "in review"


@pytest.mark.parametrize("status", ["returned", "rejected", "withdrawn", "retired"])
def test_what_was_not_accepted_is_no_showcase(visitor: Client, status: str) -> None:
    bring_to(starter(), status)
    assert visitor.get("/").context["showcase"] is None


def test_an_accepted_claim_takes_the_place_of_the_starter_claim(visitor: Client) -> None:
    starter()
    accepted = make_version()
    bring_to(accepted, "accepted")
    shown = visitor.get("/").context["showcase"]
    assert (shown["accession"], shown["status"]) == (accepted.item.accession, "accepted")


def test_what_needs_care_is_counted_and_leads_to_its_list(visitor: Client) -> None:
    paper = make_citation(status="retracted", status_source="https://journal.example/retraction")
    make_version(content=make_content(doubt="Look again."))
    make_version(citation=paper, content=make_content(read_from=[{"name": "title_only"}]))
    make_version(citation=make_citation(kind="unidentified"))
    bring_to(make_version(content=make_content(doubt="Gone.")), "withdrawn")
    expected = {
        "doubtful": 1, "title only": 1, "of a retracted paper": 1,
        "of a paper nobody identified": 1,
    }  # fmt: skip
    assert careful(visitor) == expected
    for entry in visitor.get("/").context["doubtful"]:
        page = text_of(visitor, entry["href"])
        assert "1 claim matches and is under review" in page
    reader = client_of(make_person("reviewer"))
    assert careful(reader) == expected
    for entry in reader.get("/").context["doubtful"]:
        assert reader.get(entry["href"]).context["total"] == 1


def test_visitors_of_the_list_learn_a_number_and_where_to_sign_in(visitor: Client) -> None:
    make_version()
    make_version(content=make_content(cancer=[{"name": "glioma"}]))
    response = visitor.get("/items/?q=glioma")
    assert response.context["rows"] == []
    assert "1 claim matches and is under review" in text_of(visitor, "/items/?q=glioma")
    assert "/sign-in/?next=/items/%3Fq%3Dglioma" in response.content.decode()


def test_the_doors_stand_open_in_a_demonstration_only(visitor: Client, settings: Any) -> None:
    settings.DEMO = True
    make_demo_accounts()
    assert "Try as curator" in text_of(visitor)
    settings.DEMO = False
    assert "Try as" not in text_of(visitor)


@pytest.mark.parametrize(
    ("role", "title", "name"),
    [
        ("curator", "Enter a claim", "evidence:draft-start"),
        ("reviewer", "Read what is in review", "evidence:item-list"),
        ("editor", "Read what is in review", "evidence:item-list"),
    ],
)
def test_each_role_has_one_next_step(role: str, title: str, name: str) -> None:
    context = client_of(make_person(role)).get("/").context
    assert context["next"]["title"] == title
    assert context["next"]["href"].startswith(reverse(name))


def test_a_draft_is_the_next_step_of_its_author_alone() -> None:
    author, other = make_person("curator"), make_person("curator")
    draft = make_draft(author)
    page = client_of(author).get("/")
    assert page.context["next"]["title"] == f"Go on with {draft.item.accession}"
    assert [row["accession"] for row in page.context["drafts"]] == [draft.item.accession]
    assert draft.item.accession not in client_of(other).get("/").content.decode()
