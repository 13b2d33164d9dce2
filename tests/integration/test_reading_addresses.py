"""Addresses of the list of claims that ask for what there is not."""

import pytest
from django.test import Client

from evidence.models import Term
from evidence.presenters.addresses import ITEM_LIST
from evidence.queries.facets import FACETS
from tests.factories import make_content, make_person, make_terms, make_version
from tests.reading import LIST, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    return client_of(make_person("reviewer"))


def test_an_unknown_name_is_refused_with_the_known_ones(reader: Client) -> None:
    response = reader.get(LIST, {"colour": "red"})
    assert response.status_code == 400
    page = response.content.decode()
    assert "“colour” is not known here" in page
    assert all(parameter.name in page for parameter in ITEM_LIST)


@pytest.mark.parametrize("name", [name for name, facet in FACETS.items() if facet.kind != "term"])
def test_an_unknown_value_is_refused_with_the_known_ones(reader: Client, name: str) -> None:
    response = reader.get(LIST, {name: "nonsense"})
    assert response.status_code == 400
    page = response.content.decode()
    assert all(value in page for value in FACETS[name].values)


@pytest.mark.parametrize(
    "query",
    [
        "q=%00", "q=a%00b", "q=" + "x" * 201, "q=%ED%A0%80%00", "q=%E2%80%AE",
        "effect=%00", "effect=in_vivo", "cargo=abc", "cargo=0", "cargo=-1", "cargo=%C2%B2",
        "cargo=99999999999999999999", "cargo=9223372036854775808", "cargo=9223372036854775807",
        "exact=yes", "after=EVD-1", "after=%00", "after=EVD-%C2%B2%C2%B2%C2%B2%C2%B2%C2%B2%C2%B2",
        "after=EVD-000001&before=EVD-000002", "after=EVD-000001&after=EVD-000002",
        "q=a&q=b", "%00=1", "status=draft",
        "&".join(f"cargo={n}" for n in range(1, 60)),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(reader: Client, query: str) -> None:
    make_version()
    response = reader.get(f"{LIST}?{query}")
    assert response.status_code == 400
    assert "Nothing was saved" in response.content.decode()


def test_a_term_of_another_list_is_refused(reader: Client) -> None:
    make_terms()
    number = Term.objects.get(vocabulary="cancer", label="glioma").pk
    assert reader.get(LIST, {"cargo": number}).status_code == 400
    assert reader.get(LIST, {"cancer": number}).status_code == 200


@pytest.mark.parametrize(
    "query", ["q=&effect=", "q=%25_%25", "q='%3B--", "q=%F0%9F%90%9F", "q=..."]
)
def test_odd_but_readable_addresses_are_answered(reader: Client, query: str) -> None:
    make_version()
    assert reader.get(f"{LIST}?{query}").status_code == 200


def test_an_empty_page_says_why(reader: Client) -> None:
    for cancer in ("glioma", "non-small cell lung carcinoma"):
        make_version(content=make_content(cancer=[{"name": cancer}]))

    def said(**chosen: str) -> str:
        return str(reader.get(LIST, chosen).context["nothing"]["why"])

    assert said(q="glioma", settings="trial") == (
        "Your filters hide the one claim with “glioma”. Take one away above."
    )
    assert "holds no letter" in said(q="!!!")
    assert "every word of “zebra”" in said(q="zebra")
    assert said(after="EVD-999999").startswith("All 2 claims that match stand on the pages before")
