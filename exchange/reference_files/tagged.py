"""Files of tags and values, one a line: RIS, PubMed's NBIB, EndNote's ENW.

The three differ in the shape of a line, in what begins a record, and in the names of the tags.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .found import FoundReference, read_author

Record = dict[str, list[str]]


@dataclass(frozen=True)
class Dialect:
    """How a file of tags is written: the shape of a line, the tag that begins a record, the tags
    of each part (the first one that is there counts, but for authors and identifiers)."""

    line: re.Pattern[str]
    begins: str
    parts: Mapping[str, tuple[str, ...]]


_RIS = Dialect(
    re.compile(r"([A-Z][A-Z0-9])  ?- ?(.*)"),
    "TY",
    {
        "title": ("TI", "T1", "CT", "BT"), "journal": ("T2", "JO", "JF", "JA"), "short": ("J2",),
        "authors": ("AU", "A1"), "date": ("DA", "PY", "Y1"), "year": ("PY", "Y1"),
        "volume": ("VL",), "issue": ("IS",), "first": ("SP",), "last": ("EP",),
        "publisher": ("PB",), "abstract": ("AB", "N2"), "kind": ("TY",), "keywords": ("KW",),
        "identifiers": ("DO", "AN", "C2", "M1", "UR", "L3", "M3", "ID"),
    },
)  # fmt: skip
_NBIB = Dialect(
    re.compile(r"([A-Z]{2,4}) {0,2}- (.*)"),
    "PMID",
    {
        "title": ("TI",), "journal": ("JT",), "short": ("TA",), "authors": ("FAU", "AU", "CN"),
        "date": ("DP",), "year": ("DP",), "volume": ("VI",), "issue": ("IP",), "pages": ("PG",),
        "abstract": ("AB",), "kind": ("PT",), "status": ("PST",), "keywords": ("OT",),
        "identifiers": ("PMID", "PMC", "LID", "AID", "SI"),
    },
)  # fmt: skip
_ENW = Dialect(
    re.compile(r"(%[0-9A-Z@!#$&+?])\s(.*)"),
    "%0",
    {
        "title": ("%T",), "journal": ("%J", "%B"), "authors": ("%A",), "date": ("%8", "%D"),
        "year": ("%D",), "volume": ("%V",), "issue": ("%N",), "pages": ("%P",),
        "publisher": ("%I",), "abstract": ("%X",), "kind": ("%0",), "keywords": ("%K",),
        "identifiers": ("%R", "%M", "%2", "%U"),
    },
)  # fmt: skip
DIALECTS = {"ris": _RIS, "nbib": _NBIB, "enw": _ENW}
_KINDS = (
    ("preprint", ("UNPB", "Preprint", "Unpublished Work")),
    ("guideline", ("Practice Guideline", "Guideline", "RPRT", "Report")),
    ("review", ("Review", "Systematic Review", "Meta-Analysis")),
    ("trial", ("DATA", "DBASE", "Dataset")),
)


def read_tagged(text: str, dialect: Dialect) -> Iterator[FoundReference]:
    """Return the records of a file; a line without a tag goes on where the last one stopped."""
    for record in _records(text, dialect):
        yield _reference(record, dialect.parts)


def _records(text: str, dialect: Dialect) -> Iterator[Record]:
    record: Record = {}
    tag = ""
    for line in text.splitlines():
        match = dialect.line.fullmatch(line.rstrip())
        if match:
            tag = match.group(1)
            if tag == dialect.begins and record:
                yield record
                record = {}
            record.setdefault(tag, []).append(match.group(2).strip())
        elif tag and line.strip() and tag in record:
            # EndNote writes keywords one a line, with the tag before the first alone.
            record[tag][-1] += ("\n" if tag == "%K" else " ") + line.strip()
    if any(value for name, values in record.items() if name != "ER" for value in values):
        yield record


def _reference(record: Record, parts: Mapping[str, tuple[str, ...]]) -> FoundReference:
    def first(part: str) -> str:
        return next((record[tag][0] for tag in parts.get(part, ()) if tag in record), "")

    found = FoundReference(kind=_kind(record, parts), title=first("title"))
    found.abstract = " ".join(first("abstract").split())
    found.keep_keywords(*(word for tag in parts["keywords"] for word in record.get(tag, ())))
    found.is_retracted = "Retracted Publication" in record.get("PT", ())
    names = next((record[tag] for tag in parts["authors"] if tag in record), [])
    if authors := [author for name in names if (author := read_author(name))]:
        found.csl["author"] = authors
    found.date(first("date") if re.search(r"\d{4}", first("date")) else first("year"))
    pages = first("pages") or "-".join(part for part in (first("first"), first("last")) if part)
    for name, text in {
        "container-title": first("journal"), "container-title-short": first("short"),
        "volume": first("volume"), "issue": first("issue"), "page": pages,
        "publisher": first("publisher"),
    }.items():  # fmt: skip
        found.say(name, text)
    if "aheadofprint" in first("status"):
        found.csl["status"] = "advance online publication"
    found.identify(*_identifiers(record, parts))
    if set(found.identifiers) == {"nct"}:
        found.kind = "trial"
    return found.finished()


def _kind(record: Record, parts: Mapping[str, tuple[str, ...]]) -> str:
    said = {value for tag in parts["kind"] for value in record.get(tag, ())}
    return next((kind for kind, signs in _KINDS if said & set(signs)), "primary_study")


def _identifiers(record: Record, parts: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for tag in parts["identifiers"]:
        for value in record.get(tag, ()):
            # PubMed says what an id is behind it, and a register before it.
            bare = re.sub(r"\s*\[(doi|pii|pmc|pmid)\]$", "", value)
            yield bare.removeprefix("ClinicalTrials.gov/")
