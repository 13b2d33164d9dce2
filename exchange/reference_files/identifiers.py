"""A pasted list of identifiers."""

import re

from evidence.identifiers import Identifier, read_identifier
from ground.errors import Invalid

MOST_IDENTIFIERS = 200
_BETWEEN = re.compile(r"[\s,;]+")
# "PMID: 32978367", "doi 10.1038/…": the name of an identifier belongs to what follows it.
_NAMED = re.compile(r"\b(?:pmid|pmcid|doi)\s*:?\s+(?=\S)", re.I)


def read_identifiers(text: str) -> list[Identifier]:
    """Return every PMID, DOI, PMCID, NCT id of a text, in order, also from links to them.

    They stand apart by blanks, commas, semicolons or lines. Raises Invalid naming what is none.
    """
    words = [word for word in _BETWEEN.split(_NAMED.sub("", text)) if word]
    if len(words) > MOST_IDENTIFIERS:
        raise Invalid(
            f"These are {len(words):,} identifiers; at most {MOST_IDENTIFIERS} are read at a time. "
            "Nothing was entered."
        )
    found, wrong = [], []
    for word in words:
        if identifier := read_identifier(word.rstrip(".")):
            found.append(identifier)
        else:
            wrong.append(word[:60])
    if wrong:
        named = ", ".join(f"“{word}”" for word in wrong[:5])
        more = f" and {len(wrong) - 5} more" if len(wrong) > 5 else ""
        raise Invalid(
            f"No PMID, DOI, PMCID or NCT id: {named}{more}. Correct or take them away; what you "
            "pasted is kept. Nothing was entered."
        )
    return found
