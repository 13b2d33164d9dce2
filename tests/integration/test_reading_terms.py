"""The vocabulary and the glossary."""

import pytest
from django.test import Client

from evidence.actions.terms import add_term
from evidence.columns import COLUMNS
from evidence.enums import VOCABULARIES
from evidence.models import Term
from tests.factories import make_content, make_person, make_terms, make_version
from tests.reading import client_of
from tests.standing import bring_to

pytestmark = pytest.mark.django_db
LIST = "/terms/"


@pytest.fixture
def reader() -> Client:
    return client_of(make_person("reviewer"))


@pytest.fixture
def tree() -> dict[str, Term]:
    """Tumour above brain tumour above glioma."""
    make_terms()
    actor = make_person("curator")
    top = add_term(vocabulary="cancer", label="Tumour", actor=actor)
    middle = add_term(vocabulary="cancer", label="brain tumour", broader=top, actor=actor)
    Term.objects.filter(label="glioma").update(broader=middle)
    return {"top": top, "middle": middle, "low": Term.objects.get(label="glioma")}


def labels(client: Client, **chosen: str) -> list[str]:
    response = client.get(LIST, chosen)
    assert response.status_code == 200
    return [row["label"] for row in response.context["rows"]]


def test_the_lists_say_how_many_terms_they_have(reader: Client) -> None:
    make_terms()
    make_version(content=make_content(cargo=[{"name": "miR-9999", "kind": "mirna"}]))
    cards = {card["value"]: card for card in reader.get(LIST).context["vocabularies"]}
    assert list(cards) == list(VOCABULARIES.values)
    molecules = Term.objects.filter(vocabulary="molecule").count()
    assert (cards["molecule"]["count"], cards["molecule"]["provisional"]) == (molecules, 1)
    assert (cards["molecule"]["is_open"], cards["tissue"]["is_open"]) == (True, False)


def test_terms_are_found_by_name_synonym_and_code(reader: Client, tree: dict[str, Term]) -> None:
    add_term(
        vocabulary="molecule", label="CD274", synonyms=["PD-L1"],
        codes=[("HGNC:17635", "exact")], actor=make_person("curator"),
    )  # fmt: skip
    assert labels(reader, q="pd-l1") == ["CD274"]
    assert labels(reader, q="hgnc:17635") == ["CD274"]
    assert labels(reader, q="tumour", vocabulary="cancer") == ["brain tumour", "Tumour"]
    assert labels(reader, q="tumour", vocabulary="molecule") == []
    assert labels(reader, status="provisional") == []


def test_terms_count_claims_with_narrower_ones(reader: Client, tree: dict[str, Term]) -> None:
    make_version(content=make_content(cancer=[{"name": "glioma"}]))
    make_version(content=make_content(cancer=[{"name": "glioma"}, {"name": "brain tumour"}]))
    rows = reader.get(LIST, {"vocabulary": "cancer"}).context["rows"]
    counts = {row["label"]: row["claims"] for row in rows}
    assert counts == {
        "brain tumour": 2, "glioma": 2, "non-small cell lung carcinoma": 0, "Tumour": 2,
    }  # fmt: skip
    rows = Client().get(LIST, {"vocabulary": "cancer"}).context["rows"]
    assert {row["claims"] for row in rows} == {0}


