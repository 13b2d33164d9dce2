"""What stands between what is accepted now and a release of it."""

from typing import NamedTuple

from django.db.models import QuerySet

from evidence.models import Term, Version
from releases.models import Release
from reviews.queries.violations import violations

from .accepted import Blocked, accepted, blocked_among
from .differences import NOTHING, ItemChange, difference, unexplained
from .printing import of_release, of_versions
from .releases import last_release

_QUARANTINE = "publication_status"


class Gate(NamedTuple):
    """What the next release would hold and what it would say.

    `quarantined` maps accessions to the reason why they are kept out: their paper was retracted,
    or an expression of concern was published, and nobody has waived it. `vanished` names claims
    of the last release that are gone without a reason, `violations` every breach of the duties in
    the data: while there are any nothing is published.
    `obsolete` and `provisional` are names that need a reason to go in as they are.
    """

    last: Release | None
    rows: int
    blocked: list[Blocked]
    quarantined: dict[str, str]
    changes: list[ItemChange]
    vanished: list[str]
    obsolete: list[str]
    provisional: list[str]
    violations: list[str]

    @property
    def needs_reason(self) -> bool:
        """Whether names would go in that no editor confirmed, or that are obsolete by now."""
        return bool(self.obsolete or self.provisional)


class Against(NamedTuple):
    """What speaks against accepted versions: some are in the way, others only kept out."""

    blocked: list[Blocked]
    quarantined: dict[str, str]


def gate() -> Gate:
    """Return what the next release would hold, against the last one that was published."""
    against = speaks_against()
    return gate_of(against, printable(against.quarantined), last_release())


def speaks_against() -> Against:
    """Return what speaks now against what is accepted."""
    found = blocked_among(accepted())
    quarantined = {
        one.version.item.accession: f"quarantined: {one.blockers[0].sentence}"
        for one in found
        if [blocker.name for blocker in one.blockers] == [_QUARANTINE]
    }
    rest = [one for one in found if one.version.item.accession not in quarantined]
    return Against(rest, quarantined)


def gate_of(against: Against, held: QuerySet[Version], last: Release | None) -> Gate:
    """Return the gate of a release that holds `held`, after the release `last`."""
    before = of_release(last) if last else NOTHING
    changes = difference(before, of_versions(held), left_out=against.quarantined)
    return Gate(
        last=last,
        rows=held.count(),
        blocked=against.blocked,
        quarantined=against.quarantined,
        changes=changes,
        vanished=unexplained(changes),
        obsolete=_names(held, "obsolete"),
        provisional=_names(held, "provisional"),
        violations=[str(violation) for violation in violations()],
    )


def printable(quarantined: dict[str, str]) -> QuerySet[Version]:
    """Return the accepted versions that no quarantine keeps out."""
    numbers = [int(accession.removeprefix("EVD-")) for accession in quarantined]
    return accepted().exclude(item__number__in=numbers)


def held_by(release: Release) -> QuerySet[Version]:
    """Return the versions that a release holds, also before it is stored itself."""
    return Version.objects.filter(releases__release_id=release.pk)


def _names(versions: QuerySet[Version], status: str) -> list[str]:
    """Return the labels of terms of this status that the versions name, in order."""
    found = Term.objects.filter(status=status, used_in__version__in=versions)
    return sorted(set(found.values_list("label", flat=True)))
