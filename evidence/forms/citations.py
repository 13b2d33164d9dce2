"""Reading the form in which a paper is entered by hand, and the box an identifier is pasted in."""

import re
from dataclasses import dataclass, field
from typing import Any

from evidence.enums import CSL_ARTICLE, CSL_TYPES
from evidence.identifiers import LABELS, problem_with, read_identifier
from evidence.policies.answers import LONGEST_LONG_TEXT, LONGEST_TEXT, text_problem
from evidence.policies.particulars import PARTICULARS
from ground import clock
from ground.errors import Problem

from .claims import Posted, last

IDENTIFIERS = ("pmid", "pmcid", "doi", "nct")
_LINES = {"journal": "Journal", "volume": "Volume", "issue": "Issue", "page": "Pages"}
_FIRST_YEAR = 1800


@dataclass(frozen=True)
class ReadCitation:
    """What the form said: texts as typed, and what is made of them where nothing is wrong."""

    typed: dict[str, str]
    csl: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def identifiers(self) -> dict[str, str]:
        """The identifiers as typed."""
        return {name: self.typed[name] for name in IDENTIFIERS}


FIELDS = ("kind", "title", "authors", *_LINES, "year", *IDENTIFIERS, "abstract", *PARTICULARS)


def read_citation(posted: Posted) -> ReadCitation:
    """Return the citation that `posted` holds, with a problem for each text that does not fit."""
    typed = {name: last(posted, name).strip() for name in FIELDS}
    problems = [
        Problem(name, message, "shape")
        for name, label in (_LINES | {"authors": "Authors", "year": "Year"} | PARTICULARS).items()
        if (message := text_problem(label, typed[name], _longest(name)))
    ]
    csl: dict[str, Any] = {"type": CSL_TYPES.get(typed["kind"], CSL_ARTICLE)}
    if authors := [author for line in typed["authors"].split("\n") if (author := _author(line))]:
        csl["author"] = authors
    if typed["year"] and not problems:
        year = _year(typed["year"])
        problems += [] if year else [Problem("year", _year_sentence(typed["year"]), "shape")]
        csl["issued"] = {"date-parts": [[year]]}
    csl |= {
        key: typed[name]
        for name, key in (("journal", "container-title"), ("volume", "volume"),
                          ("issue", "issue"), ("page", "page"), ("publisher", "publisher"))
        if typed[name]
    }  # fmt: skip
    return ReadCitation(typed, csl, problems)


def _longest(name: str) -> int:
    return LONGEST_LONG_TEXT if name == "authors" else LONGEST_TEXT


def _author(line: str) -> dict[str, str]:
    """Return "Wu, Hongbo" as family and given name; a line without a comma as it stands."""
    family, comma, given = (part.strip() for part in line.partition(","))
    if family and comma and given:
        return {"family": family, "given": given}
    return {"family": family} if comma and family else {"literal": family} if family else {}


def _year(text: str) -> int | None:
    latest = clock.now().year + 1
    whole = re.fullmatch("[0-9]{4}", text)
    return int(text) if whole and _FIRST_YEAR <= int(text) <= latest else None


def _year_sentence(text: str) -> str:
    return (
        f"Year: “{text[:20]}” is not a year between {_FIRST_YEAR} and next year, in four digits "
        "such as 2020. Leave it empty where it is not known."
    )


_LOOKS_LIKE = (
    ("doi", re.compile(r"(doi\b|https?://(dx\.)?doi\.org|10\.[0-9])", re.I)),
    ("nct", re.compile(r"(nct|https?://(www\.)?clinicaltrials\.gov)", re.I)),
    ("pmcid", re.compile(r"(pmc|https?://\S*pmc)", re.I)),
    ("pmid", re.compile(r"(pmid|[0-9]+$|https?://\S*pubmed)", re.I)),
)


def identifier_problem(text: str) -> str:
    """Return what is wrong with `text` where it is meant as an identifier and is none, or ""."""
    text = text.strip()
    if read_identifier(text):
        return ""
    kind = next((kind for kind, pattern in _LOOKS_LIKE if pattern.match(text)), "")
    return problem_with(kind, text) if kind else ""


def prefill(text: str) -> dict[str, str]:
    """Return the form's texts for an identifier that no paper here has."""
    found = read_identifier(text)
    if found is None:
        return {}
    kind = "trial" if found.kind == "nct" else "primary_study"
    return {found.kind: found.value, "kind": kind}


__all__ = ["LABELS", "ReadCitation", "identifier_problem", "prefill", "read_citation"]
