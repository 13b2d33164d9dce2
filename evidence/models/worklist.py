"""The worklist of papers: what was dropped in, and each step a paper went."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from evidence.worklist import READ, REASONS, STATES, STEPS

from .terms import choices_of

if TYPE_CHECKING:
    from accounts.models import Person


class PaperStepQuerySet(models.QuerySet["PaperStep"]):
    """The worklist is for signed-in people; who reads a paper is for fewer."""

    def visible_to(self, reader: "Person | None") -> "PaperStepQuerySet":
        """Return the steps `reader` may know of; `evidence.policies.worklist` says of whom."""
        if reader is None or not reader.is_authenticated:
            return self.none()
        return self.all()


class PaperStep(models.Model):
    """One step of a paper through the worklist. Rows are inserted and never changed.

    The newest one says where the paper stands; a paper without any is to be read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    citation = models.ForeignKey(
        "evidence.Citation", on_delete=models.PROTECT, related_name="steps"
    )
    position = models.PositiveIntegerField()
    step = models.CharField(max_length=12, choices=[(s.name, s.label) for s in STEPS.values()])
    state = models.CharField(max_length=13, choices=choices_of(STATES.choices))
    reader = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, null=True, related_name="papers_read"
    )
    reason = models.CharField(max_length=12, blank=True, choices=choices_of(REASONS.choices))
    read = models.CharField(max_length=14, blank=True, choices=choices_of(READ.choices))
    words = models.TextField(blank=True)
    by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="paper_steps")
    at = models.DateTimeField()

    objects = PaperStepQuerySet.as_manager()

    class Meta:
        db_table = "evidence_paper_step"
        ordering = ["-position"]
        constraints = [
            models.UniqueConstraint(
                fields=["citation", "position"], name="paper_has_one_step_in_a_place"
            ),
            models.CheckConstraint(
                condition=Q(state="being_read", reader__isnull=False)
                | (~Q(state="being_read") & Q(reader=None)),
                name="paper_is_read_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="out_of_scope", reason__gt="", read__gt="")
                | (~Q(state="out_of_scope") & Q(reason="", read="")),
                name="paper_out_of_scope_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} of citation {self.citation_id}"


class PaperDrop(models.Model):
    """What one citation file or list of identifiers held. Rows are inserted and never changed.

    Who dropped it is in the event. The five numbers make up what it held.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    entered = models.PositiveIntegerField()
    known = models.PositiveIntegerField()
    twice = models.PositiveIntegerField()
    unusable = models.PositiveIntegerField()
    left = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "evidence_paper_drop"
        ordering = ["-at", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def records(self) -> int:
        """How many records it held."""
        return self.entered + self.known + self.twice + self.unusable + self.left
