"""The calibration set as a person meets it, and its sums as editors do."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q

from accounts.models import Person
from evidence.models import VersionAuthor
from reviews.models import CalibrationAnswer, CalibrationClaim, Recommendation
from reviews.models.recommendations import DECIDED
from reviews.policies.calibration import (
    FEWEST_PEOPLE,
    SET_SIZE,
    Met,
    met_references,
    why_not_judge,
)

_BIG = ("version__answers", "version__document", "version__supplement")


@dataclass(frozen=True)
class SetClaim:
    """A claim of the set: why the reader does not judge it, if so, and what they said."""

    claim: CalibrationClaim
    why_not: str
    said: CalibrationAnswer | None

    @property
    def is_left(self) -> bool:
        """Whether the reader has still to judge it."""
        return self.said is None and not self.why_not


def set_of(reader: Person) -> list[SetClaim]:
    """Return the set as it is now, in three queries."""
    claims = list(
        CalibrationClaim.objects.visible_to(reader)
        .current()
        .select_related("version__item")
        .defer(*_BIG)
    )
    own = CalibrationAnswer.objects.visible_to(reader).filter(claim__in=claims)
    said = {answer.claim_id: answer for answer in own}
    items = [claim.version.item_id for claim in claims]
    wrote = set(
        VersionAuthor.objects.filter(item__in=items, person=reader).values_list("item", flat=True)
    )
    return [
        SetClaim(
            claim,
            why_not_judge(
                is_reviewer=reader.is_reviewer,
                is_own=claim.chosen_by_id == reader.pk or claim.version.item_id in wrote,
            ),
            said.get(claim.pk),
        )
        for claim in claims
    ]


def left_to_judge(reader: Person) -> int:
    """Return how many claims of the set the reader has still to judge, in one query."""
    open_claims = CalibrationClaim.objects.current().exclude(
        Q(chosen_by=reader) | Q(answers__person=reader)
    )
    wrote = VersionAuthor.objects.filter(person=reader).values("item")
    return open_claims.exclude(version__item__in=wrote).count()


def left_before_first_review(person: Person) -> int:
    """Return how many claims somebody who has not reviewed yet has to judge before; 0 where
    the site does not ask, or the set is not whole.

    Whoever has reviewed is told by decided rounds alone: an open one tells nothing.
    """
    if not is_asked_first():
        return 0
    rounds = Recommendation.objects.filter(person=person)
    if rounds.filter(round__version__standing__status__in=DECIDED).exists():
        return 0
    return left_to_judge(person)


def is_asked_first() -> bool:
    """Tell whether newcomers judge the set before their first seat: where it is whole."""
    return settings.CALIBRATION_FIRST and CalibrationClaim.objects.current().count() >= SET_SIZE


def sums() -> tuple[int, list[Met]]:
    """Return of how many people, and how often they met the reference on each question.

    Only people who have judged the whole set, in whole fives as they finished. Nobody is named,
    and who has finished is not told.
    """
    claims = {claim.pk: claim for claim in CalibrationClaim.objects.current()}
    said: dict[int, list[CalibrationAnswer]] = {}
    for answer in CalibrationAnswer.objects.filter(claim__in=claims).order_by("made_at", "pk"):
        said.setdefault(answer.person_id, []).append(answer)
    whole = [answers for answers in said.values() if len(answers) == len(claims)]
    whole.sort(key=lambda answers: (answers[-1].made_at, answers[-1].pk))
    people = len(whole) - len(whole) % FEWEST_PEOPLE
    counted = [(claims[a.claim_id], a) for answers in whole[:people] for a in answers]
    return people, met_references(counted) if counted else []
