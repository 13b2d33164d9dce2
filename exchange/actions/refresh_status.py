"""Looking up what became of a publication, and noting it."""

from dataclasses import dataclass
from datetime import UTC

from accounts.actions.loader import status_look_up
from evidence.models import Citation, CitationStatus
from exchange.queries.status_look_up import look_up_status
from ground import clock
from reviews.actions.publication_status import note_looked_up


@dataclass(frozen=True)
class Refreshed:
    """What a look-up came to: the note where something was noted, and who did not answer."""

    noted: CitationStatus | None
    trouble: str


def refresh_status(*, citation: Citation) -> Refreshed:
    """Ask outside what became of `citation` and note it where that is graver than what is known.

    The account of the look-up notes it, for no person asked. Nothing is asked inside a
    transaction.
    """
    looked = look_up_status(citation)
    if looked.found is None:
        return Refreshed(None, looked.trouble)
    found, today = looked.found, clock.now().astimezone(UTC).date()
    # A paper nothing is said of is active as of today; a notice dated ahead has no day yet.
    day = today if found.status == "active" else found.on
    if day and day > today:
        day = None
    noted = note_looked_up(
        citation=citation, status=found.status, status_on=day, source=found.source,
        actor=status_look_up(),
    )  # fmt: skip
    return Refreshed(noted, looked.trouble)
