"""The releases as an Atom feed."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from releases.citing import how_to_cite
from releases.models import Release
from releases.queries.releases import releases

_MOST = 50
_BEFORE_THE_FIRST = datetime(2000, 1, 1, tzinfo=UTC)


class Atom(Atom1Feed):
    """An Atom feed that says the same at each reading."""

    def latest_post_date(self) -> datetime:
        """Return the newest moment in the feed; an empty one says the same at each reading."""
        return super().latest_post_date() if self.num_items() else _BEFORE_THE_FIRST


class _Releases(Feed):
    feed_type = Atom
    description_template = None

    def title(self) -> str:
        return f"{settings.SITE_NAME}: releases"

    def link(self) -> str:
        return reverse("releases:release-list")

    def items(self) -> Iterable[Release]:
        return releases()[:_MOST]

    def item_title(self, item: Release) -> str:
        return f"{item.label} (withdrawn)" if item.is_withdrawn else item.label

    def item_description(self, item: Release) -> str:
        return item.withdrawal.reason if item.is_withdrawn else how_to_cite(item)

    def item_link(self, item: Release) -> str:
        return reverse("releases:release-detail", args=[item.number])

    def item_pubdate(self, item: Release) -> datetime:
        return item.published_at

    def item_updateddate(self, item: Release) -> datetime:
        return item.withdrawal.withdrawn_at if item.is_withdrawn else item.published_at


@login_not_required
@require_safe
def release_feed(request: HttpRequest) -> HttpResponse:
    """Return the newest releases, withdrawn ones with the reason."""
    return _Releases()(request)
