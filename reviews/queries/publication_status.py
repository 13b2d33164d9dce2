"""What was noted of a publication, and who wants to know."""

from typing import TYPE_CHECKING

from evidence.models import Citation, CitationStatus
from reviews.models import Follow

if TYPE_CHECKING:
    from accounts.models import Person


def statuses_of(citation: Citation) -> list[CitationStatus]:
    """Return what was noted of `citation`, the newest first. Everybody may read it."""
    return list(citation.statuses.order_by("-position"))


def follows(reader: "Person", citation: Citation | None) -> bool:
    """Tell whether `reader` asked to be told what becomes of `citation`, or of any paper."""
    return Follow.objects.filter(person=reader, citation=citation).exists()
