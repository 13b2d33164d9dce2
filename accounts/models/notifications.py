"""What people are told of, and how each wants to be told."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from accounts.models.people import Person
from accounts.notices import KINDS, How

if TYPE_CHECKING:
    from datetime import datetime


class NotificationQuerySet(models.QuerySet["Notification"]):
    """A notification is its reader's alone."""

    def visible_to(self, reader: "Person | None") -> "NotificationQuerySet":
        """Return what `reader` was told of."""
        if reader is None or not reader.is_authenticated:
            return self.none()
        return self.filter(person=reader)

    def unread(self) -> "NotificationQuerySet":
        """Return what was not opened yet."""
        return self.filter(seen_at=None)

    def mail_waits(self, how: How) -> "NotificationQuerySet":
        """Return those whose mail is not settled and whose reader wants their kind `how`."""
        wish = MailWish.objects.filter(person=OuterRef("person"), kind=OuterRef("kind"))
        usual = Case(*(When(kind=kind.name, then=Value(kind.how.value)) for kind in KINDS.values()))
        wanted = Coalesce(Subquery(wish.values("how")), usual)
        return self.filter(mail_settled_at=None).alias(how=wanted).filter(how=how)

    def made_before(self, moment: "datetime") -> "NotificationQuerySet":
        """Return those made before `moment`."""
        return self.filter(made_at__lt=moment)


class Notification(models.Model):
    """That somebody is to be told of something; never what.

    `about` and `about_id` name the thing. What is said of it is made anew each time it is read
    or mailed, from what the reader may see at that moment. `occasion` tells two notices of one
    kind about one thing apart, and makes the same one said twice a single row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notifications")
    kind = models.CharField(max_length=10, choices=[(k.name, k.label) for k in KINDS.values()])
    about = models.CharField(max_length=12)
    about_id = models.CharField(max_length=36)
    occasion = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    mail_settled_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "about", "about_id", "occasion"],
                name="person_is_told_once_of_an_occasion",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-made_at"], name="notification_by_person"),
            models.Index(
                fields=["person"], condition=models.Q(seen_at=None), name="notification_unread"
            ),
            models.Index(
                fields=["made_at"],
                condition=models.Q(mail_settled_at=None),
                name="notification_mail_waits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.person_id}"


class MailWish(models.Model):
    """How one person wants mail of one kind; without a row the kind's usual way."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mail_wishes")
    kind = models.CharField(max_length=10, choices=[(k.name, k.label) for k in KINDS.values()])
    how = models.CharField(max_length=8, choices=How.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], name="person_has_one_wish_for_a_kind_of_mail"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.how}"
