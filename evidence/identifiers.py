"""Identifiers of publications and trial records: how they are read and checked."""

import re
from typing import NamedTuple


class Identifier(NamedTuple):
    """What kind of identifier a text is, and its normal form."""

    kind: str
    value: str


_PMID = re.compile(r"^(?:pmid:?\s*)?([1-9][0-9]{0,7})$", re.I | re.A)
_PMCID = re.compile(r"^(?:pmcid:?\s*)?(pmc[1-9][0-9]{0,8})$", re.I | re.A)
_NCT = re.compile(r"^(nct[0-9]{8})$", re.I | re.A)
_DOI = re.compile(r"^(?:doi:?\s*)?(10\.[0-9]{4,9}/[^\s\x00-\x1f\x7f-\x9f]+)$", re.I | re.A)
LONGEST_DOI = 300
_URLS = (
    re.compile(r"^https?://(?:dx\.)?doi\.org/(10\.[0-9]{4,9}/\S+)$", re.I | re.A),
    re.compile(r"^https?://pubmed\.ncbi\.nlm\.nih\.gov/([1-9][0-9]{0,7})/?$", re.I | re.A),
    re.compile(r"^https?://(?:www\.)?ncbi\.nlm\.nih\.gov/pmc/articles/(pmc[0-9]+)/?$", re.I | re.A),
    re.compile(r"^https?://pmc\.ncbi\.nlm\.nih\.gov/articles/(pmc[0-9]+)/?$", re.I | re.A),
    re.compile(
        r"^https?://(?:www\.)?clinicaltrials\.gov/(?:study|ct2/show)/(nct[0-9]{8})/?$", re.I
    ),
)
_READERS = (("nct", _NCT), ("pmcid", _PMCID), ("pmid", _PMID), ("doi", _DOI))
LABELS = {"pmid": "PMID", "pmcid": "PMCID", "doi": "DOI", "nct": "NCT id"}
SHAPES = {
    "pmid": "1 to 8 digits, such as 32978367",
    "pmcid": "PMC and digits, such as PMC4627430",
    "doi": "10., a number, a slash and a name, such as 10.1038/s41419-020-02962-4",
    "nct": "NCT and 8 digits, such as NCT03608631",
}


def read_identifier(text: str) -> Identifier | None:
    """Return the identifier that `text` is, also from a link to it, or None.

    PMCID and NCT id come back in upper case; a DOI, which ignores case, in lower case.
    """
    text = text.strip()
    for url in _URLS:
        if match := url.match(text):
            text = match.group(1)
    for kind, pattern in _READERS:
        if match := pattern.match(text):
            found = match.group(1)
            value = found.lower() if kind == "doi" else found.upper()
            return Identifier(kind, value) if len(value) <= LONGEST_DOI else None
    return None


def problem_with(kind: str, text: str) -> str:
    """Return what is wrong with `text` as an identifier of `kind`, or "" if nothing is."""
    found = read_identifier(text)
    if found and found.kind == kind:
        return ""
    return f"“{text[:60]}” is not a {LABELS[kind]}: expected {SHAPES[kind]}."
