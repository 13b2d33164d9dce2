"""Deciding several rounds with one reason."""

from accounts.models import Person
from evidence.models import Version
from reviews.actions.decide import decide
from reviews.models import Decision
from reviews.policies.consensus import disputed_sections
from reviews.queries.judgements import judgements_on


def decide_same(*, version: Version, outcome: str, reason: str, actor: Person) -> Decision:
    """Decide a split round, giving `reason` for each section in dispute or for the whole."""
    said = [one.now for one in judgements_on(version, actor)]
    names = disputed_sections(said) or ["whole"]
    return decide(
        version=version, outcome=outcome, reasons=dict.fromkeys(names, reason), actor=actor
    )
