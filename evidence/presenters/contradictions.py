"""Contradictions as a page shows them: two sides, and where their answers differ."""

from collections.abc import Iterable
from typing import Any

from evidence.columns import BY_NAME
from evidence.enums import ACTS_AS, Choice
from evidence.models import Version
from evidence.queries.contradictions import Contradiction
from evidence.queries.facets import Filters

from .addresses import Given, choice_parameter, read_address
from .claims import claim_of, words_in
from .items import citation_href, item_href, status_words

# What most often explains why two papers differ.
_EXPLAINING = (
    "settings",
    "compared_with",
    "models",
    "given",
    "engineering",
    "tissue",
    "donor_state",
)
_SCOPE = choice_parameter("scope", [Choice("review", "with what is in review")])


def read_contradiction_address(given: Given) -> Filters:
    """Return which claims are compared: accepted ones, with `scope=review` those in review too."""
    asked = read_address(given, [_SCOPE])
    status = ("accepted", "in_review") if "scope" in asked else ("accepted",)
    return Filters(chosen={"status": status})


def contradiction_views(found: Iterable[Contradiction]) -> list[dict[str, Any]]:
    """Return each contradiction with its two sides, claim by claim."""
    return [
        {
            "cargo": one.cargo.label,
            "acts_as": "" if one.acts_as == "itself" else ACTS_AS.label_of(one.acts_as),
            "agent": one.agent.label,
            "cancer": one.cancer.label,
            "sides": [
                _side("resists", "towards resistance", one.sides.resists),
                _side("sensitises", "towards sensitivity", one.sides.sensitises),
            ],
        }
        for one in found
    ]


def _side(name: str, label: str, versions: Iterable[Version]) -> dict[str, Any]:
    return {"name": name, "label": label, "claims": _claims(versions)}


def _claims(versions: Iterable[Version]) -> list[dict[str, Any]]:
    return [
        {
            "accession": version.item.accession,
            "href": item_href(version),
            "reading": version.answers["reading"],
            "status": status_words(version),
            "citation": version.citation,
            "citation_href": citation_href(version.citation),
            "answers": [
                {"label": BY_NAME[name].label, "text": "; ".join(words)}
                for name in _EXPLAINING
                if (words := words_in(claim_of(version), name))
            ],
        }
        for version in versions
    ]
