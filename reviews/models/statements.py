"""Statements of a paper's authors, kept beside the paper."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from accounts.models import Person


class StatementQuerySet(models.QuerySet["Statement"]):
    """Who may read which statements."""

    def visible_to(self, reader: "Person | None") -> "StatementQuerySet":
        """Return the statements `reader` may read: everybody what was let through and stands,
        writers their own, editors all."""
        if reader is None or not reader.is_authenticated:
            return self.standing()
        if reader.is_editor:
            return self.all()
        return self.filter(_stands() | Q(person=reader))

    def standing(self) -> "StatementQuerySet":
        """Return the statements that the public reads."""
        return self.filter(_stands())

    def waiting(self) -> "StatementQuerySet":
        """Return the statements that wait for an editor's word."""
        return self.filter(answered_at=None, withdrawn_at=None)


def _stands() -> Q:
    return Q(answered_at__isnull=False, why_refused="", withdrawn_at=None)


class Statement(models.Model):
    """What an author of a paper says to it, under the name they confirmed.

    The words are never changed; a new statement takes the place of the one before.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    citation = models.ForeignKey(
        "evidence.Citation", on_delete=models.PROTECT, related_name="statements"
    )
    person = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="statements"
    )
    name = models.CharField(max_length=200)
    text = models.TextField()
    made_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, null=True, related_name="statements_answered"
    )
    answered_at = models.DateTimeField(null=True)
    why_refused = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(name=""), name="statement_has_a_name_and_a_text"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, why_refused="")
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="statement_is_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=models.F("person")),
                name="statement_is_answered_by_another_person",
            ),
            models.UniqueConstraint(
                fields=["citation", "person"],
                condition=Q(answered_at=None, withdrawn_at=None),
                name="author_has_one_statement_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"statement to citation {self.citation_id}"
