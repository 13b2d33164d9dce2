"""Conflicts of interest between a person and a paper."""

from django.db import models
from django.db.models import Q

from evidence.models.terms import choices_of
from reviews.enums import INTEREST_KINDS


class Interest(models.Model):
    """A person's interest in a paper. Confirmed authorship is never waived."""

    person = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="interests"
    )
    citation = models.ForeignKey(
        "evidence.Citation", on_delete=models.PROTECT, related_name="interests"
    )
    kind = models.CharField(max_length=12, choices=choices_of(INTEREST_KINDS.choices))
    detail = models.TextField(blank=True)
    confirmed = models.BooleanField(default=True)
    declared_at = models.DateTimeField()
    waived_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, null=True, related_name="interests_waived"
    )
    why_waived = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "citation", "kind"], name="interest_is_declared_once"
            ),
            models.CheckConstraint(
                condition=~Q(kind="authorship") | Q(waived_by=None),
                name="authorship_is_never_waived",
            ),
            models.CheckConstraint(
                condition=Q(waived_by=None)
                | (~Q(why_waived="") & ~Q(waived_by=models.F("person"))),
                name="interest_is_waived_by_another_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.person_id} in {self.citation_id}"
