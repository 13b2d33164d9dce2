"""What was taken back, as an Atom feed."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from releases.queries.withdrawn import newest_withdrawn
from releases.views.release_feed import Atom
from releases.withdrawn_words import WithdrawnWords, withdrawn_words

_MOST = 50


class _Withdrawn(Feed):
    feed_type = Atom
    description_template = None

    def title(self) -> str:
        return f"{settings.SITE_NAME}: what was taken back"

    def link(self) -> str:
        return reverse("releases:withdrawn")

    def items(self) -> Iterable[WithdrawnWords]:
        return withdrawn_words(newest_withdrawn(most=_MOST))

    def item_title(self, item: WithdrawnWords) -> str:
        return item.title

    def item_description(self, item: WithdrawnWords) -> str:
        return item.sentence

    def item_link(self, item: WithdrawnWords) -> str:
        return item.href

    def item_guid(self, item: WithdrawnWords) -> str:
        # A paper may be retracted and cleared again: each time is an entry of its own.
        return f"{item.href}#{item.at.isoformat()}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: WithdrawnWords) -> datetime:
        return item.at

    def item_updateddate(self, item: WithdrawnWords) -> datetime:
        return item.at


@login_not_required
@require_safe
def withdrawn_feed(request: HttpRequest) -> HttpResponse:
    """Return the newest of what was taken back."""
    return _Withdrawn()(request)
