"""Citation files of every kind, as reference managers and PubMed write them, and broken ones."""

import json

import pytest

from evidence.bibliography.files import FILE_KINDS
from evidence.bibliography.reference import reference_of
from evidence.models import Citation
from exchange.reference_files.found import FoundReference, read_author, read_date
from exchange.reference_files.reading import MOST_RECORDS, read_reference_file
from ground.errors import Invalid
from tests.unit.test_styles import AWKWARD, GOLDEN

NBIB = """
PMID- 32978367
OWN - NLM
STAT- MEDLINE
TI  - Exosomal transfer of miR-193a makes
      non-small-cell lung cancer sensitive to cisplatin.
PG  - 801
LID - 10.1038/s41419-020-02962-4 [doi]
AB  - Mesenchymal stem cells were
      found to matter.
FAU - Wu, Hongbo
AU  - Wu H
FAU - Ünal, Ayşe B
AU  - Ünal AB
LA  - eng
PT  - Journal Article
PT  - Review
PT  - Retracted Publication
DP  - 2020 Sep 25
TA  - Cell Death Dis
JT  - Cell death & disease
VI  - 11
IP  - 9
PMC - PMC7519084
PST - epublish

PMID- 11111111
TI  - Another
AU  - Li P
DP  - 2019
PST - aheadofprint
""".lstrip()
RIS = (
    "TY  - JOUR\r\nAU  - Shan, Chan\r\nAU  - A Group,\r\nTI  - First\r\nJO  - J Test\r\n"
    "PY  - 2024\r\nSP  - 347\r\nEP  - 366\r\nDO  - https://doi.org/10.7150/IJBS.88500\r\nER  - \r\n"
    "\r\nTY  - UNPB\r\nT1  - Second\r\nY1  - 2023/05/01/\r\nER  - \r\n"
)
ENW = (
    "%0 Journal Article\n%A Wu, H.\n%A Li, P.\n%T Third\n%J Blood\n%D 2001\n%V 1\n%N 2\n"
    "%P 3-4\n%R 10.1000/x\n"
)
XML = (
    '<?xml version="1.0"?><xml><records><record><titles><title><style face="normal">Fourth '
    "&amp; last</style></title><secondary-title>Blood</secondary-title></titles><contributors>"
    "<authors><author>Wu, H.</author></authors></contributors><dates><year>1999</year></dates>"
    "<accession-num>123</accession-num></record></records></xml>"
)
BIB = (
    "@article{wu, title={The {miR-21} \\& co}, author={Wu, H. and {A Group}}, year=2005, "
    "pages={1--9}, doi={10.1/x}}"
)


def only(data: str | bytes) -> FoundReference:
    _, (found,) = read_reference_file(data.encode() if isinstance(data, str) else data)
    return found


def test_pubmeds_file_is_read_with_folded_lines_kinds_and_retractions() -> None:
    kind, (first, second) = read_reference_file(NBIB.encode())
    assert kind == "NBIB"
    assert first == FoundReference(
        kind="review",
        title="Exosomal transfer of miR-193a makes non-small-cell lung cancer sensitive to "
        "cisplatin",
        csl={
            "type": "article-journal",
            "author": [
                {"family": "Wu", "given": "Hongbo"}, {"family": "Ünal", "given": "Ayşe B"},
            ],
            "issued": {"date-parts": [[2020, 9, 25]]},
            "container-title": "Cell death & disease",
            "container-title-short": "Cell Death Dis",
            "volume": "11", "issue": "9", "page": "801",
        },
        identifiers={
            "pmid": "32978367", "pmcid": "PMC7519084", "doi": "10.1038/s41419-020-02962-4",
        },
        abstract="Mesenchymal stem cells were found to matter.",
        is_retracted=True,
    )  # fmt: skip
    assert second.csl["status"] == "advance online publication"
    assert second.csl["author"] == [{"family": "Li", "given": "P"}]


def test_ris_is_read() -> None:
    kind, (first, second) = read_reference_file(RIS.encode())
    assert kind == "RIS"
    assert first.identifiers == {"doi": "10.7150/ijbs.88500"}
    assert first.csl["author"] == [{"family": "Shan", "given": "Chan"}, {"literal": "A Group"}]
    assert first.csl["page"] == "347-366"
    assert (second.kind, second.title) == ("preprint", "Second")
    assert second.csl["issued"] == {"date-parts": [[2023, 5, 1]]}


