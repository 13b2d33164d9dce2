"""What reviewers said of a version, as far as the reader may know."""

from dataclasses import dataclass

from accounts.models import Person
from evidence.models import Version
from reviews.models import Recommendation, Seat


@dataclass(frozen=True)
class Judged:
    """One reviewer's recommendation now, and the first one where it was changed since."""

    now: Recommendation
    first: Recommendation | None


def judgements_on(version: Version, reader: Person) -> list[Judged]:
    """Return what `reader` may read of each reviewer of `version`, in one query.

    The order says nothing: `presenters.letters` gives each reader their own.
    """
    rows = Recommendation.objects.visible_to(reader).filter(round=version.pk).order_by("turn")
    turns: dict[int, list[Recommendation]] = {}
    for row in rows:
        turns.setdefault(row.person_id, []).append(row)
    return [Judged(said[-1], said[0] if len(said) > 1 else None) for said in turns.values()]


def own_recommendation(seat: Seat, reader: Person) -> Recommendation | None:
    """Return what `reader` said from `seat` last, if anything."""
    own = Recommendation.objects.visible_to(reader).filter(person=reader, seat=seat)
    return own.order_by("-turn").first()
