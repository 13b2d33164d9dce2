"""The append-only record of who did what."""

import uuid

from django.db import models
from django.db.models.functions import Now


class Event(models.Model):
    """One row of the record. Rows of one stream form a hash chain (`ground.events`).

    A row names its actor by number only: the name lives in one replaceable row in accounts,
    so that a person can be erased without touching the record.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stream = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    verb = models.CharField(max_length=60)
    actor_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(db_default=Now())
    data = models.TextField(default="{}")
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stream", "position"], name="event_position_is_unique_in_its_stream"
            ),
        ]
        indexes = [models.Index(fields=["-at"], name="event_by_time")]

    def __str__(self) -> str:
        return f"{self.stream} #{self.position} {self.verb}"
