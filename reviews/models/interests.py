"""Conflicts of interest: what people declare, and what follows from it for a paper."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from evidence.enums import OPEN_STATUSES
from evidence.models.terms import choices_of
from reviews.enums import INTEREST_KINDS, OCCASIONS

if TYPE_CHECKING:
    from accounts.models import Person


class DeclarationQuerySet(models.QuerySet["Declaration"]):
    """Who may read which declarations."""

    def visible_to(self, reader: "Person | None") -> "DeclarationQuerySet":
        """Return one's own; editors read everybody's yearly ones as well.

        What somebody answered about one paper would tell who entered a claim from it.
        """
        if reader is None or not reader.is_authenticated:
            return self.none()
        if reader.is_editor:
            return self.filter(Q(person=reader) | Q(occasion="yearly"))
        return self.filter(person=reader)


class Declaration(models.Model):
    """What a person said of their interests: in general, once a year, or about one paper.

    Inserted, never changed: the next one stands beside it. `interests` is "none" or what it is.
    """

    person = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="declarations"
    )
    citation = models.ForeignKey(
        "evidence.Citation", on_delete=models.PROTECT, null=True, related_name="declarations"
    )
    occasion = models.CharField(max_length=10, choices=choices_of(OCCASIONS.choices))
    interests = models.TextField()
    made_at = models.DateTimeField()

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(occasion="yearly", citation=None)
                | (~Q(occasion="yearly") & Q(citation__isnull=False)),
                name="declaration_is_yearly_or_about_a_paper",
            ),
            models.CheckConstraint(condition=~Q(interests=""), name="declaration_says_something"),
        ]
        indexes = [models.Index(fields=["person", "-made_at"], name="declaration_by_person")]

    def __str__(self) -> str:
        return f"{self.occasion} declaration of {self.person_id}"


class InterestQuerySet(models.QuerySet["Interest"]):
    """Who may read which interests, and which of them bar."""

    def barring(self) -> "InterestQuerySet":
        """Return those that keep their person from judging: neither waived nor found mistaken."""
        return self.filter(waived_by=None, refused_at=None)

    def visible_to(self, reader: "Person | None") -> "InterestQuerySet":
        """Return one's own; editors read all claims of authorship and what may be waived.

        The other interests of somebody who entered a claim from the paper wait until no round on
        it is open: they would tell those who could still review who its author is.
        """
        if reader is None or not reader.is_authenticated:
            return self.none()
        if not reader.is_editor:
            return self.filter(person=reader)
        from evidence.models import VersionAuthor

        wrote = VersionAuthor.objects.filter(
            person=OuterRef("person"), version__citation=OuterRef("citation"),
            version__standing__status__in=OPEN_STATUSES,
        )  # fmt: skip
        return self.filter(Q(person=reader) | Q(kind="authorship") | ~Exists(wrote))


class Interest(models.Model):
    """A person's interest in a paper, from the moment somebody says so.

    Same lab and others may be waived. Authorship is never waived: it is claimed, and confirmed
    by ORCID or by an editor (`confirmed_by`), or found mistaken by one. `detail` says what it is;
    for authorship, the name in the list of authors, or why it is not there.
    """

    person = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="interests"
    )
    citation = models.ForeignKey(
        "evidence.Citation", on_delete=models.PROTECT, related_name="interests"
    )
    kind = models.CharField(max_length=12, choices=choices_of(INTEREST_KINDS.choices))
    detail = models.TextField(blank=True)
    confirmed = models.BooleanField(default=True)
    confirmed_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, null=True, related_name="authorships_confirmed"
    )
    declared_at = models.DateTimeField()
    waived_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, null=True, related_name="interests_waived"
    )
    waived_at = models.DateTimeField(null=True)
    why_waived = models.TextField(blank=True)
    refused_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, null=True, related_name="authorships_refused"
    )
    refused_at = models.DateTimeField(null=True)
    why_refused = models.TextField(blank=True, default="", db_default="")

    objects = InterestQuerySet.as_manager()

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
            models.CheckConstraint(
                condition=Q(confirmed_by=None)
                | (Q(confirmed=True) & ~Q(confirmed_by=models.F("person"))),
                name="authorship_is_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(refused_at=None, refused_by=None)
                | (
                    Q(kind="authorship", confirmed=False)
                    & ~Q(why_refused="")
                    & ~Q(refused_by=models.F("person"))
                ),
                name="only_a_claim_of_authorship_is_found_mistaken_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.person_id} in {self.citation_id}"

    @property
    def bars(self) -> bool:
        """Keeps its person from judging claims from the paper."""
        return self.waived_by_id is None and self.refused_at is None


class Voiding(models.Model):
    """A recommendation that counts no longer, its writer having an interest in the paper.

    Inserted, never changed. The recommendation stays where it is and is read by nobody.
    """

    recommendation = models.OneToOneField(
        "reviews.Recommendation",
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="voiding",
    )
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"voiding of recommendation {self.recommendation_id}"
