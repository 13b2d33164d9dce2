"""What a reviewer has written and not delivered yet: private, and never lost."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from accounts.models import Person


class NoteQuerySet(models.QuerySet["Note"]):
    """A note is its writer's alone, editors included."""

    def visible_to(self, reader: "Person | None") -> "NoteQuerySet":
        """Return the notes that `reader` wrote."""
        if reader is None or not reader.is_authenticated:
            return self.none()
        return self.filter(person=reader)


class Note(models.Model):
    """An unfinished recommendation. It outlives the seat it was written in.

    `said` has the shape of a recommendation and may be incomplete. `revision` counts saves, so
    that two tabs never overwrite each other.
    """

    round = models.ForeignKey("reviews.Round", on_delete=models.PROTECT, related_name="notes")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="notes")
    said = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    objects = NoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person"], name="reviewer_keeps_one_note_on_a_round"
            ),
        ]

    def __str__(self) -> str:
        return f"note on round {self.round_id}"
