"""The four styles and the files of references, kind by kind."""

import io
import json
from typing import Any

import bibtexparser
import pytest
import rispy

from evidence.bibliography.files import FILE_KINDS
from evidence.bibliography.journals import dotted_title, short_title
from evidence.bibliography.reference import Author, reference_of
from evidence.bibliography.styles import in_every_style
from evidence.models import Citation

TITLE_B = (
    "Mesenchymal Stem Cell-Derived Extracellular Vesicles in Cancer Therapy Resistance: "
    "from Biology to Clinical Opportunity"
)


def people(*names: str) -> list[dict[str, str]]:
    """“Shan|C” is a person, “A Group” a group."""
    parted = [name.partition("|") for name in names]
    return [
        {"family": family, "given": given} if bar else {"literal": family}
        for family, bar, given in parted
    ]


def paper(kind: str = "primary_study", **parts: Any) -> Citation:
    own = {name: parts.pop(name) for name in ("title", "doi", "pmid", "nct") if name in parts}
    issued = parts.pop("issued", None)
    csl = {name.replace("_", "-"): value for name, value in parts.items()}
    if issued:
        csl["issued"] = {"date-parts": [issued]}
    return Citation(key="someone2024", kind=kind, csl=csl, **own)


REVIEW_B = paper(
    "review", title=TITLE_B, doi="10.7150/ijbs.88500", issued=[2024], volume="20", issue="1",
    page="347-366", container_title="International Journal of Biological Sciences",
    author=people("Shan|C", "Liang|Y", "Wang|K", "Li|P"),
)  # fmt: skip
AHEAD = paper(
    title="Is it in print yet?", doi="10.1000/xyz", issued=[2026, 3, 9],
    container_title="Molecular Cancer", status="advance online publication",
    author=people("Müller|Jörg-Peter", "Nguyễn|Thị Minh"),
)  # fmt: skip
PREPRINT = paper(
    "preprint", title="Vesicles, early", doi="10.1101/2023.05.01.1", issued=[2023, 5, 1],
    container_title="bioRxiv", author=people("Ho|Ann Mary"),
)  # fmt: skip
TRIAL = paper(
    "trial", title="Exosomes in pancreas cancer", nct="NCT03608631", issued=[2018],
    author=people("M.D. Anderson Cancer Center"),
)  # fmt: skip
THIRTY = paper(
    title="Many hands", doi="10.1000/many", issued=[2020], volume="5", page="e12",
    container_title="Blood", author=people(*(f"Name{number}|A B" for number in range(1, 31))),
)  # fmt: skip
UNKNOWN = paper("unidentified", title="")

