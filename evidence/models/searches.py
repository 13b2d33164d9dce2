"""How one person wants the list of claims: searches they keep, columns and order."""

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

if TYPE_CHECKING:
    from accounts.models import Person


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    """What somebody looks for is theirs alone."""

    def visible_to(self, reader: "Person | None") -> "SavedSearchQuerySet":
        """Return the searches that `reader` keeps."""
        if reader is None or not reader.is_authenticated:
            return self.none()
        return self.filter(person=reader)


class SavedSearch(models.Model):
    """An address of the list of claims, under a name. The default one opens with the list.

    `words` say what it asks for, as they stood when it was kept.
    """

    person = models.ForeignKey(
        "accounts.Person", on_delete=models.CASCADE, related_name="saved_searches"
    )
    name = models.CharField(max_length=80)
    query = models.TextField()
    words = models.TextField(blank=True)
    is_default = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        db_table = "evidence_saved_search"
        ordering = [Lower("name")]
        constraints = [
            models.UniqueConstraint(
                "person", Lower("name"), name="person_keeps_one_search_of_a_name"
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(is_default=True),
                name="person_has_one_default_search",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ListLayout(models.Model):
    """The columns and the order that one person chose last."""

    person = models.OneToOneField(
        "accounts.Person", on_delete=models.CASCADE, primary_key=True, related_name="list_layout"
    )
    columns = ArrayField(models.CharField(max_length=30))
    order = models.CharField(max_length=31)

    class Meta:
        db_table = "evidence_list_layout"

    def __str__(self) -> str:
        return f"{', '.join(self.columns)} by {self.order}"
