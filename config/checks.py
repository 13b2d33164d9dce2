"""Checks of this installation that Django's `check` prints and the pages repeat."""

import os
from typing import Any

from django.conf import settings
from django.core import checks

from accounts.servers import problems_in


def advisory_sentence() -> str:
    """Return the standing warning where runtime and owner are one database role, else ''."""
    databases = settings.DATABASES
    if databases["default"].get("USER") != databases["owner"].get("USER"):
        return ""
    return (
        "The application signs in to PostgreSQL as the owner of its tables, so that submitted "
        "evidence cannot be changed is a promise here and not a rule the database keeps. "
        "Set DATABASE_OWNER_URL to the owner and DATABASE_URL to a role of its own."
    )


@checks.register("security", deploy=True)
def owner_and_runtime_differ(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Warn where immutability is only advisory."""
    sentence = advisory_sentence()
    return [checks.Warning(sentence, id="evidence.W001")] if sentence else []


@checks.register("security")
def sign_in_servers_are_whole(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Warn of half a configuration of ORCID or of the institution's server: it is left out."""
    return [checks.Warning(problem, id="evidence.W002") for problem in problems_in(os.environ)]
