"""The kinds of work a person can be appointed to."""

from django.db.models import TextChoices


class Role(TextChoices):
    """A person holds any set of these; none implies another."""

    CURATOR = "curator", "curator"
    REVIEWER = "reviewer", "reviewer"
    EDITOR = "editor", "editor"
