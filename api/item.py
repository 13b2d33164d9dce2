"""One item, and one version of it."""

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from rest_framework.exceptions import APIException

from evidence.models import Item, Version
from evidence.presenters.addresses import read_address
from evidence.views.reader import reader_of
from releases.moments import MOMENT, Moment, moment_of
from releases.queries.claims import ListedVersion, listed, public_then
from reviews.queries.publications import ended_publication

from .answers import answer
from .components import DOCUMENT, ITEM
from .endpoint import path_parameters, reads
from .items import head_of, root_of, version_url, written
from .parameter_shapes import THEN
from .reading import ReadingView

_ITEM = path_parameters(accession="Such as EVD-000123.")


class NoLongerHeld(APIException):
    """The accession is known and nothing is held under it any more; the detail says why."""

    status_code = 410
    default_code = "gone"


class OneItem(ReadingView):
    """The newest version of an item that the reader may read."""

    @reads("item", "One claim", gives=ITEM, parameters=[*_ITEM, *THEN], refuses=(404, 410))
    def get(self, request: HttpRequest, accession: str) -> HttpResponseBase:
        """A merged item redirects for ever; of a retired one the reason is said."""
        moment = moment_of(read_address(dict(request.GET.lists()), MOMENT))
        rows = _then(accession, moment) if moment else _versions(request, accession)
        if not rows and moment:
            raise Http404
        if not rows:
            return _elsewhere(accession)
        place = root_of(request)
        versions = [
            {"version": row.number, "status": row.status, "url": version_url(place, row)}
            for row in rows
        ]
        return answer(request, written(head_of(place, rows[-1], versions=versions), rows[-1]))


class OneVersion(ReadingView):
    """The document of a version."""

    @reads(
        "version",
        "One version's document",
        gives=DOCUMENT,
        parameters=[*_ITEM, *path_parameters(number="The version's number.")],
        refuses=(404,),
    )
    def get(self, request: HttpRequest, accession: str, number: str) -> HttpResponseBase:
        """The bytes that were frozen: their SHA-256 is the document_sha256 of rows and lists."""
        read_address(dict(request.GET.lists()), ())
        found = [row for row in _versions(request, accession) if str(row.number) == number]
        if not found:
            raise Http404
        return answer(request, found[0].document.encode(), etag=found[0].document_sha256)


def _versions(request: HttpRequest, accession: str) -> list[ListedVersion]:
    number = Item.number_of(accession)
    if number is None:
        raise Http404
    visible = Version.objects.visible_to(reader_of(request))
    return listed(visible.filter(item__number=number).exclude(standing=None))


def _then(accession: str, moment: Moment) -> list[ListedVersion]:
    """Return the version that was public at another time: everybody's to read."""
    public = public_then(at=moment.at, release=moment.release)
    return listed(public.filter(item__number=Item.number_of(accession) or 0))


def _elsewhere(accession: str) -> HttpResponseBase:
    publication = ended_publication(accession)
    if publication is None:
        raise Http404
    if publication.merged_into is None:
        raise NoLongerHeld(f"{accession} is no longer held: {publication.why_ended}")
    survivor = publication.merged_into.accession
    return HttpResponsePermanentRedirect(reverse("api:item", args=[survivor]))
