"""Narrow rows written with a version, for filters, facets and pictures; never changed."""

from django.db import models


class VersionTerm(models.Model):
    """A version names a term in a column; `role` is that column's name."""

    version = models.ForeignKey("evidence.Version", on_delete=models.PROTECT, related_name="terms")
    term = models.ForeignKey("evidence.Term", on_delete=models.PROTECT, related_name="used_in")
    role = models.CharField(max_length=30)

    class Meta:
        db_table = "evidence_version_term"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "role", "term"], name="version_names_a_term_once_in_a_role"
            ),
        ]
        indexes = [models.Index(fields=["role", "term", "version"], name="version_term_facet")]

    def __str__(self) -> str:
        return f"{self.role}: {self.term_id}"


class VersionChoice(models.Model):
    """A version gives an answer of a closed list in a column, or one of the unknowns."""

    version = models.ForeignKey(
        "evidence.Version", on_delete=models.PROTECT, related_name="choices"
    )
    role = models.CharField(max_length=30)
    value = models.CharField(max_length=40)

    class Meta:
        db_table = "evidence_version_choice"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "role", "value"], name="version_gives_an_answer_once_in_a_role"
            ),
        ]
        indexes = [models.Index(fields=["role", "value", "version"], name="version_choice_facet")]

    def __str__(self) -> str:
        return f"{self.role}: {self.value}"


class VersionSourceReview(models.Model):
    """A version was found in a review."""

    version = models.ForeignKey(
        "evidence.Version", on_delete=models.PROTECT, related_name="source_reviews"
    )
    citation = models.ForeignKey(
        "evidence.Citation", on_delete=models.PROTECT, related_name="source_of"
    )

    class Meta:
        db_table = "evidence_version_source_review"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "citation"], name="version_names_a_source_review_once"
            ),
        ]

    def __str__(self) -> str:
        return f"found in {self.citation_id}"
