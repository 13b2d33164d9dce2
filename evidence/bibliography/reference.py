"""The parts of a reference, from the CSL fields of a citation and its identifiers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evidence.models import Citation

UNKNOWN_TITLE = "[Title unknown]"
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_INITIALS_ONLY = re.compile(r"[^\W\d_]{1,3}")


@dataclass(frozen=True)
class Author:
    """A person, or a group whose name is not taken apart (`family` alone)."""

    family: str
    given: str = ""
    suffix: str = ""
    is_group: bool = False

    @property
    def initials(self) -> tuple[tuple[str, ...], ...]:
        """First letters, names joined by a hyphen together: Jean-Paul M. → ((J, P), (M,))."""
        names = self.given.replace(".", " ").split()
        if len(names) == 1 and _INITIALS_ONLY.fullmatch(names[0]) and names[0].isupper():
            return tuple((letter,) for letter in names[0])
        parts = (tuple(part[0].upper() for part in name.split("-") if part) for name in names)
        return tuple(part for part in parts if part)

    def spaced(self) -> str:
        """Initials with dots and spaces: “J.-P. M.”."""
        return " ".join("-".join(f"{letter}." for letter in name) for name in self.initials)

    def joined(self) -> str:
        """Initials without anything between: “JPM”."""
        return "".join(letter for name in self.initials for letter in name)


@dataclass(frozen=True)
class Reference:
    """What the four styles and the files are made of. A part is "" where it is unknown."""

    key: str
    kind: str
    authors: tuple[Author, ...]
    title: str
    journal: str
    short_journal: str
    year: str
    month: str
    day: str
    volume: str
    issue: str
    pages: str
    publisher: str
    doi: str
    pmid: str
    pmcid: str
    nct: str
    url: str
    is_ahead_of_print: bool

    @property
    def first_page(self) -> str:
        """The page, or the number of the article, on which it begins."""
        return self.pages.split("-")[0].strip()

    @property
    def last_page(self) -> str:
        """The last page, or "" where there is one number only."""
        return self.pages.partition("-")[2].strip()

    @property
    def is_paper(self) -> bool:
        """Whether a journal printed it."""
        return self.kind not in ("preprint", "trial")

    @property
    def address(self) -> str:
        """Where it is read: its DOI, its trial record, or the address it came with."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        return f"https://clinicaltrials.gov/study/{self.nct}" if self.nct else self.url

    @property
    def month_name(self) -> str:
        """The month in three letters, or ""."""
        return _MONTHS[int(self.month) - 1] if self.month else ""


def reference_of(citation: Citation) -> Reference:
    """Return the parts of a citation's reference."""
    csl = citation.csl
    issued = [str(part) for part in (csl.get("issued", {}).get("date-parts") or [[]])[0]]
    year, month, day = (*issued, "", "", "")[:3]
    volume, issue, pages = (_text(csl, name) for name in ("volume", "issue", "page"))
    status = _text(csl, "status").lower()
    return Reference(
        key=citation.key,
        kind=citation.kind,
        authors=tuple(_author(one) for one in csl.get("author", [])),
        title=citation.title.strip() or UNKNOWN_TITLE,
        journal=_text(csl, "container-title"),
        short_journal=_text(csl, "container-title-short"),
        year=year,
        month=month if month.isdigit() and 1 <= int(month) <= 12 else "",
        day=day,
        volume=volume,
        issue=issue,
        pages=re.sub(r"\s*[-–—]+\s*", "-", pages or _text(csl, "number")),
        publisher=_text(csl, "publisher"),
        doi=citation.doi or "",
        pmid=citation.pmid or "",
        pmcid=citation.pmcid or "",
        nct=citation.nct or "",
        url=_text(csl, "URL"),
        is_ahead_of_print="ahead of print" in status or "advance online" in status,
    )


def _author(csl: Mapping[str, Any]) -> Author:
    if not csl.get("family"):
        return Author(str(csl.get("literal", "")).strip(), is_group=True)
    particle = " ".join(
        str(csl[name]) for name in ("dropping-particle", "non-dropping-particle") if csl.get(name)
    )
    family = f"{particle} {csl['family']}".strip()
    return Author(family, str(csl.get("given", "")).strip(), str(csl.get("suffix", "")).strip())


def _text(csl: Mapping[str, Any], name: str) -> str:
    return str(csl.get(name, "") or "").strip()
