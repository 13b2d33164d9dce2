"""Ratings of a paper by people who have read it. Inserted, never changed."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from reviews.enums import HIGHEST_SCORE, LOWEST_SCORE

from .interests import Interest

if TYPE_CHECKING:
    from accounts.models import Person


class RatingQuerySet(models.QuerySet["Rating"]):
    """Who may read which ratings, and which of them count."""

    def visible_to(self, reader: "Person | None") -> "RatingQuerySet":
        """Return one's own: whose a score is, is nobody else's to know."""
        if reader is None or not reader.is_authenticated:
            return self.none()
        return self.filter(person=reader)

    def counting(self) -> "RatingQuerySet":
        """Return the last rating of each person and paper, those of the paper's authors left out.

        For medians and numbers only; `reviews.policies.ratings` says who is shown them.
        """
        later = self.model.objects.filter(
            citation=OuterRef("citation"),
            person=OuterRef("person"),
            position__gt=OuterRef("position"),
        )
        wrote = Interest.objects.filter(
            citation=OuterRef("citation"), person=OuterRef("person"), kind="authorship",
            confirmed=True,
        )  # fmt: skip
        return self.filter(~Exists(later), ~Exists(wrote))


def _is_score(name: str) -> Q:
    within = Q(**{f"{name}__gte": LOWEST_SCORE, f"{name}__lte": HIGHEST_SCORE})
    return within if name == "reliance" else within | Q(**{name: None})


class Rating(models.Model):
    """What one person thinks of a paper: the main question, and three that may stay open.

    Thinking again is another row, at the next `position`; the last one counts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    citation = models.ForeignKey(
        "evidence.Citation", on_delete=models.PROTECT, related_name="ratings"
    )
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="ratings")
    position = models.PositiveIntegerField()
    reliance = models.PositiveSmallIntegerField()
    novelty = models.PositiveSmallIntegerField(null=True)
    importance = models.PositiveSmallIntegerField(null=True)
    rigour = models.PositiveSmallIntegerField(null=True)
    made_at = models.DateTimeField()

    objects = RatingQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["citation", "person", "position"],
                name="person_has_one_rating_of_a_paper_in_a_place",
            ),
            *(
                models.CheckConstraint(condition=_is_score(name), name=f"{name}_is_on_the_scale")
                for name in ("reliance", "novelty", "importance", "rigour")
            ),
        ]

    def __str__(self) -> str:
        return f"rating {self.position} of citation {self.citation_id}"
