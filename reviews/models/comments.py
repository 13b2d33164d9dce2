"""Comments: what people say to each other about a claim. Inserted, never changed."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from evidence.models.terms import choices_of
from reviews.enums import COMMENT_ACTS, COMMENT_SIGNATURES, COMMENT_SUBJECTS

from .recommendations import opened_to

if TYPE_CHECKING:
    from accounts.models import Person


class CommentQuerySet(models.QuerySet["Comment"]):
    """Who may read which comments, or learn that they exist."""

    def visible_to(self, reader: "Person | None") -> "CommentQuerySet":
        """Return the comments `reader` may read, or learn the existence of.

        Where the reader may read the version: one's own, what is open, and what is sealed as
        soon as the reader may read what was recommended in its round. An answer shows only where
        the comment it answers shows.
        """
        if reader is None or not reader.is_authenticated:
            return self.none()
        shown = self.model.objects.filter(_shown_to(reader))
        return self.filter(_shown_to(reader)).filter(
            Q(thread=None) | Q(thread__in=shown.filter(thread=None).values("pk"))
        )


def _shown_to(reader: "Person") -> Q:
    from evidence.models import Version

    readable = Q(version__in=Version.objects.visible_to(reader).values("pk"))
    opened = Q(is_sealed=False) | opened_to(reader, version="version")
    return readable & (Q(writer=reader) | opened)


class Comment(models.Model):
    """One comment on a version: on its claim, on one section, or on its review.

    `thread` is the comment that began the thread, empty there. `signed_as` is how its writer
    stands beside it, for everybody and for ever: by name, as author of the item, or as reviewer.
    `is_sealed` comments open with the recommendations of their round and not before.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(
        "evidence.Version", on_delete=models.PROTECT, related_name="comments"
    )
    item = models.ForeignKey("evidence.Item", on_delete=models.PROTECT, related_name="comments")
    thread = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="answers")
    subject = models.CharField(max_length=12, choices=choices_of(COMMENT_SUBJECTS.choices))
    writer = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="comments")
    signed_as = models.CharField(max_length=8, choices=choices_of(COMMENT_SIGNATURES.choices))
    is_sealed = models.BooleanField()
    text = models.TextField()
    made_at = models.DateTimeField()

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="comment_says_something"),
            models.CheckConstraint(
                condition=Q(subject__in=COMMENT_SUBJECTS.values), name="comment_has_a_subject"
            ),
            models.CheckConstraint(
                condition=Q(signed_as__in=COMMENT_SIGNATURES.values), name="comment_is_signed"
            ),
        ]
        indexes = [models.Index(fields=["item", "made_at"], name="comment_by_item")]

    def __str__(self) -> str:
        return f"comment {self.pk}"


class CommentActQuerySet(models.QuerySet["CommentAct"]):
    """What was done to a comment shows with the comment."""

    def visible_to(self, reader: "Person | None") -> "CommentActQuerySet":
        """Return what was done to comments that `reader` may read."""
        shown = Comment.objects.visible_to(reader).values("pk")
        return self.filter(comment__in=shown)


class CommentAct(models.Model):
    """A comment was retracted, or its thread resolved or opened again. Inserted, never changed.

    The last one counts. A retracted comment keeps its row; no page shows its text again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="acts")
    act = models.CharField(max_length=8, choices=choices_of(COMMENT_ACTS.choices))
    person = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="comment_acts"
    )
    made_at = models.DateTimeField()

    objects = CommentActQuerySet.as_manager()

    class Meta:
        db_table = "reviews_comment_act"
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(act__in=COMMENT_ACTS.values), name="comment_act_is_known"
            ),
            models.UniqueConstraint(
                fields=["comment"], condition=Q(act="retract"), name="comment_is_retracted_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.comment_id}"
