"""Finding what an address names, among what the reader may see."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from evidence.models import Item, Version
from evidence.views.reader import reader_of
from reviews.models import Comment


def version_or_404(request: HttpRequest, accession: str, number: int) -> Version:
    """Return the version that the reader may read, with what pages show of it."""
    item_number = Item.number_of(accession) if accession.isascii() else None
    if item_number is None or number > 100_000:
        raise Http404
    versions = Version.objects.visible_to(reader_of(request))
    return get_object_or_404(
        versions.select_related("item", "standing", "citation__study_card", "round"),
        item__number=item_number,
        number=number,
    )


def comment_or_404(request: HttpRequest, pk: UUID) -> Comment:
    """Return the comment that the reader may read."""
    comments = Comment.objects.visible_to(reader_of(request))
    return get_object_or_404(comments.select_related("item", "version"), pk=pk)
