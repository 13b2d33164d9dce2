"""Releases: what was printed when, in which files. Rows are inserted and never changed."""

import uuid

from django.db import models


class Release(models.Model):
    """A numbered publication of all that was accepted at one moment.

    `manifest` repeats the checksums of its files, counts what stands beside the rows, and holds
    the hash of the sorted heads of all event streams as they were just before.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=12, unique=True)
    label = models.CharField(max_length=200)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="releases"
    )
    note = models.TextField(blank=True)
    licence = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    contributors = models.TextField(blank=True)
    manifest = models.JSONField()
    rows = models.PositiveIntegerField()

    class Meta:
        ordering = ["-published_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__regex=r"^[0-9]{4}\.[1-9][0-9]{0,3}$"),
                name="release_number_is_year_and_count",
            ),
            models.CheckConstraint(
                condition=models.Q(rows__gte=1), name="release_holds_at_least_one_claim"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken back; asks nothing where the withdrawal was loaded."""
        return hasattr(self, "withdrawal")


class ReleaseWithdrawal(models.Model):
    """That a release was taken back, when and why. Its rows and files stay as they were."""

    release = models.OneToOneField(
        Release, on_delete=models.PROTECT, primary_key=True, related_name="withdrawal"
    )
    reason = models.TextField()
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="releases_withdrawn"
    )

    class Meta:
        db_table = "releases_release_withdrawal"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="release_withdrawal_has_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"withdrawal of release {self.release_id}"


class ReleaseVersion(models.Model):
    """A version in a release; `place` is its row there, from 1, in the order of accessions."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="versions")
    version = models.ForeignKey(
        "evidence.Version", on_delete=models.PROTECT, related_name="releases"
    )
    place = models.PositiveIntegerField()

    class Meta:
        db_table = "releases_release_version"
        constraints = [
            models.UniqueConstraint(
                fields=["release", "place"], name="release_has_one_version_in_a_place"
            ),
            models.UniqueConstraint(
                fields=["version", "release"], name="version_is_in_a_release_once"
            ),
        ]

    def __str__(self) -> str:
        return f"row {self.place} of release {self.release_id}"


class ReleaseFile(models.Model):
    """A file of a release, known by the hash of its bytes, which lie in the home's releases."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="files")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)

    class Meta:
        db_table = "releases_release_file"
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "name"], name="release_has_a_file_of_a_name_once"
            ),
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="release_file_has_a_sha256",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReleaseHead(models.Model):
    """Where a stream of events stood just before a release: an anchor for its chain.

    The hash over all heads of a release is published with it. The heads themselves stay here,
    because how long the stream of an open round is would tell whether somebody has judged.
    """

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="heads")
    stream = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "releases_release_head"
        constraints = [
            models.UniqueConstraint(
                fields=["release", "stream"], name="release_has_one_head_of_a_stream"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stream} #{self.position} in release {self.release_id}"


class PrintedRow(models.Model):
    """The flat row of an accepted version, made once: as a CSV record and as JSON.

    It follows from the version's document and round alone, both of which are closed; it is kept
    so that a table of all that is accepted is copied and not computed.
    """

    version = models.ForeignKey(
        "evidence.Version", on_delete=models.PROTECT, related_name="printed_rows"
    )
    layout = models.PositiveSmallIntegerField()
    csv = models.TextField()
    json = models.TextField()

    class Meta:
        db_table = "releases_printed_row"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "layout"], name="version_is_printed_once_in_a_layout"
            ),
        ]

    def __str__(self) -> str:
        return f"row of version {self.version_id}"
