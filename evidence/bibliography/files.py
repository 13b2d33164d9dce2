"""References as files that other programs take in: RIS, BibTeX, EndNote's ENW, CSL-JSON."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from evidence.models import Citation

from .reference import Author, Reference, reference_of

_RIS_TYPES = {"preprint": "UNPB", "trial": "ELEC", "guideline": "RPRT"}
_ENW_TYPES = {"preprint": "Unpublished Work", "trial": "Web Page", "guideline": "Report"}
_BIBTEX_TYPES = {"preprint": "misc", "trial": "misc", "guideline": "techreport"}
_LATEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


def ris(one: Reference) -> str:
    """One record of a RIS file; every value stays in one line."""
    return _tagged(
        [
            ("TY", _RIS_TYPES.get(one.kind, "JOUR")),
            ("ID", one.key),
            *(("AU", _inverted(author)) for author in one.authors),
            ("TI", one.title), ("T2", one.journal), ("J2", one.short_journal),
            ("PY", one.year), ("DA", _day(one)), ("VL", one.volume), ("IS", one.issue),
            ("SP", one.first_page), ("EP", one.last_page), ("PB", one.publisher),
            ("DO", one.doi), ("AN", one.pmid), ("C2", one.pmcid), ("M1", one.nct),
            ("UR", one.address),
        ],
        "{}  - {}",
    ) + "ER  - \n"  # fmt: skip


def enw(one: Reference) -> str:
    """One record of an EndNote file."""
    return _tagged(
        [
            ("%0", _ENW_TYPES.get(one.kind, "Journal Article")),
            *(("%A", _inverted(author)) for author in one.authors),
            ("%T", one.title), ("%J", one.journal), ("%D", one.year), ("%V", one.volume),
            ("%N", one.issue), ("%P", one.pages), ("%I", one.publisher), ("%R", one.doi),
            ("%M", one.pmid), ("%2", one.pmcid), ("%U", one.address), ("%F", one.key),
        ],
        "{} {}",
    )  # fmt: skip


def bibtex(one: Reference) -> str:
    """One entry of a BibTeX file (UTF-8); what LaTeX would take for a command is escaped."""
    fields = {
        "author": " and ".join(_bibtex_name(author) for author in one.authors),
        "title": f"{{{_escaped(one.title)}}}",
        "journal": _escaped(one.journal) if one.is_paper else "",
        "howpublished": "" if one.is_paper else _escaped(one.journal or one.publisher),
        "year": one.year,
        "volume": _escaped(one.volume),
        "number": _escaped(one.issue),
        "pages": _escaped(one.pages).replace("-", "--"),
        "doi": one.doi,
        "pmid": one.pmid,
        "pmcid": one.pmcid,
        "url": one.address,
    }
    lines = "".join(f",\n  {name} = {{{text}}}" for name, text in fields.items() if text)
    return f"@{_BIBTEX_TYPES.get(one.kind, 'article')}{{{one.key}{lines}\n}}\n"


def csl_json(citation: Citation) -> dict[str, Any]:
    """One object of a CSL-JSON file: the fields as they were given, and the identifiers."""
    one = reference_of(citation)
    known = {"PMID": one.pmid, "PMCID": one.pmcid, "DOI": one.doi, "URL": one.address}
    return (
        {"id": one.key, "type": "article-journal"}
        | citation.csl
        | {"title": one.title}
        | {name: text for name, text in known.items() if text}
    )


@dataclass(frozen=True)
class FileKind:
    """A kind of file: its ending, media type, name, and how citations become its text."""

    name: str
    media_type: str
    label: str
    write: Callable[[Iterable[Citation]], str]


def _joined(record: Callable[[Reference], str]) -> Callable[[Iterable[Citation]], str]:
    return lambda citations: "\n".join(record(reference_of(one)) for one in citations)


def _csl_file(citations: Iterable[Citation]) -> str:
    return json.dumps([csl_json(one) for one in citations], ensure_ascii=False, indent=1) + "\n"


FILE_KINDS = {
    kind.name: kind
    for kind in (
        FileKind("ris", "application/x-research-info-systems", "RIS", _joined(ris)),
        FileKind("bib", "application/x-bibtex", "BibTeX", _joined(bibtex)),
        FileKind("enw", "application/x-endnote-refer", "EndNote", _joined(enw)),
        FileKind("json", "application/vnd.citationstyles.csl+json", "CSL-JSON", _csl_file),
    )
}


def _tagged(lines: Iterable[tuple[str, str]], shape: str) -> str:
    return "".join(f"{shape.format(tag, _one_line(text))}\n" for tag, text in lines if text)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _inverted(author: Author) -> str:
    # EndNote and RIS take a comma at the end as the sign of a name that is not taken apart.
    if author.is_group:
        return f"{author.family},"
    return ", ".join(part for part in (author.family, author.given, author.suffix) if part)


def _bibtex_name(author: Author) -> str:
    if author.is_group:
        return f"{{{_escaped(author.family)}}}"
    parts = (author.family, author.suffix, author.given)
    return ", ".join(_escaped(part) for part in parts if part)


def _escaped(text: str) -> str:
    return _one_line(text).translate(_LATEX)


def _day(one: Reference) -> str:
    if not one.month:
        return ""
    return f"{one.year}/{int(one.month):02}/{int(one.day):02}" if one.day.isdigit() else ""
