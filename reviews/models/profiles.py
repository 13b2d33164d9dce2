"""Public profiles: who agreed to be found as an author of papers."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from .interests import Interest

if TYPE_CHECKING:
    from accounts.models import Person


class ProfileQuerySet(models.QuerySet["Profile"]):
    """Who may read which profiles."""

    def visible_to(self, reader: "Person | None") -> "ProfileQuerySet":
        """Return the profiles that are shown, to everybody alike; to people also their own."""
        if reader is None or not reader.is_authenticated:
            return self.shown()
        return self.filter(_shows() | Q(person=reader))

    def shown(self) -> "ProfileQuerySet":
        """Return the profiles of people who agreed and are a confirmed author of some paper."""
        return self.filter(_shows())


def _shows() -> Q:
    papers = Interest.objects.filter(
        person=OuterRef("person"), kind="authorship", confirmed=True, refused_at=None
    )
    return Q(Exists(papers), hidden_at=None, person__is_active=True)


class Profile(models.Model):
    """A page that shows a name its person chose, their ORCID iD and their papers; nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(
        "accounts.Person", on_delete=models.PROTECT, related_name="profile"
    )
    name = models.CharField(max_length=200)
    agreed_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="profile_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"profile of {self.person_id}"