# Where the journal's own print of review B differs, the manual of the style wins: APA has “&”
# before the last author, no full stop after a DOI, and an en dash between pages, as ACS has; NLM
# has a full stop after the journal, no blank after the semicolon, one before the DOI, no address.
PLACE_B = {
    "APA": "International Journal of Biological Sciences, 20(1), 347–366. "
    "https://doi.org/10.7150/ijbs.88500",
    "ACS": "Int. J. Biol. Sci. 2024, 20 (1), 347–366. DOI: 10.7150/ijbs.88500.",
    "NLM": "Int J Biol Sci. 2024;20(1):347-366. doi: 10.7150/ijbs.88500.",
    "CSE": "Int J Biol Sci. 20(1):347-366.",
}
GOLDEN: list[tuple[Citation, dict[str, str]]] = [
    (
        REVIEW_B,
        {
            "APA": f"Shan, C., Liang, Y., Wang, K., & Li, P. (2024). {TITLE_B}. {PLACE_B['APA']}",
            "ACS": f"Shan, C.; Liang, Y.; Wang, K.; Li, P. {TITLE_B}. {PLACE_B['ACS']}",
            "NLM": f"Shan C, Liang Y, Wang K, Li P. {TITLE_B}. {PLACE_B['NLM']}",
            "CSE": f"Shan C, Liang Y, Wang K, Li P. 2024. {TITLE_B}. {PLACE_B['CSE']}",
        },
    ),
    (
        AHEAD,
        {
            "APA": "Müller, J.-P., & Nguyễn, T. M. (2026). Is it in print yet? Molecular Cancer. "
            "Advance online publication. https://doi.org/10.1000/xyz",
            "ACS": "Müller, J.-P.; Nguyễn, T. M. Is it in print yet? Mol. Cancer 2026. "
            "DOI: 10.1000/xyz.",
            "NLM": "Müller JP, Nguyễn TM. Is it in print yet? Mol Cancer. 2026 Mar 9. "
            "doi: 10.1000/xyz. Online ahead of print.",
            "CSE": "Müller JP, Nguyễn TM. 2026. Is it in print yet? Mol Cancer. doi:10.1000/xyz.",
        },
    ),
    (
        PREPRINT,
        {
            "APA": "Ho, A. M. (2023). Vesicles, early. bioRxiv. "
            "https://doi.org/10.1101/2023.05.01.1",
            "ACS": "Ho, A. M. Vesicles, early. bioRxiv, 2023. DOI: 10.1101/2023.05.01.1.",
            "NLM": "Ho AM. Vesicles, early. bioRxiv [Preprint]. 2023 May 1. "
            "doi: 10.1101/2023.05.01.1.",
            "CSE": "Ho AM. 2023. Vesicles, early. bioRxiv [Preprint]. doi:10.1101/2023.05.01.1.",
        },
    ),
    (
        TRIAL,
        {
            "APA": "M.D. Anderson Cancer Center. (2018). Exosomes in pancreas cancer "
            "(NCT03608631) [Clinical trial registration]. ClinicalTrials.gov. "
            "https://clinicaltrials.gov/study/NCT03608631",
            "ACS": "M.D. Anderson Cancer Center. Exosomes in pancreas cancer. "
            "ClinicalTrials.gov, 2018. NCT03608631. https://clinicaltrials.gov/study/NCT03608631",
            "NLM": "M.D. Anderson Cancer Center. Exosomes in pancreas cancer. ClinicalTrials.gov "
            "[Internet]. Bethesda (MD): ClinicalTrials.gov; 2018. Identifier NCT03608631. "
            "Available from: https://clinicaltrials.gov/study/NCT03608631",
            "CSE": "M.D. Anderson Cancer Center. 2018. Exosomes in pancreas cancer. "
            "ClinicalTrials.gov. Identifier NCT03608631. "
            "https://clinicaltrials.gov/study/NCT03608631",
        },
    ),
    (
        THIRTY,
        {
            "APA": f"{', '.join(f'Name{n}, A. B.' for n in range(1, 20))}, . . . Name30, A. B. "
            "(2020). Many hands. Blood, 5, Article e12. https://doi.org/10.1000/many",
            "ACS": f"{'; '.join(f'Name{n}, A. B.' for n in range(1, 11))}; et al. Many hands. "
            "Blood 2020, 5, e12. DOI: 10.1000/many.",
            "NLM": f"{', '.join(f'Name{n} AB' for n in range(1, 31))}. Many hands. Blood. "
            "2020;5:e12. doi: 10.1000/many.",
            "CSE": f"{', '.join(f'Name{n} AB' for n in range(1, 31))}. 2020. Many hands. Blood. "
            "5:e12.",
        },
    ),
    (
        UNKNOWN,
        {
            "APA": "[Title unknown]. (n.d.).",
            "ACS": "[Title unknown].",
            "NLM": "[Title unknown]. [date unknown].",
            "CSE": "[Title unknown]. [date unknown].",
        },
    ),
]


@pytest.mark.parametrize(("citation", "expected"), GOLDEN, ids=lambda one: getattr(one, "kind", ""))
def test_each_style_prints_each_kind_as_its_manual_says(
    citation: Citation, expected: dict[str, str]
) -> None:
    assert in_every_style(reference_of(citation)) == expected


@pytest.mark.parametrize(
    ("title", "given", "short", "dotted"),
    [
        ("Journal of Extracellular Vesicles", "", "J Extracell Vesicles", "J. Extracell. Vesicles"),
        ("Stem Cell Reviews and Reports", "", "Stem Cell Rev Rep", "Stem Cell Rev. Rep."),
        ("Cell Death & Disease", "", "Cell Death Dis", "Cell Death Dis."),
        ("Nature", "", "Nature", "Nature"),
        ("Nature Methods", "", "Nat Methods", "Nat. Methods"),
        ("Aging", "Aging (Albany NY)", "Aging (Albany NY)", "Aging (Albany NY)"),
        ("Some Journal", "Sm. Jnl.", "Sm Jnl", "Sm. Jnl."),
    ],
)
def test_journals_are_shortened(title: str, given: str, short: str, dotted: str) -> None:
    assert short_title(title, given) == short
    assert dotted_title(title, given) == dotted


