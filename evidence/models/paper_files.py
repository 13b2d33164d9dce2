"""The private PDF of a paper: for signed-in people to read beside their work."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from accounts.models import Person


class PaperFileQuerySet(models.QuerySet["PaperFile"]):
    """Publishers' text is for signed-in people only."""

    def visible_to(self, reader: "Person | None") -> "PaperFileQuerySet":
        """Return the files `reader` may be sent."""
        if reader is None or not reader.is_authenticated:
            return self.none()
        return self.all()


class PaperFile(models.Model):
    """The PDF of a paper, whole; in no export, release or answer of the API.

    Who brought it is in the event alone: they may be the author of its claims.
    """

    citation = models.OneToOneField(
        "evidence.Citation", on_delete=models.PROTECT, primary_key=True, related_name="file"
    )
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField()

    objects = PaperFileQuerySet.as_manager()

    class Meta:
        db_table = "evidence_paper_file"

    def __str__(self) -> str:
        return f"file of citation {self.citation_id}"