def test_pages_follow_each_other(
    reader: Client, tree: dict[str, Term], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = labels(reader, q="a")
    monkeypatch.setattr("evidence.views.term_list.PAGE_SIZE", 3)
    seen, address = [], f"{LIST}?q=a"
    while address:
        response = reader.get(address)
        seen += [row["label"] for row in response.context["rows"]]
        following = response.context["next_href"]
        address = LIST + following if following else ""
    assert len(wanted) > 6
    assert seen == wanted


def test_the_page_of_a_term_shows_its_place_and_its_claims(
    reader: Client, tree: dict[str, Term]
) -> None:
    version = make_version(content=make_content(cancer=[{"name": "glioma"}]))
    context = reader.get(f"{LIST}{tree['middle'].pk}/").context
    assert [step["label"] for step in context["path"]] == ["Tumour"]
    assert [row["label"] for row in context["narrower"]] == ["glioma"]
    assert [(role["label"], role["count"]) for role in context["roles"]] == [("Cancer", 1)]
    assert [row["accession"] for row in context["rows"]] == [version.item.accession]
    link = context["roles"][0]["href"]
    assert [r["accession"] for r in reader.get(link).context["rows"]] == [version.item.accession]
    low = reader.get(f"{LIST}{tree['low'].pk}/").context
    assert [step["label"] for step in low["path"]] == ["Tumour", "brain tumour"]


def test_the_page_of_a_cargo_counts_it_as_cargo_alone(reader: Client) -> None:
    make_terms()
    make_version(content=make_content(cargo=[{"name": "miR-9999", "kind": "mirna"}]))
    term = Term.objects.get(vocabulary="molecule", label="miR-9999")
    roles = reader.get(f"{LIST}{term.pk}/").context["roles"]
    assert [(role["label"], role["count"]) for role in roles] == [("Cargo", 1)]


def test_visitors_learn_how_many_claims_wait(tree: dict[str, Term]) -> None:
    version = make_version(content=make_content(cancer=[{"name": "glioma"}]))
    address = f"{LIST}{tree['top'].pk}/"
    context = Client().get(address).context
    assert (context["total"], context["rows"], context["waiting"]) == (0, [], 1)
    bring_to(version, "accepted")
    context = Client().get(address).context
    assert (context["total"], context["waiting"]) == (1, 0)


def test_a_replaced_term_leads_to_the_new_one(reader: Client, tree: dict[str, Term]) -> None:
    version = make_version(content=make_content(cancer=[{"name": "gliomas"}]))
    old = Term.objects.get(label="gliomas")
    assert "still has to confirm" in reader.get(f"{LIST}{old.pk}/").content.decode()
    Term.objects.filter(pk=old.pk).update(status="obsolete", replaced_by=tree["low"])
    page = reader.get(f"{LIST}{old.pk}/").content.decode()
    assert f'href="{LIST}{tree["low"].pk}/"' in page
    found = reader.get(f"{LIST}{tree['low'].pk}/").context["rows"]
    assert [row["accession"] for row in found] == [version.item.accession]


@pytest.mark.parametrize(
    "query",
    [
        "vocabulary=x", "status=x", "q=%00", "after=x", "after=999999999", "colour=1",
        "after=99999999999999999999", "after=%C2%B2",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(reader: Client, query: str) -> None:
    make_terms()
    assert reader.get(f"{LIST}?{query}").status_code == 400


@pytest.mark.parametrize("number", ["0", "999999999999999999999999", "-1", "%00"])
def test_a_number_that_is_none_is_nowhere(reader: Client, number: str) -> None:
    assert reader.get(f"{LIST}{number}/").status_code == 404


def test_every_question_and_answer_is_in_the_glossary() -> None:
    page = Client().get("/guide/glossary/").content.decode()
    for column in COLUMNS:
        assert f'id="question-{column.name}"' in page
        lists = [column.choices, *(attribute.choices for attribute in column.attributes)]
        for choices in filter(None, lists):
            assert all(choice.label in page for choice in choices.choices)


def test_a_definition_stands_where_its_term_is_used_and_in_the_glossary(reader: Client) -> None:
    version = make_version()
    Term.objects.filter(vocabulary="agent", label="cisplatin").update(
        definition="A platinum compound that cross-links DNA."
    )
    item = reader.get(f"/items/{version.item.accession}/").content.decode()
    assert 'title="A platinum compound that cross-links DNA."' in item
    # Once on the chip, and once in full for those who do not hover.
    assert item.count("A platinum compound that cross-links DNA.") == 2
    assert "A platinum compound" in reader.get("/guide/glossary/").content.decode()
