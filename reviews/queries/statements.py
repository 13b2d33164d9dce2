"""Authors' statements."""

from accounts.models import Person
from evidence.models import Citation
from reviews.models import Interest, Statement

MOST_SHOWN = 100


def statements_on(citation: Citation) -> list[Statement]:
    """Return the statements that stand beside a paper, oldest first: the same for everybody."""
    rows = Statement.objects.visible_to(None).filter(citation=citation)
    return list(rows.order_by("made_at")[:MOST_SHOWN])


def own_statements(citation: Citation, person: Person) -> list[Statement]:
    """Return all `person` ever stated to a paper, newest first."""
    own = Statement.objects.visible_to(person).filter(citation=citation, person=person)
    return list(own.order_by("-made_at")[:MOST_SHOWN])


def waiting_statements(reader: Person) -> list[Statement]:
    """Return the statements that wait for an editor, oldest first."""
    rows = Statement.objects.visible_to(reader).waiting().select_related("citation")
    return list(rows.order_by("made_at")[:MOST_SHOWN])


def interests_of(citation: Citation, person: Person) -> list[Interest]:
    """Return the interests of `person` in a paper."""
    return list(Interest.objects.filter(citation=citation, person=person))
