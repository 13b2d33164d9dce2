"""The configuration as an app: its commands, and the checks of this installation."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Registers the checks once every app is loaded."""

    name = "config"

    def ready(self) -> None:
        from config import checks  # noqa: F401 - importing registers them
