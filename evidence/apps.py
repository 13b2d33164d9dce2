"""What is claimed, and its frozen versions."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Terms, citations, study cards, items, drafts, versions, documents."""

    name = "evidence"
    default_auto_field = "django.db.models.BigAutoField"
