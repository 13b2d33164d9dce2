"""What every floor stands on."""

from django.apps import AppConfig


class GroundConfig(AppConfig):
    """Errors, events, enqueueing and the insert-only list."""

    name = "ground"
    default_auto_field = "django.db.models.BigAutoField"
