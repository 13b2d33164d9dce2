"""Narrowing the list of claims: filters, facets, pages."""

from typing import Any

import pytest
from django.test import Client

from evidence.actions.terms import add_term
from evidence.columns import BY_NAME
from evidence.models import Term
from evidence.queries import items
from tests.databases import BuiltOnce
from tests.factories import make_citation, make_content, make_person, make_terms, make_version
from tests.reading import LIST, accessions, client_of, total

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def reader() -> Client:
    return client_of(make_person("reviewer"))


@pytest.fixture
def five(built_once: BuiltOnce) -> dict[str, str]:
    """Five claims, by a short name: their accessions."""
    made: dict[str, str] = built_once(five_claims)
    return made


def five_claims() -> dict[str, str]:
    make_terms()
    author = make_person("curator")
    retracted = make_citation(
        actor=author, status="retracted", status_source="https://journal.example/retraction"
    )
    contents = {
        "plain": make_content(),
        "resists": make_content(
            effect=[{"name": "promotes_resistance"}], doubt="Read from the title.",
            cancer=[{"name": "glioma"}], modality=[{"name": "chemotherapy"}],
        ),
        "mouse": make_content(
            settings=[{"name": "in_vivo", "measured": "no"}], cancer=[{"name": "glioma"}],
            tissue={"unknown": "not_checked"}, read_from=[{"name": "title_only"}],
        ),
        "unlisted": make_content(cargo=[{"name": "miR-9999", "kind": "mirna"}]),
        "retracted": make_content(mechanism_classes=[{"name": "drug efflux"}]),
    }  # fmt: skip
    papers = {"retracted": retracted, "mouse": make_citation(kind="unidentified", actor=author)}
    return {
        name: make_version(author, content=content, citation=papers.get(name)).item.accession
        for name, content in contents.items()
    }


def number_of(vocabulary: str, label: str) -> int:
    return Term.objects.get(vocabulary=vocabulary, label=label).pk


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"effect": "promotes_resistance"}, ["resists"]),
        ({"effect": ["promotes_resistance", "restores_sensitivity"]},
         ["plain", "resists", "mouse", "unlisted", "retracted"]),
        ({"modality": "chemotherapy"}, ["resists"]),
        ({"settings": "in_vivo"}, ["mouse"]),
        ({"read_from": "title_only"}, ["mouse"]),
        ({"tissue": "not_checked"}, ["mouse"]),
        ({"engineering": "native"}, []),
        ({"given": "isolated_evs", "settings": "in_vivo"}, ["mouse"]),
        ({"cargo_kind": "mirna", "effect": "promotes_resistance"}, ["resists"]),
        ({"status": "in_review", "mark": "doubt"}, ["resists"]),
        ({"mark": "provisional"}, ["unlisted"]),
        ({"mark": "retracted"}, ["retracted"]),
        ({"mark": "unidentified"}, ["mouse"]),
        ({"mark": ["retracted", "doubt"]}, ["resists", "retracted"]),
        ({"status": "accepted"}, []),
        ({"q": "glioma"}, ["resists", "mouse"]),
        ({"q": "hsa-miR-9999"}, ["unlisted"]),
        ({"q": "mir9999"}, ["unlisted"]),
        ({"q": "glioma", "effect": "promotes_resistance"}, ["resists"]),
    ],
)  # fmt: skip
def test_each_filter_keeps_what_it_says(
    five: dict[str, str], reader: Client, chosen: dict[str, Any], expected: list[str]
) -> None:
    assert accessions(reader, **chosen) == [five[name] for name in expected]
    assert total(reader, **chosen) == len(expected)


@pytest.mark.parametrize(
    ("role", "label", "expected"),
    [
        ("cancer", "glioma", ["resists", "mouse"]),
        ("cargo", "miR-9999", ["unlisted"]),
        ("mechanism_classes", "drug efflux", ["retracted"]),
        ("agents", "bortezomib", []),
        ("ev_class", "EV", ["plain", "resists", "mouse", "unlisted", "retracted"]),
    ],
)
def test_each_term_filter_keeps_what_names_the_term(
    five: dict[str, str], reader: Client, role: str, label: str, expected: list[str]
) -> None:
    number = number_of(BY_NAME[role].vocabulary, label)
    assert accessions(reader, **{role: number}) == [five[name] for name in expected]


def test_a_claim_is_found_by_its_accession(five: dict[str, str], reader: Client) -> None:
    assert accessions(reader, q=five["mouse"]) == [five["mouse"]]


