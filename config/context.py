"""What every page knows about this site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from config.checks import advisory_sentence


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the site's name, version, whether it is a demo, and any standing warning."""
    return {
        "site": {
            "name": settings.SITE_NAME,
            "version": settings.VERSION,
            "demo": settings.DEMO,
            "advisory": advisory_sentence(),
        }
    }
