"""Publisher, keywords and funding of a paper: how they are written."""

import re
from collections.abc import Mapping

from evidence.models import Citation
from evidence.policies.answers import LONGEST_TEXT, text_problem
from ground.errors import Problem

PARTICULARS = {"publisher": "Publisher", "keywords": "Keywords", "funding": "Funding"}


def particulars_of(citation: Citation) -> dict[str, str]:
    """Return the particulars of a paper by name, "" for what is not known."""
    return {name: getattr(citation, name) for name in PARTICULARS}


def tidied(given: Mapping[str, str]) -> dict[str, str]:
    """Return particulars as they are stored: keywords each once, with semicolons between."""
    texts = {name: given.get(name, "").strip() for name in PARTICULARS}
    texts["keywords"] = "; ".join(keywords_in(texts["keywords"]))
    return texts


def keywords_in(text: str) -> list[str]:
    """Return keywords that were written one a line, or with semicolons between, each once."""
    words = (word.strip() for word in re.split(r"[;\n]", text))
    return list({word.casefold(): word for word in words if word}.values())


def particulars_problems(given: Mapping[str, str]) -> list[Problem]:
    """Return which particulars cannot be kept, and why."""
    return [
        Problem(name, message, "shape")
        for name, label in PARTICULARS.items()
        if (message := text_problem(label, given[name], LONGEST_TEXT))
    ]
