"""What the API itself remembers: answers it gave to writes, and who asked how often."""

from django.db import models


class KeptAnswer(models.Model):
    """What a write answered under an Idempotency-Key, to be said again byte for byte.

    Stored in the transaction of the write itself: either both are there or neither.
    """

    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    request_sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    body = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "api_kept_answer"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "key"], name="kept_answer_is_unique_for_person_and_key"
            ),
        ]
        indexes = [models.Index(fields=["made_at"], name="kept_answer_by_time")]

    def __str__(self) -> str:
        return f"answer to {self.key}"


class Asker(models.Model):
    """How often somebody has asked within one minute. An address is kept as a keyed hash."""

    name = models.CharField(max_length=80, primary_key=True)
    minute = models.BigIntegerField()
    times = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["minute"], name="asker_by_minute")]

    def __str__(self) -> str:
        return f"{self.name}: {self.times}"
