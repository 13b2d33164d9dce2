"""The kinds of work a person can be appointed to, and what a token may be used for."""

from django.db.models import TextChoices


class Role(TextChoices):
    """A person holds any set of these; none implies another."""

    CURATOR = "curator", "curator"
    REVIEWER = "reviewer", "reviewer"
    EDITOR = "editor", "editor"


class Scope(TextChoices):
    """What a token opens. Never more than its person may do: roles are asked all the same."""

    READ = "read", "read what you may read"
    CURATE = "curate", "enter and revise evidence"
    REVIEW = "review", "take and deliver reviews"
    EDIT = "edit", "decide and publish"
