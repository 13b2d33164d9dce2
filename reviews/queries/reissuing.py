"""Which claims of a paper say other identifiers than the paper has."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.enums import OPEN_STATUSES
from evidence.models import Citation, Version
from reviews.policies.duties import why_not_decide

from .footings import footings_of

if TYPE_CHECKING:
    from accounts.models import Person


@dataclass(frozen=True)
class Reissue:
    """An accepted version whose document names other identifiers, and why it may not be reissued
    by this person, or ""."""

    version: Version
    why_not: str


def to_reissue(citation: Citation, identifiers: dict[str, str], actor: "Person") -> list[Reissue]:
    """Return the accepted claims of `citation` that do not say `identifiers`, by accession."""
    accepted = Version.objects.visible_to(actor).filter(
        citation=citation, standing__status="accepted"
    )
    rows = accepted.select_related("item", "standing", "citation", "round").order_by("item__number")
    versions = [version for version in rows if says(version) != identifiers]
    footings = footings_of(actor, versions)
    return [Reissue(version, why_not_decide(footings[version.pk])) for version in versions]


def under_review(citation: Citation, actor: "Person") -> list[Version]:
    """Return the claims of `citation` that are judged now, as they were submitted."""
    judged = Version.objects.visible_to(actor).filter(
        citation=citation, standing__status__in=OPEN_STATUSES
    )
    return list(judged.select_related("item", "standing").order_by("item__number"))


def says(version: Version) -> dict[str, str]:
    """Return the identifiers that the version's document names, "" where it names none."""
    frozen = version.answers["citation"]
    return {name: frozen.get(name) or "" for name in ("pmid", "pmcid", "doi", "nct")}
