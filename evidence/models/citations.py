"""Publications and trial records, and what is true of the whole paper."""

import uuid
from typing import Any

from django.db import models

from evidence.enums import CITATION_KINDS, PUBLICATION_STATUSES

from .terms import choices_of


class Citation(models.Model):
    """A publication or trial record. Authors, year, even title may be unknown, and say so."""

    key = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=choices_of(CITATION_KINDS.choices))
    title = models.TextField(blank=True)
    csl = models.JSONField(default=dict)
    pmid = models.CharField("PMID", max_length=8, null=True, blank=True, unique=True)
    pmcid = models.CharField("PMCID", max_length=12, null=True, blank=True, unique=True)
    doi = models.CharField("DOI", max_length=300, null=True, blank=True, unique=True)
    nct = models.CharField("NCT id", max_length=11, null=True, blank=True, unique=True)
    abstract = models.TextField(blank=True)
    keywords = models.TextField(blank=True, default="", db_default="")
    funding = models.TextField(blank=True, default="", db_default="")
    status = models.CharField(
        max_length=12, choices=choices_of(PUBLICATION_STATUSES.choices), default="not_checked"
    )
    status_on = models.DateField(null=True, blank=True)
    status_source = models.TextField(blank=True)
    seen_at = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pmid__regex=r"^[1-9][0-9]{0,7}$"), name="citation_pmid_is_digits"
            ),
            models.CheckConstraint(
                condition=models.Q(pmcid__regex=r"^PMC[0-9]+$"), name="citation_pmcid_has_its_shape"
            ),
            models.CheckConstraint(
                condition=models.Q(doi__regex=r"^10\.[0-9]{4,9}/[^[:space:]]+$"),
                name="citation_doi_has_its_shape",
            ),
            models.CheckConstraint(
                condition=models.Q(nct__regex=r"^NCT[0-9]{8}$"), name="citation_nct_has_its_shape"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="not_checked")
                | models.Q(status_on=None, status_source=""),
                name="citation_status_has_a_source_only_when_checked",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.key

    @property
    def year(self) -> int | None:
        """Year of publication where it is known."""
        parts: list[list[Any]] = self.csl.get("issued", {}).get("date-parts", [])
        return int(parts[0][0]) if parts and parts[0] else None

    @property
    def authors(self) -> list[str]:
        """Family names of the authors, in order; empty where they are unknown."""
        return [a.get("family") or a.get("literal", "") for a in self.csl.get("author", [])]

    @property
    def journal(self) -> str:
        """Where it appeared, or "" where that is unknown."""
        return str(self.csl.get("container-title", ""))

    @property
    def publisher(self) -> str:
        """Who published it, or "" where that is unknown."""
        return str(self.csl.get("publisher", ""))

    @property
    def short(self) -> str:
        """First author and year as people say it, with what is unknown said to be so."""
        authors = self.authors
        who = authors[0] + (" et al." if len(authors) > 1 else "") if authors else ""
        when = str(self.year) if self.year else "year unknown"
        if not who:
            return f"Authors unknown, {when}" if self.kind != "unidentified" else "Not identified"
        return f"{who}, {when}"


class StatusMeans(models.TextChoices):
    """How a status came to be noted."""

    ENTRY = "entry", "entered with the paper"
    HAND = "hand", "noted by an editor"
    FILE = "file", "from a file of retractions"
    LOOK_UP = "look_up", "looked up"


class CitationStatus(models.Model):
    """That a publication came to have a status: when, by which source, and who noted it here.

    Rows are inserted and never changed. Inserting one is the only way in which the status of a
    citation changes: the database carries it over and refuses any other change.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="statuses")
    position = models.PositiveIntegerField()
    status = models.CharField(max_length=12, choices=choices_of(PUBLICATION_STATUSES.choices))
    before = models.CharField(max_length=12, choices=choices_of(PUBLICATION_STATUSES.choices))
    status_on = models.DateField(null=True)
    source = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    means = models.CharField(max_length=8, choices=StatusMeans.choices)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="statuses_noted"
    )

    class Meta:
        db_table = "evidence_citation_status"
        ordering = ["-noted_at", "-position"]
        constraints = [
            models.UniqueConstraint(
                fields=["citation", "position"], name="citation_has_one_status_in_a_place"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="not_checked"), name="citation_status_was_looked_up"
            ),
            models.CheckConstraint(
                condition=models.Q(means="entry") | ~models.Q(source=""),
                name="changed_citation_status_has_a_source",
            ),
        ]
        indexes = [models.Index(fields=["noted_at", "id"], name="citation_status_by_time")]

    def __str__(self) -> str:
        return f"{self.status} of citation {self.citation_id}"


class StudyCard(models.Model):
    """What is true of the whole paper; copied into each version's document at submission."""

    citation = models.OneToOneField(
        Citation, on_delete=models.PROTECT, primary_key=True, related_name="study_card"
    )
    answers = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"study card of {self.citation_id}"
