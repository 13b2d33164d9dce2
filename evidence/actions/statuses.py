"""The one place that writes what has become of a publication: retracted, corrected, active again.

Who may, and whom it concerns, is asked above (`reviews.actions.publication_status`).
"""

from datetime import date
from typing import TYPE_CHECKING

from evidence.models import Citation, CitationStatus, StatusMeans
from ground import clock, events

if TYPE_CHECKING:
    from accounts.models import Person


def write_status(
    *,
    citation: Citation,
    status: str,
    status_on: date | None,
    source: str,
    reason: str = "",
    means: StatusMeans,
    actor: "Person",
) -> CitationStatus:
    """Note the status of a citation and return the note; `citation` then says so, too.

    The caller is in a transaction, holds the citation's row or has just made it, and knows that
    the status fits. The database carries the status over to the citation.
    """
    last = CitationStatus.objects.filter(citation=citation).order_by("-position").first()
    noted = CitationStatus.objects.create(
        citation=citation,
        position=last.position + 1 if last else 1,
        status=status,
        before=citation.status,
        status_on=status_on,
        source=source,
        reason=reason,
        means=means,
        noted_at=clock.now(),
        noted_by=actor,
    )
    citation.refresh_from_db(fields=["status", "status_on", "status_source"])
    data = {
        "status": status,
        "on": status_on.isoformat() if status_on else "",
        "source": source,
        "reason": reason,
        "means": str(means),
    }
    events.record(stream=f"citation:{citation.pk}", verb="note status", data=data, actor=actor)
    return noted
