"""What one reviewer says of a round. Inserted, never changed: a change is the next row."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from ground import clock

if TYPE_CHECKING:
    from accounts.models import Person

CLOSED = ("agreed", "split")
DECIDED = ("accepted", "returned", "rejected", "superseded", "retired", "merged")
SEEN_BY_AUTHORS = ("accepted", "returned", "rejected", "superseded", "retired", "merged")


def opened_to(reader: "Person", *, version: str) -> Q:
    """The condition that what others said sealed in a round is open to `reader`.

    `version` is the path from the row to the version that is judged. Nothing is open in review
    and nothing, for ever, of what was withdrawn. Holding a seat opens nothing to whoever has not
    recommended from it: their time may have run out, and somebody else's review counts.
    """
    from evidence.models import VersionAuthor

    status = f"{version}__standing__status__in"
    wrote = Exists(VersionAuthor.objects.filter(item=OuterRef(f"{version}__item"), person=reader))
    judged = Exists(Recommendation.objects.filter(round=OuterRef(f"{version}_id"), person=reader))
    until = f"{version}__round__reconciling_until__gt"
    reconciling = Q(**{status: ("split",), until: clock.now()})
    opened = reconciling & Q(judged)
    opened |= Q(wrote, **{status: SEEN_BY_AUTHORS})
    opened |= Q(judged, **{status: ("accepted", "superseded")})
    if reader.is_editor:
        opened |= Q(~wrote, **{status: CLOSED}) & ~reconciling
        opened |= Q(**{status: DECIDED})
    return opened


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    """Who may read which recommendations: the sight table, row by row."""

    def visible_to(self, reader: "Person | None") -> "RecommendationQuerySet":
        """Return the recommendations `reader` may read, or learn the existence of.

        In review: one's own. Reconciling: both, for the two who recommended and nobody else.
        Agreed or split after that: all, for editors who are no author of the item. Decided:
        editors, authors, and of what was accepted those who recommended. Withdrawn: one's own,
        for ever.
        """
        if reader is None or not reader.is_authenticated:
            return self.none()
        return self.filter(Q(person=reader) | opened_to(reader, version="round__version"))

    def current(self) -> "RecommendationQuerySet":
        """Return the last recommendation of each seat."""
        later = Recommendation.objects.filter(
            seat=OuterRef("seat"), person=OuterRef("person"), turn__gt=OuterRef("turn")
        )
        return self.filter(~Exists(later))


class Counting(models.Manager["Recommendation"]):
    """Leaves out what was voided: it counts nowhere and is read by nobody."""

    def get_queryset(self) -> models.QuerySet["Recommendation"]:
        """Return the recommendations that count."""
        return super().get_queryset().filter(voiding=None)


CountingManager = Counting.from_queryset(RecommendationQuerySet)


class Recommendation(models.Model):
    """Accept, revise or reject, with an answer per section, reasons and suggestions.

    `answers` maps a section's name to {"answer", "reason"}; `suggestions` is a list of
    {"column", "value"} in the content shape. `turn` counts a seat's recommendations from 1:
    the first alone feeds agreement, the last is the current one. `read_where` says which parts
    of the paper were read. What was voided is found through `with_voided` alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(
        "reviews.Round", on_delete=models.PROTECT, related_name="recommendations"
    )
    seat = models.ForeignKey(
        "reviews.Seat", on_delete=models.PROTECT, related_name="recommendations"
    )
    person = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="recommendations"
    )
    turn = models.PositiveSmallIntegerField()
    verdict = models.CharField(max_length=8)
    answers = models.JSONField()
    suggestions = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    has_read = models.CharField(max_length=10)
    read_where = models.TextField(blank=True, default="", db_default="")
    confidence = models.PositiveSmallIntegerField(null=True)
    made_at = models.DateTimeField()

    objects = CountingManager()
    with_voided = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "person", "turn"],
                name="seat_has_one_current_recommendation",
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=("accept", "revise", "reject")),
                name="recommendation_is_accept_revise_or_reject",
            ),
            models.CheckConstraint(
                condition=Q(verdict="accept") | ~Q(reason=""),
                name="recommendation_against_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"recommendation {self.pk}"