def test_enw_xml_and_bibtex_are_read() -> None:
    enw, xml, bib = only(ENW), only(XML), only(BIB)
    assert (enw.title, enw.year, enw.csl["page"]) == ("Third", 2001, "3-4")
    assert enw.identifiers == {"doi": "10.1000/x"}
    assert (xml.title, xml.year, xml.identifiers) == ("Fourth & last", 1999, {"pmid": "123"})
    assert (bib.title, bib.year, bib.csl["page"]) == ("The miR-21 & co", 2005, "1-9")
    assert bib.csl["author"][0] == {"family": "Wu", "given": "H."}


@pytest.mark.parametrize(
    "file",
    [
        "TY  - JOUR\nTI  - One\nKW  - exosome\nKW  - miR-21, mature\nKW  - exosome\nER  - \n",
        "PMID- 1\nTI  - One\nOT  - *exosome\nOT  - miR-21, mature\n",
        "%0 Journal Article\n%T One\n%K exosome\nmiR-21, mature\n",
        "@article{a, title={One}, keywords={exosome; miR-21, mature}}",
        '[{"type": "article-journal", "title": "One", "keyword": "exosome;miR-21, mature"}]',
        "<xml><records><record><titles><title>One</title></titles><keywords><keyword>exosome"
        "</keyword><keyword>miR-21, mature</keyword></keywords></record></records></xml>",
    ],
)
def test_keywords_are_read_as_each_kind_of_file_writes_them(file: str) -> None:
    assert only(file).keywords == "exosome; miR-21, mature"


@pytest.mark.parametrize("kind", FILE_KINDS)
@pytest.mark.parametrize("citation", [one for one, _ in GOLDEN[:5]] + [AWKWARD])
def test_what_we_write_we_read(kind: str, citation: Citation) -> None:
    one, found = reference_of(citation), only(FILE_KINDS[kind].write([citation]))
    assert found.title == " ".join(one.title.split()).rstrip(".")
    assert str(found.year or "") == one.year
    assert found.identifiers.get("doi", "") == one.doi.lower()
    assert found.identifiers.get("nct", "") == one.nct
    names = [author.get("family") or author.get("literal") for author in found.csl["author"]]
    if kind != "bib":  # BibTeX has no sign for a group that survives the braces' removal
        assert names == [author.family for author in one.authors]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "none of the files"),
        (b"PK\x03\x04 a workbook", "none of the files"),
        (b"accession;claim\n1;2\n", "none of the files"),
        (b"{not json", "is broken"),
        (b"[1, 2]", "is broken"),
        (b"[" * 100_000, "is broken"),
        (b"<?xml version='1.0'?><xml><records><record>", "is broken"),
        (b"<?xml version='1.0'?><xml></xml>", "no record"),
        (
            b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaa'>"
            b"<!ENTITY b '&a;&a;&a;&a;'>]><xml>&b;</xml>",
            "is broken",
        ),
        (
            b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
            b"<xml>&f;</xml>",
            "is broken",
        ),
        (b"TY  - JOUR\nER  - \n" * (MOST_RECORDS + 1), "at a time"),
        (b"x" * (10 * 1024 * 1024 + 1), "at most 10 MiB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(data: bytes, words: str) -> None:
    with pytest.raises(Invalid, match=words) as refused:
        read_reference_file(data)
    assert "Nothing was entered." in refused.value.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = "TY  - JOUR\nAU  - Müller, J\nTI  - Über Vesikel\nER  - \n"
    assert only(text.encode(encoding)).title == "Über Vesikel"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020 Sep 25", [2020, 9, 25]), ("2020/09/25/", [2020, 9, 25]), ("2020", [2020]),
        ("2020-13-01", [2020]), ("in press", []), ("2021 Winter", [2021]), ("1 2 3", []),
    ],
)  # fmt: skip
def test_dates(text: str, expected: list[int]) -> None:
    assert read_date(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wu, Hongbo", {"family": "Wu", "given": "Hongbo"}),
        ("van den Berg JM", {"family": "van den Berg", "given": "JM"}),
        ("King, M. L., Jr.", {"family": "King", "given": "M. L.", "suffix": "Jr."}),
        ("MSC Consortium,", {"literal": "MSC Consortium"}),
        ("World Health Organization", {"literal": "World Health Organization"}),
        ("  ", None),
    ],
)
def test_names(text: str, expected: dict[str, str] | None) -> None:
    assert read_author(text) == expected


def test_csl_json_takes_only_what_a_citation_holds() -> None:
    hostile = {"title": "T", "author": "nobody", "issued": {"date-parts": [["x"]]}, "pk": 1,
               "volume": {"a": 1}, "page": "1-2", "PMID": 123}  # fmt: skip
    found = only(json.dumps([hostile]))
    assert found.csl == {"type": "article-journal", "page": "1-2"}
    assert found.identifiers == {"pmid": "123"}
