"""Finding what an address names, among what the reader may see: all else is not there."""

import re
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from accounts.models import Person
from evidence.models import Citation, Draft, Item, Version
from evidence.queries.items import item_by
from evidence.views.reader import reader_of
from exchange.models import Import, Upload
from exchange.views.loading import import_for, upload_for
from reviews.models import Comment, Flag, Seat

_NUMBER = re.compile("[1-9][0-9]{0,8}")


def number_of(text: str) -> int:
    """Return the number an address names."""
    if not _NUMBER.fullmatch(text):
        raise Http404
    return int(text)


def uuid_of(text: str) -> UUID:
    """Return the random id an address names."""
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def found(rows: QuerySet[Any], **wanted: Any) -> Any:
    """Return the one row that is wanted."""
    row = rows.filter(**wanted).first()
    if row is None:
        raise Http404
    return row


def item_of(request: HttpRequest, accession: str) -> Item:
    """Return the item, if the reader may know of it."""
    item = item_by(accession, reader_of(request)) if accession.isascii() else None
    if item is None:
        raise Http404
    return item


def version_of(request: HttpRequest, accession: str, number: str) -> Version:
    """Return the version, if the reader may read it."""
    item = Item.number_of(accession) if accession.isascii() else None
    versions = Version.objects.visible_to(reader_of(request))
    versions = versions.select_related("item", "standing", "citation__study_card", "round")
    version: Version = found(versions, item__number=item or 0, number=number_of(number))
    return version


def citation_of(key: str) -> Citation:
    """Return the citation of that key; all of them are public."""
    citation: Citation = found(Citation.objects.select_related("study_card"), key=key)
    return citation


def draft_of(actor: Person, pk: str) -> Draft:
    """Return a draft of the actor's."""
    drafts = Draft.objects.visible_to(actor).select_related("item", "citation", "became__item")
    draft: Draft = found(drafts, pk=uuid_of(pk))
    return draft


def seat_of(actor: Person, pk: str) -> Seat:
    """Return a seat of the actor's."""
    seats = Seat.objects.visible_to(actor).select_related(
        "holder", "round__version__item", "round__version__standing",
        "round__version__citation__study_card",
    )  # fmt: skip
    seat: Seat = found(seats, pk=number_of(pk))
    return seat


def comment_of(actor: Person, pk: str) -> Comment:
    """Return a comment that the actor may read."""
    comments = Comment.objects.visible_to(actor).select_related("item", "version__standing")
    comment: Comment = found(comments, pk=uuid_of(pk))
    return comment


def flag_of(actor: Person, pk: str) -> Flag:
    """Return a flag that the actor may read."""
    flag: Flag = found(Flag.objects.visible_to(actor).select_related("item"), pk=uuid_of(pk))
    return flag


def upload_of(actor: Person, pk: str) -> Upload:
    """Return a file of the actor's on its way in."""
    return upload_for(actor, uuid_of(pk))


def import_of(actor: Person, pk: str) -> Import:
    """Return an import that the actor may see."""
    return import_for(actor, uuid_of(pk))
