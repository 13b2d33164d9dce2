"""The calibration set: claims with an editor's reference answers, which reviewers judge first.

What is said here is practice. It is kept apart from rounds and recommendations, and counts in no
figure of real reviews. All three tables are insert-only, so that everybody's answers stay beside
what they were held against.
"""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from reviews.workflow import VERDICTS

if TYPE_CHECKING:
    from accounts.models import Person


class CalibrationClaimQuerySet(models.QuerySet["CalibrationClaim"]):
    """The set is for those who review, and for the editors who choose it."""

    def visible_to(self, reader: "Person | None") -> "CalibrationClaimQuerySet":
        """Return the claims `reader` may read. Their references are another question, see
        `reviews.policies.calibration.may_read_reference`."""
        if reader is None or not reader.is_authenticated:
            return self.none()
        return self.all() if reader.is_reviewer or reader.is_editor else self.none()

    def current(self) -> "CalibrationClaimQuerySet":
        """Return the claims of the set as it is now, in its order."""
        return self.filter(removal=None).order_by("chosen_at", "pk")


class CalibrationClaim(models.Model):
    """A frozen version with what an editor says of it.

    `reference` maps a section's name to {"answer", "explanation"}.
    """

    version = models.ForeignKey(
        "evidence.Version", on_delete=models.PROTECT, related_name="calibrations"
    )
    verdict = models.CharField(max_length=8)
    explanation = models.TextField()
    reference = models.JSONField()
    chosen_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="calibrations_chosen"
    )
    chosen_at = models.DateTimeField()

    objects = CalibrationClaimQuerySet.as_manager()

    class Meta:
        db_table = "reviews_calibration_claim"
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=VERDICTS),
                name="calibration_reference_is_accept_revise_or_reject",
            ),
        ]

    def __str__(self) -> str:
        return f"calibration with version {self.version_id}"


class CalibrationRemoval(models.Model):
    """A claim was taken out of the set."""

    claim = models.OneToOneField(CalibrationClaim, on_delete=models.PROTECT, related_name="removal")
    removed_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="calibrations_removed"
    )
    removed_at = models.DateTimeField()

    class Meta:
        db_table = "reviews_calibration_removal"

    def __str__(self) -> str:
        return f"calibration claim {self.claim_id} taken out"


class CalibrationAnswerQuerySet(models.QuerySet["CalibrationAnswer"]):
    """An answer is its giver's alone, editors included."""

    def visible_to(self, reader: "Person | None") -> "CalibrationAnswerQuerySet":
        """Return the answers that `reader` gave."""
        if reader is None or not reader.is_authenticated:
            return self.none()
        return self.filter(person=reader)


class CalibrationAnswer(models.Model):
    """What somebody said of a calibration claim before reading its reference.

    `answers` has the shape of a recommendation's.
    """

    claim = models.ForeignKey(CalibrationClaim, on_delete=models.PROTECT, related_name="answers")
    person = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="calibration_answers"
    )
    verdict = models.CharField(max_length=8)
    answers = models.JSONField()
    made_at = models.DateTimeField()

    objects = CalibrationAnswerQuerySet.as_manager()

    class Meta:
        db_table = "reviews_calibration_answer"
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "person"], name="calibration_claim_is_answered_once_by_a_person"
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=VERDICTS),
                name="calibration_answer_is_accept_revise_or_reject",
            ),
        ]

    def __str__(self) -> str:
        return f"calibration answer {self.pk}"
