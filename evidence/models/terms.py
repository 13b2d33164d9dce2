"""The vocabulary: one row a term, its names and its codes beside it."""

from django.db import models

from evidence.enums import CODE_MATCHES, MODALITIES, TERM_STATUSES, VOCABULARIES


def choices_of(values: tuple[tuple[str, str, str], ...]) -> list[tuple[str, str]]:
    """Return the pairs Django wants from a closed list's choices."""
    return [(value, label) for value, label, _ in values]


class Term(models.Model):
    """A vocabulary entry. `broader` makes a tree; filters include narrower terms."""

    vocabulary = models.CharField(max_length=20, choices=choices_of(VOCABULARIES.choices))
    label = models.CharField(max_length=200)
    definition = models.TextField(blank=True)
    broader = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="narrower"
    )
    status = models.CharField(
        max_length=12, choices=choices_of(TERM_STATUSES.choices), default="active"
    )
    replaced_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    modality = models.CharField(
        max_length=20, choices=choices_of(MODALITIES.choices), blank=True,
        help_text="For agents: what kind of therapy it is unless a claim says otherwise.",
    )  # fmt: skip
    note = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["vocabulary", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["vocabulary", "label"], name="term_label_is_unique_in_its_vocabulary"
            ),
            models.CheckConstraint(
                condition=~models.Q(broader=models.F("id")), name="term_is_not_broader_than_itself"
            ),
            models.CheckConstraint(
                condition=models.Q(replaced_by=None) | models.Q(status="obsolete"),
                name="term_replaced_is_obsolete",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class TermName(models.Model):
    """A name under which a term is found, folded for comparison: its label or a synonym."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="names")
    vocabulary = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    is_label = models.BooleanField(default=False)

    class Meta:
        ordering = ["-is_label", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["vocabulary", "key"], name="term_name_means_one_term_in_its_vocabulary"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TermCode(models.Model):
    """A CURIE for a term and how closely it fits."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="codes")
    curie = models.CharField(max_length=60)
    match = models.CharField(max_length=10, choices=choices_of(CODE_MATCHES.choices))

    class Meta:
        ordering = ["curie"]
        constraints = [
            models.UniqueConstraint(fields=["term", "curie"], name="term_has_a_code_once"),
        ]

    def __str__(self) -> str:
        return self.curie
