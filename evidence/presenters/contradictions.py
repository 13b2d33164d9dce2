"""Contradictions as a page shows them: two sides, and where their answers differ."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from evidence.columns import BY_NAME
from evidence.enums import ACTS_AS, Choice
from evidence.models import Version
from evidence.queries.contradictions import Contradiction
from evidence.queries.facets import Filters
from releases.moments import MOMENT, moment_of

from .addresses import Given, choice_parameter, read_address
from .claims import claim_of, words_in
from .items import citation_href, item_href, status_words
from .pictures import PictureAddress

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
_PARAMETERS = (choice_parameter("scope", [Choice("review", "with what is in review")]), *MOMENT)


@dataclass(frozen=True, kw_only=True)
class ContradictionAddress(PictureAddress):
    """What an address of the contradictions asks for: a scope in one word, or a moment."""

    def query(self, **changes: Any) -> str:
        """Return this address from its "?" on, with some of it changed."""
        asked = replace(self, **changes)
        return asked.then("?scope=review" if asked.with_review else "?")


def read_contradiction_address(given: Given) -> ContradictionAddress:
    """Return which claims are compared: accepted ones, with `scope=review` those in review too."""
    asked = read_address(given, _PARAMETERS)
    moment = moment_of(asked)
    status = {"status": ("accepted", "in_review")} if "scope" in asked and not moment else {}
    return ContradictionAddress(filters=Filters(chosen=status), moment=moment)


def contradiction_views(
    found: Iterable[Contradiction], then: Callable[[str], str] = str
) -> list[dict[str, Any]]:
    """Return each contradiction with its two sides, claim by claim; `then` dates an address."""
    return [
        {
            "cargo": one.cargo.label,
            "acts_as": "" if one.acts_as == "itself" else ACTS_AS.label_of(one.acts_as),
            "agent": one.agent.label,
            "cancer": one.cancer.label,
            "sides": [
                _side("resists", "towards resistance", one.sides.resists, then),
                _side("sensitises", "towards sensitivity", one.sides.sensitises, then),
            ],
        }
        for one in found
    ]


def _side(
    name: str, label: str, versions: Iterable[Version], then: Callable[[str], str]
) -> dict[str, Any]:
    return {"name": name, "label": label, "claims": _claims(versions, then)}


def _claims(versions: Iterable[Version], then: Callable[[str], str]) -> list[dict[str, Any]]:
    return [
        {
            "accession": version.item.accession,
            "href": then(item_href(version)),
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
