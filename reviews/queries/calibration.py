"""The calibration set as a person meets it, and its sums as editors do."""

from dataclasses import dataclass

from django.db.models import Q

from accounts.models import Person
from evidence.models import VersionAuthor
from reviews.models import CalibrationAnswer, CalibrationClaim
from reviews.policies.calibration import FEWEST_PEOPLE, Met, has_to_judge, met_references

_BIG = ("version__answers", "version__document", "version__supplement")


@dataclass(frozen=True)
class SetClaim:
    """A claim of the set: whether the reader has to judge it, and what they said."""

    claim: CalibrationClaim
    has_to: bool
    said: CalibrationAnswer | None


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
            has_to_judge(claim, reader.pk, {reader.pk} if claim.version.item_id in wrote else ()),
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
