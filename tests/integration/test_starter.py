"""The starter set enters through the actions, once."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from accounts.actions.loader import starter_loader
from evidence.documents import content_of, normalised
from evidence.documents.normal import names_to_resolve
from evidence.models import Citation, Draft, ExternalId, Item, Standing, Term, Version
from evidence.queries.terms import resolve
from exchange.actions.load_starter import load_starter
from exchange.actions.load_vocabulary import load_vocabulary
from exchange.starter_rows import read_claims
from ground.events import first_broken
from ground.models import Event
from tests.factories import make_person
from tests.reading import client_of

README = Path(__file__).parents[2] / "exchange/starter/README.md"
pytestmark = [pytest.mark.django_db, pytest.mark.both]


def loaded():
    actor = starter_loader()
    load_vocabulary(actor=actor)
    return load_starter(actor=actor)


def test_all_claims_enter_as_in_review_with_what_the_file_says() -> None:
    report = loaded()
    assert (report.claims_added, report.citations_added, report.unmapped) == (56, 42, [])
    assert set(Standing.objects.values_list("status", flat=True)) == {"in_review"}
    for claim in read_claims():
        item = ExternalId.objects.get(collection="starter", value=claim.key).item
        version = item.versions.get()
        terms = resolve(names_to_resolve(claim.content))
        frozen = content_of(version.document, version.supplement)
        assert frozen == normalised(claim.content, terms), claim.key
        assert version.citation.key == claim.citation_key
    assert all(first_broken(f"item:{item.accession}") is None for item in Item.objects.all())
    the_pictures_say_what_the_readme_says()


def the_pictures_say_what_the_readme_says() -> None:
    """Two sentences on the starter set, read in the matrix, the contradictions and the gaps."""
    client = client_of(make_person("reviewer"))
    asked = "/matrix/?rows=engineering&columns=effect&status=accepted&status=in_review"
    counted: dict[str, dict[str, int]] = {}
    for cell in (cell for row in client.get(asked).context["cells"] for cell in row if cell):
        counted.setdefault(cell.column.key, {})[cell.row.key] = cell.claims
    resists = counted["promotes_resistance"]
    rows = [counted["restores_sensitivity"], counted["enhances_potency"]]
    sensitises = sum(sum(row.values()) for row in rows)
    engineered = sensitises - sum(row.get("native", 0) for row in rows)
    assert set(resists) == {"native"}
    assert client.get("/contradictions/?scope=review").context["contradictions"] == []
    gaps = client.get("/gaps/").context["facets"]
    missing = {value.label for facet in gaps for value in facet.values if value.state == "none"}
    assert missing >= {"endocrine therapy", "circRNA", "lipid"}
    assert (
        f"All {resists['native']} claims towards resistance are of native vesicles, while "
        f"{engineered} of the {sensitises} towards sensitivity are of engineered ones. No two "
        "claims on the same cargo, agent and cancer contradict each other, and none is on "
        "endocrine therapy, circular RNA or a lipid."
    ) in README.read_text(encoding="utf-8")


def test_a_second_load_changes_nothing() -> None:
    loaded()
    models = (Citation, Draft, Event, ExternalId, Item, Term, Version)
    before = [model.objects.count() for model in models]
    report = loaded()
    assert [model.objects.count() for model in models] == before
    assert (report.claims_added, report.citations_added) == (0, 0)
    assert (report.claims_kept, report.citations_kept) == (56, 42)


def test_honest_marks_are_kept() -> None:
    loaded()
    assert Citation.objects.get(key="wangb2019").status == "retracted"
    assert Citation.objects.filter(kind="unidentified").count() == 3
    doubtful = Version.objects.filter(choices__role="doubt")
    assert doubtful.count() == 11
    retracted = Version.objects.get(citation__key="wangb2019")
    assert retracted.answers["citation"]["status"] == "retracted"
    assert "recoded" not in retracted.document.casefold()


def test_the_command_prints_every_mapping_and_the_counts() -> None:
    out = StringIO()
    call_command("load_starter", stdout=out)
    printed = out.getvalue()
    assert "MSCEV-056  " in printed
    assert "Every cell of every row was mapped." in printed
    assert "Provisional term in pathway: CaM-K" in printed
    assert "modality: chemotherapy 28, gene_prodrug 1, immunotherapy 4" in printed
    assert "Claims: 56 added, 0 kept." in printed
