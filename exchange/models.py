"""Imports: what was brought in by whom, for ever; what a person said a name means; exports."""

import uuid
from typing import TYPE_CHECKING

from django.db import models

from ground import clock

if TYPE_CHECKING:
    from accounts.models import Person


class OwnQuerySet(models.QuerySet["Upload"]):
    """An uploaded file is its person's alone."""

    def visible_to(self, reader: "Person | None") -> "OwnQuerySet":
        """Return the files `reader` may see: their own."""
        if reader is None or not reader.is_authenticated:
            return self.none()
        return self.filter(person=reader)


class Upload(models.Model):
    """A file on its way in: looked at, mapped, previewed; deleted once imported or cancelled."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=255)
    file_sha256 = models.CharField(max_length=64)
    data = models.BinaryField()
    choices = models.JSONField(default=dict)
    submits = models.BooleanField(default=False)
    reviewers = models.PositiveSmallIntegerField(null=True)
    share_with_two = models.PositiveSmallIntegerField(default=0)
    uploaded_at = models.DateTimeField()

    objects = OwnQuerySet.as_manager()

    def __str__(self) -> str:
        return self.file_name


class Importing(models.Model):
    """A confirmed file whose import waits for the job worker, or is under way, or was refused.

    It goes when the import is committed or cancelled; `why_not` keeps why nothing came of it.
    """

    upload = models.OneToOneField(
        Upload, on_delete=models.CASCADE, primary_key=True, related_name="importing"
    )
    wishes = models.JSONField()
    asked_at = models.DateTimeField()
    stage = models.CharField(max_length=80, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    why_not = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"import of {self.upload_id}: {self.stage or 'waits'}"


class ImportQuerySet(models.QuerySet["Import"]):
    """An import is its importer's and, where others were entered for, theirs too."""

    def visible_to(self, reader: "Person | None") -> "ImportQuerySet":
        """Return the imports `reader` may see: those they made and those made for them."""
        if reader is None or not reader.is_authenticated:
            return self.none()
        mine = models.Q(imported_by=reader) | models.Q(rows__curator=reader)
        return self.filter(pk__in=self.model.objects.filter(mine).values("pk"))


class Import(models.Model):
    """One file brought in: inserted with its rows in one transaction and never changed.

    `upload` and `preview` say which confirmation it answers, so that a second one writes nothing.
    `reviewers` is how many review each row, None for as many as everywhere here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file_name = models.CharField(max_length=255)
    file_sha256 = models.CharField(max_length=64)
    imported_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="imports"
    )
    imported_at = models.DateTimeField()
    rows_total = models.PositiveIntegerField()
    rows_new = models.PositiveIntegerField()
    rows_changed = models.PositiveIntegerField()
    rows_unchanged = models.PositiveIntegerField()
    rows_left_out = models.PositiveIntegerField()
    submitted = models.BooleanField()
    reason = models.TextField(blank=True)
    reviewers = models.PositiveSmallIntegerField(null=True)
    share_with_two = models.PositiveSmallIntegerField(default=0)
    upload = models.UUIDField(null=True, db_index=True)
    preview = models.CharField(max_length=64, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-imported_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reviewers=None) | models.Q(reviewers__gte=1, reviewers__lte=2),
                name="import_wants_one_or_two_reviewers",
            ),
        ]
        indexes = [models.Index(fields=["imported_by", "-imported_at"], name="import_by_person")]

    def __str__(self) -> str:
        return f"import of {self.file_name}"


class ImportedRow(models.Model):
    """One row that an import brought into a draft, and what stood there before; never changed.

    `said_sha256` is the hash of what a new row said, so that the same row is not entered twice.
    """

    of = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    item = models.ForeignKey("evidence.Item", on_delete=models.PROTECT, related_name="+")
    draft = models.ForeignKey("evidence.Draft", on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()
    citation = models.ForeignKey(
        "evidence.Citation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    content = models.JSONField()
    before = models.JSONField(null=True)
    citation_before = models.ForeignKey(
        "evidence.Citation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    curator = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    said_sha256 = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        db_table = "exchange_imported_row"
        ordering = ["of", "number"]
        constraints = [
            models.UniqueConstraint(fields=["of", "number"], name="import_brings_a_row_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["new", "changed"]),
                name="imported_row_is_new_or_changed",
            ),
        ]

    def __str__(self) -> str:
        return f"row {self.number}"


class Undoing(models.Model):
    """An import was undone: by its importer, while nothing of it was submitted."""

    of = models.OneToOneField(
        Import, on_delete=models.PROTECT, primary_key=True, related_name="undoing"
    )
    undone_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField()
    rows_undone = models.PositiveIntegerField()
    rows_kept = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"undoing of {self.of_id}"


class Meaning(models.Model):
    """What a person said a header or a name in their files means; "" is: leave it as it is.

    `kind` is "column" for headers, else the vocabulary or closed list the name is looked up in.
    """

    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    said = models.CharField(max_length=200)
    means = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "said"], name="meaning_is_given_once_by_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.said}: {self.means}"


class ExportQuerySet(models.QuerySet["Export"]):
    """An export is its person's alone: it holds what they may see."""

    def visible_to(self, reader: "Person | None") -> "ExportQuerySet":
        """Return the exports `reader` may fetch: their own, while their time is not over."""
        if reader is None or not reader.is_authenticated:
            return self.none()
        return self.filter(person=reader, expires_at__gt=clock.now())


class Export(models.Model):
    """A large export, made by the job worker for one person and kept for a day.

    `asked` holds the filters as the address of the list gave them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6)
    asked = models.JSONField()
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    rows_expected = models.PositiveIntegerField()
    rows_done = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    why_not = models.TextField(blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"export as {self.kind}"
