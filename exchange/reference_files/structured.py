"""Files whose structure a library reads: BibTeX, CSL-JSON, EndNote's XML."""

import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import bibtexparser
from defusedxml.ElementTree import fromstring

from .found import FoundReference, read_author

_CSL_KEPT = (
    "author", "issued", "container-title", "container-title-short", "volume", "issue", "page",
    "publisher", "number", "status",
)  # fmt: skip
_CSL_KINDS = {"article": "preprint", "dataset": "trial", "report": "guideline"}
_BIBTEX_KINDS = {"techreport": "guideline", "unpublished": "preprint", "misc": "preprint"}
_LATEX_NAMES = {"backslash": "\\", "asciitilde": "~", "asciicircum": "^"}
_LATEX = re.compile(r"\\text(backslash|asciitilde|asciicircum)\{\}|\\([&%$#_{}])|[{}]")


def read_csl_json(text: str) -> Iterator[FoundReference]:
    """Return the objects of a CSL-JSON file; raise ValueError where it is none."""
    read = json.loads(text)
    items = read if isinstance(read, list) else [read]
    for item in items:
        if not isinstance(item, dict):
            raise ValueError("a reference in CSL-JSON is an object")
        found = FoundReference(
            kind=_CSL_KINDS.get(str(item.get("type")), "primary_study"),
            title=str(item.get("title") or ""),
            abstract=str(item.get("abstract") or ""),
        )
        found.keep_keywords(str(item.get("keyword") or ""))
        kept = {name: item[name] for name in _CSL_KEPT if item.get(name)}
        found.csl = {name: value for name, value in kept.items() if _fits(name, value)}
        found.identify(
            *(str(item[name]) for name in ("DOI", "PMID", "PMCID", "URL", "number") if name in item)
        )
        yield found.finished()


def _fits(name: str, value: Any) -> bool:
    if name == "author":
        return isinstance(value, list) and all(
            isinstance(one, dict) and all(isinstance(part, str) for part in one.values())
            for one in value
        )
    if name == "issued":
        parts = value.get("date-parts") if isinstance(value, dict) else None
        return (
            isinstance(parts, list) and bool(parts) and isinstance(parts[0], list)
            and all(str(part).isdigit() for part in parts[0])
        )  # fmt: skip
    return isinstance(value, str | int)


def read_bibtex(text: str) -> Iterator[FoundReference]:
    """Return the entries of a BibTeX file; what is none is left out by the library."""
    for entry in bibtexparser.parse_string(text).entries:
        fields = {name.lower(): _plain(f.value) for name, f in entry.fields_dict.items()}
        kind = _BIBTEX_KINDS.get(entry.entry_type.lower(), "primary_study")
        found = FoundReference(kind=kind, title=fields.get("title", ""))
        found.abstract = fields.get("abstract", "")
        found.keep_keywords(fields.get("keywords", ""))
        names = re.split(r"\s+and\s+", fields.get("author", ""))
        if authors := [author for name in names if (author := read_author(name))]:
            found.csl["author"] = authors
        found.date(" ".join(fields.get(part, "") for part in ("year", "month", "day")))
        for name, part in {
            "container-title": "journal", "volume": "volume", "issue": "number", "page": "pages",
            "publisher": "publisher",
        }.items():  # fmt: skip
            found.say(name, fields.get(part, "").replace("--", "-"))
        if not found.csl.get("container-title"):
            found.say("container-title", fields.get("howpublished", ""))
        found.identify(*(fields.get(name, "") for name in ("doi", "pmid", "pmcid", "url")))
        if set(found.identifiers) == {"nct"}:
            found.kind = "trial"
        yield found.finished()


def _plain(value: Any) -> str:
    """Return a value without LaTeX's escapes and without the braces that only group."""
    text = _LATEX.sub(lambda m: _LATEX_NAMES.get(m.group(1), m.group(2) or ""), str(value))
    return " ".join(text.split())


def read_endnote_xml(text: str) -> Iterator[FoundReference]:
    """Return the records of EndNote's XML; raise ValueError where it is none.

    Entities and document types are refused by the parser: nothing outside the file is read.
    """
    for record in fromstring(text, forbid_dtd=True).iter("record"):
        found = FoundReference(title=_text(record, "titles/title"))
        found.abstract = _text(record, "abstract")
        found.keep_keywords(*(_inner(one) for one in record.findall("keywords/keyword")))
        names = [_inner(one) for one in record.findall("contributors/authors/author")]
        if authors := [author for name in names if (author := read_author(name))]:
            found.csl["author"] = authors
        found.date(_text(record, "dates/year"))
        for name, path in {
            "container-title": "titles/secondary-title", "volume": "volume", "issue": "number",
            "page": "pages", "publisher": "publisher",
        }.items():  # fmt: skip
            found.say(name, _text(record, path))
        found.identify(
            _text(record, "electronic-resource-num"), _text(record, "accession-num"),
            _text(record, "custom2"), _text(record, "urls/related-urls/url"),
        )  # fmt: skip
        yield found.finished()


def _text(record: Element, path: str) -> str:
    found = record.find(path)
    return _inner(found) if found is not None else ""


def _inner(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
