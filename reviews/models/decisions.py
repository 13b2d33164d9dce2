"""Decisions, the waivers they rest on, and what has been public from when to when."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

if TYPE_CHECKING:
    from accounts.models import Person


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Who may read what was decided, see the sight table."""

    def visible_to(self, reader: "Person | None") -> "DecisionQuerySet":
        """Return the decisions `reader` may read.

        Editors: all. Authors and those who hold a seat: on their own. Other signed-in people:
        on what was accepted.
        """
        if reader is None or not reader.is_authenticated:
            return self.none()
        if reader.is_editor:
            return self.all()
        from evidence.models import VersionAuthor

        from .rounds import Seat

        wrote = VersionAuthor.objects.filter(item=OuterRef("round__version__item"), person=reader)
        sits = Seat.objects.filter(round=OuterRef("round"), holder=reader)
        return self.filter(Q(outcome="accepted") | Exists(wrote) | Exists(sits))


class Decision(models.Model):
    """What a decider made of a round. Inserted, never changed."""

    round = models.OneToOneField(
        "reviews.Round", on_delete=models.PROTECT, primary_key=True, related_name="decision"
    )
    move = models.CharField(max_length=20)
    outcome = models.CharField(max_length=10)
    reasons = models.JSONField(default=dict)
    decider = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="decisions"
    )
    made_at = models.DateTimeField()

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=("accepted", "returned", "rejected")),
                name="decision_is_accepted_returned_or_rejected",
            ),
        ]
        indexes = [
            # Few decisions are: who judged a version asks for these alone.
            models.Index(
                fields=["round"],
                condition=Q(move__in=("correct", "accept_as_corrected")),
                name="decision_of_a_correction",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome}: round {self.round_id}"


class Waiver(models.Model):
    """A blocker of acceptance set aside, with the reason that the release prints.

    `about` is the publication status that was set aside: another one is to be waived anew.
    """

    version = models.ForeignKey(
        "evidence.Version", on_delete=models.PROTECT, related_name="waivers"
    )
    blocker = models.CharField(max_length=30)
    about = models.CharField(max_length=12, blank=True)
    reason = models.TextField()
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="waivers")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "blocker", "about"], name="blocker_is_waived_once_in_a_version"
            ),
            models.CheckConstraint(
                condition=~Q(blocker="unidentified"), name="unidentified_citation_is_never_waived"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="waiver_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.blocker} waived for version {self.version_id}"


class Publication(models.Model):
    """Which version of an item was public from when to when; `as_of` is a look-up here."""

    item = models.ForeignKey("evidence.Item", on_delete=models.PROTECT, related_name="publications")
    version = models.OneToOneField(
        "evidence.Version", on_delete=models.PROTECT, related_name="publication"
    )
    public_from = models.DateTimeField()
    public_until = models.DateTimeField(null=True)
    why_ended = models.TextField(blank=True)
    merged_into = models.ForeignKey(
        "evidence.Item", on_delete=models.PROTECT, null=True, related_name="absorbed"
    )
    is_correction = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(public_until=None), name="item_is_public_once"
            ),
            models.CheckConstraint(
                condition=Q(public_until=None) | Q(public_until__gte=models.F("public_from")),
                name="publication_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.version_id} public from {self.public_from:%Y-%m-%d}"
