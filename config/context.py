"""What every page knows about this site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.models import Person
from accounts.queries import unread_of
from config.checks import advisory_sentence

# What the first part of an address belongs to, in the words of the main navigation.
_SECTIONS = {
    "evidence": ("items", "talk", "exports"),
    "matrix": ("matrix", "flow", "therapies", "contradictions", "gaps"),
    "papers": ("papers", "citations"),
    "vocabulary": ("terms", "glossary"),
    "releases": ("releases",),
    "reviews": ("reviews",),
    "drafts": ("drafts", "imports"),
    "people": ("people", "invitations"),
}
_SECTION_OF = {part: section for section, parts in _SECTIONS.items() for part in parts}


def site(request: HttpRequest) -> dict[str, Any]:
    """Return what the site is, any standing warning, where the reader is, and what is unread."""
    return {
        "site": {
            "name": settings.SITE_NAME,
            "version": settings.VERSION,
            "demo": settings.DEMO,
            "advisory": advisory_sentence(),
        },
        "section": _SECTION_OF.get(request.path.split("/")[1], ""),
        "unread": SimpleLazyObject(lambda: _unread(request)),
    }


def _unread(request: HttpRequest) -> int:
    """Return how many notifications wait for the reader; asked only by pages that show it."""
    user = getattr(request, "user", None)
    return unread_of(user) if isinstance(user, Person) else 0
