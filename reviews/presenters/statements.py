"""What a paper's page offers its authors."""

from django.urls import reverse

from accounts.models import Person
from evidence.models import Citation
from reviews.policies.statements import why_not_state
from reviews.queries.statements import interests_of


def statement_href(citation: Citation, reader: Person) -> str:
    """Return where `reader` states something as an author of the paper, "" where they may not."""
    if why_not_state(interests_of(citation, reader)):
        return ""
    return reverse("reviews:statement-make", args=[citation.key])
