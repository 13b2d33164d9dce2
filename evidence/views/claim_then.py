"""The page of an item as it was public at another time."""

from django.http import Http404, HttpRequest, HttpResponse

from evidence.models import Item
from evidence.views.claim_page import claim_page
from ground.errors import Missing
from releases.moments import Moment
from releases.queries.claims import version_then
from reviews.queries.publications import last_publication


def claim_then(request: HttpRequest, accession: str, moment: Moment) -> HttpResponse:
    """Show the version that was public then; what was once public is everybody's to read.

    Raises Missing with a sentence where the item was public at some time, but not then.
    """
    number = Item.number_of(accession)
    if number is None or last_publication(number) is None:
        raise Http404
    version = version_then(number, at=moment.at, release=moment.release)
    if version is None:
        raise Missing(
            f"{accession} was not public {moment.words}. Take the day or the release away from "
            "the address to see where it stands now."
        )
    return claim_page(request, version, [version], moment=moment)
