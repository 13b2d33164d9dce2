"""One record of a citation file, as far as it could be read."""

import re
from dataclasses import dataclass, field
from typing import Any

from evidence.enums import CSL_ARTICLE, CSL_TYPES
from evidence.identifiers import read_identifier

_PLAIN = re.compile(r"[\W_]+")


@dataclass
class FoundReference:
    """What a record says: kind, title, CSL fields, identifiers in their normal form, abstract, and
    keywords with semicolons between."""

    kind: str = "primary_study"
    title: str = ""
    csl: dict[str, Any] = field(default_factory=dict)
    identifiers: dict[str, str] = field(default_factory=dict)
    abstract: str = ""
    keywords: str = ""
    is_retracted: bool = False

    @property
    def year(self) -> int | None:
        """Year of publication where the record gives one."""
        parts = self.csl.get("issued", {}).get("date-parts") or [[]]
        return int(parts[0][0]) if parts[0] else None

    @property
    def likeness(self) -> tuple[str, int | None]:
        """What two records of one paper have in common even without identifiers."""
        return plain_title(self.title), self.year

    def identify(self, *texts: str) -> None:
        """Take over every text that is an identifier; the first of a kind counts."""
        for text in texts:
            if identifier := read_identifier(text):
                self.identifiers.setdefault(identifier.kind, identifier.value)

    def say(self, name: str, text: str) -> None:
        """Set a CSL field where the record says something."""
        if text := " ".join(text.split()):
            self.csl[name] = text

    def keep_keywords(self, *texts: str) -> None:
        """Take over keywords; a text that stands alone may hold several, between semicolons, on
        lines, or else between commas."""
        comma = len(texts) == 1 and not re.search(r"[;\n]", texts[0])
        apart = (word for text in texts for word in re.split("," if comma else r"[;\n]", text))
        words = (" ".join(word.split()).strip("*") for word in apart)
        self.keywords = "; ".join(dict.fromkeys(word for word in words if word))

    def date(self, text: str) -> None:
        """Read a year, with month and day where they follow in figures or three letters."""
        if issued := read_date(text):
            self.csl["issued"] = {"date-parts": [issued]}

    def finished(self) -> "FoundReference":
        """Return the record with the type that its kind has in CSL."""
        self.title = " ".join(self.title.split()).rstrip(".") if self.title else ""
        self.csl = {"type": CSL_TYPES.get(self.kind, CSL_ARTICLE)} | self.csl
        return self


def plain_title(title: str) -> str:
    """Return a title without case, punctuation and blanks, to compare it by."""
    return _PLAIN.sub("", title.casefold())


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(
    r"\b(1[89]\d\d|20\d\d)\b(?:[\s/.-]+(\d{1,2}|[A-Za-z]{3})[a-z]*)?(?:[\s/.-]+(\d{1,2})\b)?"
)


def read_date(text: str) -> list[int]:
    """Return [year], [year, month] or [year, month, day], or [] where no year is said."""
    match = _DATE.search(text)
    if match is None:
        return []
    year, month, day = match.groups()
    name = (month or "").lower()
    number = int(name) if name.isdigit() else _MONTHS.index(name) + 1 if name in _MONTHS else 0
    if not 1 <= number <= 12:
        return [int(year)]
    return [int(year), number, *([int(day)] if day and 1 <= int(day) <= 31 else [])]


def read_author(text: str) -> dict[str, str] | None:
    """Return a CSL name: “Wu, Hongbo” and “Wu H” are people, what ends in a comma is a group."""
    text = " ".join(text.split())
    if not text:
        return None
    family, comma, given = (part.strip() for part in text.partition(","))
    if comma and not given:
        return {"literal": family}
    if comma:
        given, _, suffix = (part.strip() for part in given.partition(","))
        return {"family": family, "given": given} | ({"suffix": suffix} if suffix else {})
    initials = re.fullmatch(r"(.+?) ([^\W\d_a-z]{1,4})", text)
    if initials and initials.group(2).isupper():
        return {"family": initials.group(1), "given": initials.group(2)}
    return {"literal": text}