def test_narrower_terms_count_unless_told_otherwise(reader: Client) -> None:
    make_terms()
    admin = make_person("curator")
    wide = add_term(vocabulary="cancer", label="brain tumour", actor=admin)
    Term.objects.filter(vocabulary="cancer", label="glioma").update(broader=wide)
    narrow = make_version(content=make_content(cancer=[{"name": "glioma"}])).item.accession
    both = make_version(
        content=make_content(cancer=[{"name": "glioma"}, {"name": "brain tumour"}])
    ).item.accession
    assert accessions(reader, cancer=wide.pk) == [narrow, both]
    assert accessions(reader, cancer=wide.pk, exact=1) == [both]
    counts = {o["label"]: o["count"] for o in options(reader, "cancer")}
    assert counts == {"brain tumour": 2, "glioma": 2}
    counts = {o["label"]: o["count"] for o in options(reader, "cancer", exact=1)}
    assert counts == {"brain tumour": 1, "glioma": 2}


def test_a_replaced_name_is_found_under_the_new_one(reader: Client) -> None:
    make_terms()
    version = make_version(content=make_content(cargo=[{"name": "miR-21x", "kind": "mirna"}]))
    new, old = (Term.objects.get(label=label) for label in ("miR-9", "miR-21x"))
    Term.objects.filter(pk=old.pk).update(status="obsolete", replaced_by=new)
    assert accessions(reader, cargo=new.pk) == [version.item.accession]
    assert {o["label"] for o in options(reader, "cargo")} == {"miR-9"}
    page = reader.get(f"/items/{version.item.accession}/").content.decode()
    assert "miR-21x" in page
    assert "now called miR-9" in page


def options(client: Client, name: str, **chosen: Any) -> list[dict[str, Any]]:
    facets = {f["name"]: f for f in client.get(LIST, chosen).context["facets"]}
    facet = facets.get(name, {"options": [], "more": []})
    return facet["options"] + facet["more"]


def test_a_facet_counts_its_alternatives_and_the_others_narrow(
    five: dict[str, str], reader: Client
) -> None:
    def counted(name: str, **chosen: Any) -> dict[str, int]:
        return {o["label"]: o["count"] for o in options(reader, name, **chosen)}

    assert counted("effect") == {"restores sensitivity": 4, "promotes resistance": 1}
    chosen = {"effect": "promotes_resistance"}
    assert counted("effect", **chosen) == {"restores sensitivity": 4, "promotes resistance": 1}
    assert counted("cancer", **chosen) == {"glioma": 1}
    assert counted("mark", **chosen) == {"doubtful": 1}
    assert counted("status", **chosen) == {"in review": 1}
    chosen = {"effect": "promotes_resistance", "settings": "in_vivo"}
    assert counted("effect", **chosen) == {"promotes resistance": 0, "restores sensitivity": 1}
    assert counted("settings", **chosen) == {"in vivo": 0, "in vitro": 1}


def test_chips_take_one_filter_away_each(five: dict[str, str], reader: Client) -> None:
    number = number_of("cancer", "glioma")
    address = f"{LIST}?q=glioma&effect=promotes_resistance&cancer={number}&exact=1"
    chips = reader.get(address).context["chips"]
    assert [(chip["group"], chip["label"]) for chip in chips] == [
        ("Search", "glioma"),
        ("Effect", "promotes resistance"),
        ("Cancer", "glioma"),
        ("Terms", "without narrower ones"),
    ]
    left = [len(accessions(reader, LIST + chip["href"])) for chip in chips]
    assert left == [1, 2, 1, 1]


def test_pages_follow_each_other_both_ways(
    five: dict[str, str], reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(items, "PAGE_SIZE", 2)
    wanted, seen, address = list(five.values()), [], LIST
    addresses = []
    while address:
        addresses.append(address)
        response = reader.get(address)
        seen += [row["accession"] for row in response.context["rows"]]
        following = response.context["pager"]["next"]
        address = LIST + following if following else ""
    assert seen == wanted
    assert len(addresses) == 3
    back = reader.get(addresses[-1]).context["pager"]["previous"]
    assert accessions(reader, LIST + back) == wanted[2:4]
    back = reader.get(LIST + back).context["pager"]["previous"]
    assert accessions(reader, LIST + back) == wanted[:2]
    assert reader.get(LIST + back).context["pager"]["previous"] == ""


def test_htmx_gets_the_inside_of_the_page(five: dict[str, str], reader: Client) -> None:
    whole = reader.get(LIST)
    part = reader.get(LIST, headers={"HX-Request": "true"})
    assert "<html" in whole.content.decode()
    assert "<html" not in part.content.decode()
    assert "<title>" in part.content.decode()
    assert part.templates[0].name == "evidence/_items.html"
    restored = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in reader.get(LIST, headers=restored).content.decode()
    for response in (whole, part):
        assert "HX-Request" in response["Vary"]
