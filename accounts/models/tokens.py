"""API tokens: a program asks as the person who made one."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.enums import Scope

if TYPE_CHECKING:
    from accounts.models import Person


class TokenQuerySet(models.QuerySet["Token"]):
    """A token is its person's alone, administrators included."""

    def visible_to(self, reader: "Person | None") -> "TokenQuerySet":
        """Return the tokens that `reader` made."""
        if reader is None or not reader.is_authenticated:
            return self.none()
        return self.filter(person=reader)

    def live(self, now: datetime) -> "TokenQuerySet":
        """Return the tokens that open something at `now`."""
        return self.filter(revoked_at=None, expires_at__gt=now)


class Token(models.Model):
    """The SHA-256 of a secret that was shown once, and what it may be used for.

    The secret has 256 bits of chance, so a plain hash of it cannot be guessed backwards. `start`
    is its beginning, by which people tell their tokens apart.
    """

    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    start = models.CharField(max_length=12)
    secret_sha256 = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=10, choices=Scope.choices))
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scopes__contained_by=[scope.value for scope in Scope]),
                name="token_scopes_are_known",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")),
                name="token_expires_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return f"token {self.start}…"
