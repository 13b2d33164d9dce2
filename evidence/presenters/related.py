"""Related papers, each with one sentence why."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from evidence.queries.related import Related

_WHY = {
    "trial": "Same trial: {}.",
    "author": "Same first author, {}, and same cargo: {}.",
    "review": "Claims of both were found in the review {}.",
    "pair": "Both are about {} together with {}.",
}


def related_rows(found: Iterable[Related]) -> list[dict[str, Any]]:
    """Return each related paper with its address and the reason in words."""
    return [
        {
            "citation": one.citation,
            "href": reverse("evidence:citation-detail", args=[one.citation.key]),
            "why": why_words(one),
        }
        for one in found
    ]


def why_words(one: Related) -> str:
    """Return why a paper is related, as a sentence."""
    if one.reason == "pair" and one.shared[0] == one.shared[1]:
        return f"In both, vesicles carry {one.shared[0]}."
    shared = (", ".join(one.shared),) if one.reason == "trial" else one.shared
    return _WHY[one.reason].format(*shared)
