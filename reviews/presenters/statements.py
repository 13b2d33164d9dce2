"""What a paper's page offers its authors."""

from collections.abc import Sequence

from django.urls import reverse

from evidence.models import Citation
from reviews.models import Interest
from reviews.policies.statements import why_not_state


def statement_href(citation: Citation, interests: Sequence[Interest]) -> str:
    """Return where a person with these interests in the paper states something as its author, ""
    where they may not."""
    if why_not_state(interests):
        return ""
    return reverse("reviews:statement-make", args=[citation.key])
