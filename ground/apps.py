"""What every floor stands on."""

from importlib import import_module

from django.apps import AppConfig


class GroundConfig(AppConfig):
    """Errors, events, enqueueing and the insert-only list."""

    name = "ground"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let fields be asked for many values at once."""
        import_module("ground.lookups")
