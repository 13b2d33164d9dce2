"""Contradictions as a page shows them: two sides, and where their answers differ."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from evidence.columns import BY_NAME
from evidence.enums import ACTS_AS, UNKNOWNS, Choice
from evidence.models import Version
from evidence.queries.contradictions import Contradiction

from .addresses import Given, choice_parameter
from .claims import claim_of, words_in
from .items import citation_href, item_href, status_words
from .pictures import PictureAddress, balances, read_picture_address

MOST_SHOWN = 50
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
_PARAMETERS = {"scope": choice_parameter("scope", [Choice("review", "with what is in review")])}
_UNKNOWN = {choice.label for choice in UNKNOWNS.choices}


def read_contradiction_address(given: Given) -> PictureAddress:
    """Return which claims are compared: accepted ones, with `scope=review` those in review too."""
    own, filters, moment = read_picture_address(given, _PARAMETERS)
    if "scope" in own and not moment:
        chosen = {"status": ("accepted", "in_review"), **filters.chosen}
        filters = replace(filters, chosen=chosen)
    return PictureAddress(filters=filters, moment=moment)


def contradiction_views(
    found: Iterable[Contradiction], then: Callable[[str], str] = str
) -> list[dict[str, Any]]:
    """Return each contradiction with its two sides, claim by claim; `then` dates an address."""
    views: list[dict[str, Any]] = [
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
    numbers = [tuple(len(side["claims"]) for side in view["sides"]) for view in views]
    return [
        view | _compared(*view["sides"]) | {"balance": balance}
        for view, balance in zip(views, balances(numbers), strict=True)
    ]


def _compared(resists: dict[str, Any], sensitises: dict[str, Any]) -> dict[str, Any]:
    """Return what every claim says, and what no claim of one side shares with the other.

    What a claim says besides stays with it, as `own`.
    """
    same, parting = [], []
    answers = [
        [{one["label"]: one["text"] for one in claim["answers"]} for claim in side["claims"]]
        for side in (resists, sensitises)
    ]
    for name in _EXPLAINING:
        label = BY_NAME[name].label
        up, down = ({claim.get(label, "") for claim in side} for side in answers)
        if up == down and len(up) == 1 and "" not in up:
            same.append({"label": label, "text": "".join(up)})
        elif not up & down and not (up | down) & {"", *_UNKNOWN}:
            said = " or ".join(sorted(up)), " or ".join(sorted(down))
            parting.append({"label": label, "resists": said[0], "sensitises": said[1]})
    for claim in (*resists["claims"], *sensitises["claims"]):
        claim["own"] = [one for one in claim["answers"] if one not in same]
    return {"same": same, "parting": parting}


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
