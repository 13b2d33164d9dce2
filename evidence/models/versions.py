"""Versions: the content of an item, frozen for ever; and where each one stands now."""

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Cast

from evidence.enums import OPEN_STATUSES, STATUSES
from ground import clock

from .terms import choices_of

if TYPE_CHECKING:
    from accounts.models import Person

# What others than author, seat holders and editors may read, see the sight table of the product.
VISITORS_READ = ("accepted",)
SIGNED_IN_READ = ("in_review", "accepted", "superseded", "retired", "merged")
# Whoever holds a seat in the round goes on reading what they judged until it is decided.
SEAT_HOLDERS_READ = ("agreed", "split")
# Of each item the newest version with one of these statuses is what an audience finds in lists.
# Single people may read more; "numbers" is for counts that are everybody's to know.
AUDIENCES = {
    "visitors": VISITORS_READ,
    "members": SIGNED_IN_READ,
    "editors": tuple(value for value in STATUSES.values if value != "draft"),
    "numbers": (*OPEN_STATUSES, "accepted"),
}


def _has_sha256(column: str) -> Q:
    """The condition that `<column>_sha256` is the SHA-256 of the UTF-8 bytes of `column`."""
    as_bytes = Func(F(column), Value("UTF8"), function="convert_to")
    digest = Func(as_bytes, function="sha256")
    text = Func(digest, Value("hex"), function="encode", output_field=models.CharField())
    return Q(**{f"{column}_sha256": text})


class VersionQuerySet(models.QuerySet["Version"]):
    """Who may read which versions: the sight table, row by row."""

    def visible_to(self, reader: "Person | None") -> "VersionQuerySet":
        """Return the versions whose content `reader` may read."""
        if reader is None or not reader.is_authenticated:
            return self.filter(standing__status__in=VISITORS_READ)
        if reader.is_editor:
            return self.exclude(standing=None)
        # Seats belong to reviews, above; the path through the rows is all that is known of them.
        sat = self.model.objects.filter(
            standing__status__in=SEAT_HOLDERS_READ, round__seats__holder=reader
        )
        reconciling = self.model.objects.filter(
            standing__status="split", round__reconciling_until__gt=clock.now()
        )
        # Whatever status opens to all comes first: only few versions are asked for the rest.
        own = VersionAuthor.objects.filter(version=OuterRef("pk"), person=reader)
        return self.filter(
            Q(standing__status__in=SIGNED_IN_READ)
            | Q(Exists(own))
            | Q(pk__in=sat.values("pk"))
            | Q(pk__in=reconciling.values("pk"))
        )


class Version(models.Model):
    """One frozen content of an item. Rows are inserted and never changed.

    `document` is the public text exactly as hashed and served; `answers` is the same as jsonb
    for looking things up. `supplement` holds quote and notes, for signed-in people only.
    """

    # The indexes below begin with item and citation, so neither needs one of its own.
    item = models.ForeignKey(
        "evidence.Item", on_delete=models.PROTECT, related_name="versions", db_index=False
    )
    number = models.PositiveIntegerField()
    citation = models.ForeignKey(
        "evidence.Citation", on_delete=models.PROTECT, related_name="versions", db_index=False
    )
    schema_version = models.PositiveSmallIntegerField()
    document = models.TextField()
    document_sha256 = models.CharField(max_length=64)
    answers = models.GeneratedField(
        expression=Cast("document", models.JSONField()),
        output_field=models.JSONField(),
        db_persist=True,
    )
    supplement = models.TextField()
    supplement_sha256 = models.CharField(max_length=64)
    claim_sha256 = models.CharField(max_length=64, db_index=True)
    twin_sha256 = models.CharField(max_length=64, db_index=True)
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField()

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-item__number", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "number"], name="version_number_is_unique_in_its_item"
            ),
            models.CheckConstraint(
                condition=_has_sha256("document"), name="version_document_has_its_sha256"
            ),
            models.CheckConstraint(
                condition=_has_sha256("supplement"), name="version_supplement_has_its_sha256"
            ),
        ]
        indexes = [
            models.Index(fields=["citation", "item"], include=["id"], name="version_of_a_paper"),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of item {self.item_id}"


class VersionAuthor(models.Model):
    """A person who wrote a version; author of any version is author of the item."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="authorships")
    item = models.ForeignKey("evidence.Item", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="authorships"
    )

    class Meta:
        db_table = "evidence_version_author"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "person"], name="version_names_an_author_once"
            ),
        ]

    def __str__(self) -> str:
        return f"author {self.person_id} of version {self.version_id}"


class SearchEntry(models.Model):
    """Under which tokens a version is found. Made anew when a term gains a synonym."""

    version = models.OneToOneField(
        Version, on_delete=models.PROTECT, primary_key=True, related_name="search"
    )
    tokens = ArrayField(models.TextField())

    class Meta:
        indexes = [GinIndex(fields=["tokens"], name="search_by_token")]

    def __str__(self) -> str:
        return f"{len(self.tokens)} tokens of version {self.version_id}"


class ListEntry(models.Model):
    """Where a version stands in the order of accessions, and all it can be filtered by.

    `facets` are the numbers (`evidence.facet_keys`) of its narrow rows. Written with the version
    and never changed.
    """

    version = models.OneToOneField(
        Version, on_delete=models.PROTECT, primary_key=True, related_name="entry"
    )
    item_number = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    facets = ArrayField(models.BigIntegerField())

    class Meta:
        db_table = "evidence_list_entry"
        constraints = [
            models.UniqueConstraint(
                fields=["item_number", "number"], name="version_has_one_place_in_the_list"
            ),
        ]
        indexes = [GinIndex(fields=["facets"], name="list_entry_by_facet")]

    def __str__(self) -> str:
        return f"entry of version {self.version_id}"


class Standing(models.Model):
    """Where a version stands now: the one mutable fact about it. Only moves change it."""

    version = models.OneToOneField(
        Version, on_delete=models.PROTECT, primary_key=True, related_name="standing"
    )
    item = models.ForeignKey("evidence.Item", on_delete=models.PROTECT, related_name="standings")
    status = models.CharField(max_length=12, choices=choices_of(STATUSES.choices))
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(status__in=OPEN_STATUSES),
                name="item_has_one_open_round",
            ),
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(status="accepted"),
                name="item_has_one_accepted_version",
            ),
            models.CheckConstraint(
                condition=~Q(status="draft"), name="standing_is_of_a_submitted_version"
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-version"], name="standing_by_status"),
            models.Index(fields=["status", "since", "version"], name="standing_by_day"),
        ]

    def __str__(self) -> str:
        return f"version {self.version_id}: {self.status}"
