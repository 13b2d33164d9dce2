"""The list as somebody wants it: columns, order, searches they keep."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from evidence.actions.searches import MOST_SEARCHES, save_search
from evidence.list_columns import ORDERS
from evidence.models import SavedSearch, Version
from evidence.queries import items, sorted_pages
from tests.factories import make_citation, make_content, make_person, make_terms, make_version
from tests.reading import LIST, accessions, client_of

pytestmark = pytest.mark.django_db
KEPT = "/me/searches/"


@pytest.fixture
def four() -> list[str]:
    """Four claims whose years, cancers and effects run against their accessions."""
    make_terms()
    author = make_person("curator")
    said = [
        (2021, "glioma", "restores_sensitivity"), (2019, "breast cancer", "promotes_resistance"),
        (None, None, "restores_sensitivity"), (2020, "Acute leukaemia", "no_effect"),
    ]  # fmt: skip
    made = []
    for year, cancer, effect in said:
        content = make_content(
            cancer=[{"name": cancer}] if cancer else {"unknown": "not_reported"},
            effect=[{"name": effect}],
        )
        issued = {"issued": {"date-parts": [[year]]}} if year else {}
        paper = make_citation(actor=author, csl=issued)
        made.append(make_version(author, content=content, citation=paper).item.accession)
    return made


@pytest.fixture
def reader() -> Client:
    return client_of(make_person("reviewer"))


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("item", [0, 1, 2, 3]),
        ("-item", [3, 2, 1, 0]),
        ("-submitted", [3, 2, 1, 0]),
        ("year", [1, 3, 0, 2]),
        ("-year", [0, 3, 1, 2]),
        ("cancer", [3, 1, 0, 2]),
        ("-cancer", [0, 1, 3, 2]),
        ("effect", [3, 1, 0, 2]),
        ("-effect", [0, 2, 1, 3]),
    ],
)
def test_each_order_is_kept_from_page_to_page_and_back(
    reader: Client, four: list[str], monkeypatch: pytest.MonkeyPatch, sort: str, expected: list[int]
) -> None:
    wanted = [four[place] for place in expected]
    assert accessions(reader, sort=sort) == wanted
    for module in (items, sorted_pages):
        monkeypatch.setattr(module, "PAGE_SIZE", 3)
    first = reader.get(LIST, {"sort": sort})
    second = reader.get(LIST + first.context["pager"]["next"])
    assert [row["accession"] for row in second.context["rows"]] == wanted[3:]
    back = reader.get(LIST + second.context["pager"]["previous"])
    assert [row["accession"] for row in back.context["rows"]] == wanted[:3]
    assert back.context["pager"]["previous"] == ""


def test_every_order_of_the_list_can_be_asked_for(reader: Client, four: list[str]) -> None:
    for name in ORDERS:
        assert set(accessions(reader, sort=name)) == set(four), name


def test_a_head_sorts_and_turns_round_and_keeps_the_filters(
    reader: Client, four: list[str]
) -> None:
    def head(address: str) -> dict[str, Any]:
        heads = reader.get(address).context["heads"]
        return next(head for head in heads if head["name"] == "cancer")

    there = LIST + head(f"{LIST}?effect=restores_sensitivity")["href"]
    assert accessions(reader, there) == [four[0], four[2]]
    assert head(there)["sorted"] == "ascending"
    assert head(LIST + head(there)["href"])["sorted"] == "descending"


def test_what_goes_on_from_a_claim_that_is_not_there_is_an_empty_page(
    reader: Client, four: list[str]
) -> None:
    page = reader.get(LIST, {"sort": "year", "after": "EVD-999999"})
    assert page.context["rows"] == []
    assert page.context["nothing"]["title"] == "Nothing more on this page"


@pytest.mark.parametrize(
    "asked", [{"sort": "seats"}, {"column": "author"}, {"sort": ["year", "item"]}]
)
def test_what_the_list_does_not_have_is_refused(reader: Client, asked: dict[str, Any]) -> None:
    assert reader.get(LIST, asked).status_code == 400


def test_chosen_columns_show_in_the_list_and_in_the_table_to_copy(
    reader: Client, four: list[str]
) -> None:
    asked = {"column": ["cancer", "directness"], "sort": "-cancer"}
    page = reader.get(LIST, asked)
    assert [head["label"] for head in page.context["heads"]] == ["Item", "Cancer", "Directness"]
    copied = reader.get(f"/items/as-table{page.context['table_query']}").context
    assert copied["head"] == ("Item", "Cancer", "Directness", "Finding", "Standing", "Reference")
    assert [row[:2] for row in copied["rows"]] == [
        [four[0], "glioma"], [four[1], "breast cancer"], [four[3], "Acute leukaemia"],
        [four[2], "not reported"],
    ]  # fmt: skip
    # Files are for coming back: they hold every column, whatever is looked at.
    assert "column" not in page.context["query"]


def test_columns_and_order_are_remembered_for_one_person(four: list[str]) -> None:
    one, other = (client_of(make_person("reviewer")) for _ in range(2))
    sent = one.post(
        "/items/layout", {"column": "cancer", "sort": "-year", "effect": "restores_sensitivity"}
    )
    asked = parse_qs(urlsplit(sent["Location"]).query)
    assert asked == {"effect": ["restores_sensitivity"], "column": ["cancer"], "sort": ["-year"]}
    assert [head["label"] for head in one.get(LIST).context["heads"]] == ["Item", "Cancer"]
    assert accessions(one) == [four[place] for place in (0, 3, 1, 2)]
    assert accessions(one, sort="item") == four
    assert accessions(other) == four


def test_a_search_is_kept_opened_made_the_default_and_deleted(four: list[str]) -> None:
    person = make_person("reviewer")
    client = client_of(person)
    sent = client.post(
        KEPT,
        {"search_name": "السرطان 🧬 promoters", "effect": "promotes_resistance", "sort": "-year"},
    )
    assert accessions(client, sent["Location"]) == [four[1]]
    search = SavedSearch.objects.get(person=person)
    assert search.words == "Effect: promotes resistance; by year of the paper, descending"
    assert client.get(LIST).status_code == 200
    client.post(f"{KEPT}{search.pk}/default/", {"is_default": "1"})
    assert client.get(LIST)["Location"] == sent["Location"]
    assert client.get(f"{LIST}?q=").status_code == 200
    client.post(f"{KEPT}{search.pk}/delete/")
    assert client.get(LIST).status_code == 200
    assert not SavedSearch.objects.exists()


def test_a_search_of_the_same_name_is_replaced_and_one_default_is_left() -> None:
    person = make_person("reviewer")
    save_search(name="One", query="q=a", is_default=True, actor=person)
    save_search(name="two", query="q=b", is_default=True, actor=person)
    save_search(name="ONE", query="q=c", actor=person)
    kept = SavedSearch.objects.filter(person=person).values_list("name", "query", "is_default")
    assert list(kept) == [("ONE", "q=c", False), ("two", "q=b", True)]


def test_a_refused_name_keeps_what_was_asked_for(four: list[str]) -> None:
    client = client_of(make_person("reviewer"))
    page = client.post(KEPT, {"search_name": " ", "effect": "no_effect", "is_default": "1"})
    assert page.status_code == 422
    assert page.context["pairs"] == [("effect", "no_effect")]
    assert page.context["is_default"]


def test_nobody_opens_changes_or_reads_the_search_of_another() -> None:
    search = save_search(name="secret", query="q=secret", actor=make_person("reviewer"))
    client = client_of(make_person("editor"))
    for verb in ("default", "delete"):
        assert client.post(f"{KEPT}{search.pk}/{verb}/").status_code == 404
    assert "secret" not in client.get(KEPT).content.decode()
    assert SavedSearch.objects.filter(pk=search.pk).exists()


def test_somebody_keeps_fifty_searches_at_most() -> None:
    person = make_person("reviewer")
    for number in range(MOST_SEARCHES):
        save_search(name=f"{number}", query="q=a", actor=person)
    page = client_of(person).post(KEPT, {"search_name": "one more"})
    assert page.status_code == 422
    assert "no more fit" in page.content.decode()


def test_the_order_tells_nothing_but_what_the_list_shows() -> None:
    """Every order is made of what a claim says, its paper and its submission alone."""
    from evidence.list_columns import Order
    from evidence.queries.ordering import keyed

    for name in ORDERS:
        asked = str(keyed(Version.objects.all(), Order(name)).query)
        assert "reviews_" not in asked
        assert "since" not in asked.split(" FROM ")[0]
