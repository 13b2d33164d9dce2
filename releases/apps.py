"""Numbered, immutable, checksummed publications of what was accepted."""

from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    """Releases, their files, and the read-only API."""

    name = "releases"
    default_auto_field = "django.db.models.BigAutoField"
