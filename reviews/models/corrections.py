"""Corrections that one person proposed and another, an editor, has to approve."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from accounts.models import Person


class ProposedCorrectionQuerySet(models.QuerySet["ProposedCorrection"]):
    """Who may read which proposals."""

    def visible_to(self, reader: "Person | None") -> "ProposedCorrectionQuerySet":
        """Return the proposals `reader` may read: editors all, others their own."""
        if reader is None or not reader.is_authenticated:
            return self.none()
        return self.all() if reader.is_editor else self.filter(proposer=reader)

    def waiting(self) -> "ProposedCorrectionQuerySet":
        """Return the proposals nobody has answered yet."""
        return self.filter(answered_at=None)


class ProposedCorrection(models.Model):
    """The whole content an accepted version should have next, and why."""

    version = models.ForeignKey(
        "evidence.Version", on_delete=models.PROTECT, related_name="proposed_corrections"
    )
    content = models.JSONField()
    reason = models.TextField()
    proposer = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="corrections_proposed"
    )
    proposed_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, null=True, related_name="corrections_answered"
    )
    answered_at = models.DateTimeField(null=True)
    why_refused = models.TextField(blank=True)
    became = models.OneToOneField(
        "evidence.Version", on_delete=models.PROTECT, null=True, related_name="made_by_correction"
    )

    objects = ProposedCorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "proposer"],
                condition=Q(answered_at=None),
                name="proposer_has_one_open_correction_of_a_version",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, became=None, why_refused="")
                | Q(answered_at__isnull=False, became__isnull=False, why_refused="")
                | (Q(answered_at__isnull=False, became=None) & ~Q(why_refused="")),
                name="correction_is_open_made_or_refused_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=models.F("proposer")),
                name="correction_is_answered_by_another_person",
            ),
        ]

    def __str__(self) -> str:
        return f"correction of version {self.version_id}"
