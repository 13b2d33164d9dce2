"""Invitations: sign-up is closed, a link opens it once."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.enums import Role
from accounts.models.people import Person


class InvitationManager(models.Manager["Invitation"]):
    """Finds invitations."""

    def visible_to(self, reader: Person) -> models.QuerySet["Invitation"]:
        """Return the invitations that `reader` may look at: administrators see all."""
        if reader.is_active and reader.is_administrator:
            return self.all()
        return self.none()


class Invitation(models.Model):
    """A link that makes one account with the roles named in it, until it expires.

    Only the SHA-256 of the token is kept; the link itself is shown once.
    """

    token_hash = models.CharField(max_length=64, unique=True)
    roles = ArrayField(
        models.CharField(max_length=20, choices=Role.choices), default=list, blank=True
    )
    note = models.CharField(max_length=200, blank=True)
    invited_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="invitations_made"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_by = models.OneToOneField(
        "accounts.Person", on_delete=models.PROTECT, null=True, related_name="invitation"
    )
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(accepted_by=None) | models.Q(withdrawn_at=None),
                name="invitation_is_accepted_or_withdrawn_not_both",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_by=None, accepted_at=None)
                | models.Q(accepted_by__isnull=False, accepted_at__isnull=False),
                name="invitation_accepted_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=models.Q(roles__contained_by=[role.value for role in Role]),
                name="invitation_roles_are_known",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
