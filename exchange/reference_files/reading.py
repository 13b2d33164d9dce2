"""A citation file, whatever wrote it, as a list of what its records say."""

import re
from collections.abc import Callable, Iterable
from functools import partial
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException

from ground.errors import Invalid

from .found import FoundReference
from .structured import read_bibtex, read_csl_json, read_endnote_xml
from .tagged import DIALECTS, read_tagged

LARGEST_FILE = 10 * 1024 * 1024
MOST_RECORDS = 1_000
_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("CSL-JSON", re.compile(r"\s*[\[{]")),
    ("EndNote XML", re.compile(r"\s*(<\?xml|<xml|<records)")),
    ("BibTeX", re.compile(r"(?:\s*%.*\n)*\s*@\s*[A-Za-z]+\s*[{(]")),
    ("ENW", re.compile(r"\s*%0 ")),
    ("NBIB", re.compile(r"\s*PMID ?- ")),
    ("RIS", re.compile(r"\s*TY  ?- ")),
)
_READERS: dict[str, Callable[[str], Iterable[FoundReference]]] = {
    "CSL-JSON": read_csl_json,
    "EndNote XML": read_endnote_xml,
    "BibTeX": read_bibtex,
    **{name.upper(): partial(read_tagged, dialect=one) for name, one in DIALECTS.items()},
}


def read_reference_file(data: bytes) -> tuple[str, list[FoundReference]]:
    """Return what kind of file it is, by its content, and its records.

    Raises Invalid with one sentence where it is too large, of no kind we read, broken or empty.
    """
    if len(data) > LARGEST_FILE:
        raise Invalid(
            f"The file has {len(data) / 1024 / 1024:.1f} MiB; at most 10 MiB are read. Export "
            "fewer papers at a time. Nothing was entered."
        )
    text = _decoded(data)
    kind = next((name for name, sign in _SIGNS if sign.match(text)), "")
    if not kind:
        raise Invalid(
            "This is none of the files that are read here: RIS, BibTeX, NBIB, ENW, EndNote XML, "
            "CSL-JSON. Export it again in one of these forms. Nothing was entered."
        )
    try:
        found = list(_READERS[kind](text))
    except (ValueError, RecursionError, ParseError, DefusedXmlException) as error:
        raise Invalid(
            f"The file looks like {kind} but is broken: {error}. Nothing was entered."
        ) from error
    if not found:
        raise Invalid(f"The {kind} file holds no record. Nothing was entered.")
    if len(found) > MOST_RECORDS:
        raise Invalid(
            f"The file holds {len(found):,} records; at most {MOST_RECORDS:,} are read at a time. "
            "Split it. Nothing was entered."
        )
    return kind, found


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Invalid("The file's letters could not be read: save it as UTF-8. Nothing was entered.")
