"""The starter files say what they should, and no code was made up."""

import csv
from collections import Counter
from pathlib import Path

from evidence.cells import read_entries
from evidence.content import entries_of, names_of
from evidence.enums import MODALITIES, VOCABULARIES
from evidence.names import fold
from evidence.policies.answers import missing_problems, shape_problems
from exchange.starter_rows import codes_of_claims, read_citations, read_claims

STARTER = Path(__file__).parents[2] / "exchange/starter"
# Codes that vocabularies were drawn up with and that were read in a public table.
READ_IN_TABLES = {
    "MeSH:D000067128", "MeSH:D055354", "MeSH:D018528", "MeSH:D017209", "MeSH:D001343",
    "MeSH:D004260", "MeSH:D058750", "MeSH:D014411", "MeSH:D019139", "MeSH:D059016",
    "MeSH:D011836", "MeSH:D018432",
}  # fmt: skip


def rows(name: str) -> list[dict[str, str]]:
    with (STARTER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


VOCABULARY = rows("vocabulary.csv")


def test_the_files_hold_what_they_say() -> None:
    claims = read_claims()
    assert (len(claims), len({claim.key for claim in claims})) == (56, 56)
    assert len({claim.citation_key for claim in claims}) == 37
    assert len(read_citations()) == 42
    assert {c.citation_key for c in claims} <= {c.key for c in read_citations()}


def test_every_cell_of_every_claim_is_mapped_and_can_be_submitted() -> None:
    for claim in read_claims():
        assert claim.unmapped == [], claim.key
        assert shape_problems(claim.content) == []
        assert missing_problems(claim.content) == []


def test_the_counts_of_the_file() -> None:
    read_from = Counter(names_of(c.content["read_from"])[0] for c in read_claims())
    assert read_from == {
        "abstract": 44, "figure_legend": 4, "title_only": 4, "secondary": 3, "registry_record": 1,
    }  # fmt: skip
    assert sum("doubt" in claim.content for claim in read_claims()) == 11


def test_what_a_cell_does_not_say_is_not_checked() -> None:
    claims = read_claims()
    unknown = {"unknown": "not_checked"}
    assert sum(claim.content["tissue"] == unknown for claim in claims) == 23
    assert sum(claim.content["settings"] == unknown for claim in claims) == 3
    assert all("causality" not in claim.content for claim in claims)


def test_no_code_was_made_up() -> None:
    known = {row["curie"] for row in rows("identifiers.csv")} | READ_IN_TABLES
    known |= {curie for codes in codes_of_claims().values() for curie, _ in codes}
    for row in VOCABULARY:
        assert set(names_of(read_entries(row["codes"]))) <= known, row["label"]


def test_every_code_says_how_it_matches_and_a_microrna_is_never_exact() -> None:
    for row in VOCABULARY:
        matches = {entry["match"] for entry in entries_of(read_entries(row["codes"]))}
        assert matches <= {"exact", "broader", "precursor"}
        if "miR-" in row["label"]:
            assert matches <= {"precursor"}


def test_a_name_means_one_term_of_its_vocabulary() -> None:
    names = Counter(
        (row["vocabulary"], key)
        for row in VOCABULARY
        for key in {fold(n) for n in [row["label"], *names_of(read_entries(row["synonyms"]))]}
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_broader_terms_exist_and_make_no_circle() -> None:
    broader = {(row["vocabulary"], row["label"]): row["broader"] for row in VOCABULARY}
    assert {vocabulary for vocabulary, _ in broader} == set(VOCABULARIES.values)
    for vocabulary, label in broader:
        seen = []
        while label:
            assert label not in seen
            seen.append(label)
            label = broader[(vocabulary, label)]


def test_every_agent_has_a_modality_but_the_unnamed() -> None:
    agents = {row["label"]: row["modality"] for row in VOCABULARY if row["vocabulary"] == "agent"}
    assert {label for label, modality in agents.items() if not modality} == {"unnamed drugs"}
    assert set(agents.values()) - {""} <= set(MODALITIES.values)


def test_only_models_and_vague_pathways_are_left_for_provisional_terms() -> None:
    known = {
        (row["vocabulary"], fold(name))
        for row in VOCABULARY
        for name in [row["label"], *names_of(read_entries(row["synonyms"]))]
    }
    vocabularies = {
        "tissue": "tissue", "ev_class": "ev_class", "cargo": "molecule", "targets": "molecule",
        "pathways": "pathway", "cancer": "cancer", "agents": "agent", "species": "species",
        "donor_species": "species",
    }  # fmt: skip
    missing = {
        (vocabulary, name)
        for claim in read_claims()
        for column, vocabulary in vocabularies.items()
        for name in names_of(claim.content.get(column))
        if (vocabulary, fold(name)) not in known and name != "none"
    }
    assert missing == {
        ("pathway", name)
        for name in (
            "CD47-mediated escape from phagocytosis", "CaM-K", "IL-10", "L-arginase", "PD-L1",
            "cell cycling and motility", "galectin-9/dectin-1", "hypoxia/HIF-1 (upstream)",
            "macropinocytosis",
        )
    }  # fmt: skip


def test_the_codes_of_the_claims_are_carried_by_their_terms() -> None:
    carried: dict[str, set[str]] = {}
    for row in VOCABULARY:
        for name in [row["label"], *names_of(read_entries(row["synonyms"]))]:
            carried.setdefault(fold(name), set()).update(names_of(read_entries(row["codes"])))
    for name, codes in codes_of_claims().items():
        assert {curie for curie, _ in codes} <= carried[fold(name)], name


def test_the_models_left_for_provisional_terms_are_descriptions() -> None:
    known = {
        fold(name)
        for row in VOCABULARY
        if row["vocabulary"] == "model"
        for name in [row["label"], *names_of(read_entries(row["synonyms"]))]
    }
    named = {name for claim in read_claims() for name in names_of(claim.content.get("models"))}
    assert {name for name in named if fold(name) not in known} == {
        "11 cancer cell lines including TRAIL-resistant lines",
        "5T33MM murine myeloma model cells", "A375 xenograft", "BALB/c nu/nu xenograft",
        "CAOV3 tumours in nude mice", "CML cells in culture", "MDA-MB-231 tumours",
        "MDA-hyb1 tumours in NODscid mice", "breast tumours", "gastric cancer cells",
        "glioblastoma cells", "hepatocellular carcinoma animal model",
        "hepatocellular carcinoma cells", "human multiple myeloma cells", "leukemia cells",
        "monocytic myeloid-derived suppressor cells", "mouse tumours", "mouse xenograft",
        "multiple mouse pancreatic cancer models", "multiple myeloma cells",
        "nasopharyngeal carcinoma cells", "nude mice", "orthotopic liver tumour",
        "osteosarcoma animal model", "osteosarcoma models in vitro and in vivo",
        "patients with KRAS G12D metastatic pancreatic cancer", "primary CLL B cells",
        "several mouse pancreatic cancer models", "tumour cells", "xenograft",
        "xenografts in NSG mice",
    }  # fmt: skip
