"""The configuration as an app: its commands, and the checks of this installation."""

import gc

from django.apps import AppConfig

# New objects between two searches for forgotten circles of them; the interpreter's own 700 cost an
# import of ten thousand rows a quarter of its time, and found hardly any.
OBJECTS_BETWEEN_SEARCHES = 20_000


class ConfigConfig(AppConfig):
    """Registers the checks once every app is loaded, and lets the process make many objects."""

    name = "config"

    def ready(self) -> None:
        from config import checks  # noqa: F401 - importing registers them

        gc.set_threshold(OBJECTS_BETWEEN_SEARCHES, *gc.get_threshold()[1:])
