"""What people say to a paper, and ask its authors. Inserted, never changed."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from evidence.models.terms import choices_of
from reviews.enums import PAPER_COMMENT_KINDS

from .interests import Interest

if TYPE_CHECKING:
    from accounts.models import Person


class PaperCommentQuerySet(models.QuerySet["PaperComment"]):
    """Who may read which comments on papers."""

    def visible_to(self, reader: "Person | None") -> "PaperCommentQuerySet":
        """Return comments to whoever is signed in; a question to its writer and the authors."""
        if reader is None or not reader.is_authenticated:
            return self.none()
        wrote = Interest.objects.filter(person=reader, kind="authorship", confirmed=True)
        to_them = Q(citation__in=wrote.values("citation"))
        return self.filter(Q(kind="comment") | Q(writer=reader) | to_them)


class PaperComment(models.Model):
    """One comment on a paper, or one question to its authors, signed by name.

    It is about no claim and belongs to no round; what is said of a claim is a `Comment`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    citation = models.ForeignKey(
        "evidence.Citation", on_delete=models.PROTECT, related_name="comments"
    )
    writer = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="paper_comments"
    )
    kind = models.CharField(max_length=8, choices=choices_of(PAPER_COMMENT_KINDS.choices))
    text = models.TextField()
    made_at = models.DateTimeField()

    objects = PaperCommentQuerySet.as_manager()

    class Meta:
        db_table = "reviews_paper_comment"
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="paper_comment_says_something"),
            models.CheckConstraint(
                condition=Q(kind__in=PAPER_COMMENT_KINDS.values), name="paper_comment_has_a_kind"
            ),
        ]
        indexes = [models.Index(fields=["citation", "made_at"], name="paper_comment_by_paper")]

    def __str__(self) -> str:
        return f"{self.kind} on citation {self.citation_id}"


class PaperCommentRetraction(models.Model):
    """Its writer took a comment back: its text is never shown again; that it was there is."""

    comment = models.OneToOneField(
        PaperComment, on_delete=models.PROTECT, primary_key=True, related_name="retraction"
    )
    made_at = models.DateTimeField()

    class Meta:
        db_table = "reviews_paper_comment_retraction"

    def __str__(self) -> str:
        return f"retraction of {self.comment_id}"