@pytest.mark.parametrize(
    ("given", "spaced", "joined"),
    [
        ("Ann Mary", "A. M.", "AM"), ("AM", "A. M.", "AM"), ("A.M.", "A. M.", "AM"),
        ("Jean-Paul", "J.-P.", "JP"), ("Şükrü", "Ş.", "Ş"), ("", "", ""), ("Ng", "N.", "N"),
    ],
)  # fmt: skip
def test_initials(given: str, spaced: str, joined: str) -> None:
    author = Author("Family", given)
    assert (author.spaced(), author.joined()) == (spaced, joined)


def test_particles_and_suffixes_stay_with_the_name() -> None:
    citation = paper(
        title="T", author=[{"family": "Berg", "given": "Jan", "non-dropping-particle": "van den"}]
    )
    (author,) = reference_of(citation).authors
    assert author.family == "van den Berg"


AWKWARD = paper(
    title="50% of {miR-21} & PD_L1\nin 2 lines \\ ~#$^", doi="10.1000/a_b%c", pmid="12345",
    container_title="J & K", issued=[2021, 2, 3], volume="1", issue="2", page="10–12",
    author=people("Ünal|Ayşe", "The {A} Group"),
)  # fmt: skip


@pytest.mark.parametrize("citation", [one for one, _ in GOLDEN] + [AWKWARD])
def test_a_ris_file_is_read_as_it_was_meant(citation: Citation) -> None:
    one = reference_of(citation)
    (read,) = rispy.loads(FILE_KINDS["ris"].write([citation]))
    assert read["title"] == " ".join(one.title.split())
    assert [name.rstrip(",").split(",")[0] for name in read.get("authors", [])] == [
        author.family for author in one.authors
    ]
    assert read.get("doi", "") == one.doi
    assert read.get("year", "") == one.year
    assert (read.get("start_page", ""), read.get("end_page", "")) == (one.first_page, one.last_page)


@pytest.mark.parametrize("citation", [one for one, _ in GOLDEN] + [AWKWARD])
def test_a_bibtex_file_is_read_as_it_was_meant(citation: Citation) -> None:
    one = reference_of(citation)
    library = bibtexparser.parse_string(FILE_KINDS["bib"].write([citation]))
    assert library.failed_blocks == []
    (entry,) = library.entries
    assert entry.key == one.key
    fields = {name: field.value for name, field in entry.fields_dict.items()}
    assert fields.get("doi", "") == one.doi
    assert fields.get("year", "") == one.year
    authors = fields.get("author", "")
    assert len(authors.split(" and ")) == max(1, len(one.authors))


def test_bibtex_escapes_what_latex_takes_for_a_command() -> None:
    text = FILE_KINDS["bib"].write([AWKWARD])
    assert r"50\% of \{miR-21\} \& PD\_L1 in 2 lines \textbackslash{} " in text
    assert r"\textasciitilde{}\#\$\textasciicircum{}" in text
    assert "pages = {10--12}" in text


def test_several_papers_make_one_file_of_each_kind() -> None:
    papers = [one for one, _ in GOLDEN]
    assert len(rispy.load(io.StringIO(FILE_KINDS["ris"].write(papers)))) == 6
    assert FILE_KINDS["enw"].write(papers).count("%0 ") == 6
    assert FILE_KINDS["bib"].write(papers).count("\n@") == 5
    read = json.loads(FILE_KINDS["json"].write(papers))
    assert [one["id"] for one in read] == ["someone2024"] * 6
    assert read[0]["DOI"] == "10.7150/ijbs.88500"


def test_a_line_break_in_a_title_makes_no_second_tag() -> None:
    hostile = paper(title="A title\nER  - \nTY  - JOUR", author=people("X\n%0 Web Page|Y"))
    assert len(rispy.loads(FILE_KINDS["ris"].write([hostile]))) == 1
    assert FILE_KINDS["enw"].write([hostile]).count("\n%0") == 0
