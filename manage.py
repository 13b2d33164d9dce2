#!/usr/bin/env python3
"""EVidence's command line: Django's, with the embedded PostgreSQL running where none is named."""

import os
import sys
from importlib import import_module
from pathlib import Path

from config.embedded import ClusterError
from config.embedded.environment import provided


def main() -> None:
    """Run one command; see `config.embedded.environment` for what it finds."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")
    home = Path(os.environ.get("EVIDENCE_HOME") or Path(__file__).resolve().parent / "var")
    try:
        with provided(home.resolve(), sys.argv[1:], load):
            from django.core.management import execute_from_command_line

            execute_from_command_line(sys.argv)
    except ClusterError as refusal:
        sys.exit(str(refusal))
    except KeyboardInterrupt:
        sys.exit(130)


def load() -> None:
    """Import what `serve` needs: all of EVidence. Other commands may name other settings."""
    if sys.argv[1:] == ["serve"]:
        import django

        django.setup()
        import_module("config.urls")


if __name__ == "__main__":
    main()
