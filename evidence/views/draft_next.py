"""Same paper, next claim."""

import re
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from evidence.actions.drafts import next_claim
from evidence.content import Content
from evidence.documents import content_of
from evidence.forms.claims import last
from evidence.models import Citation, Draft, Item, Version
from evidence.views.see_other import see_other
from evidence.views.writer import writer_of
from ground.errors import Missing


@require_POST
def draft_next(request: HttpRequest) -> HttpResponse:
    """Open a draft of the next claim of the paper of `draft`, or of `item` in its `version`."""
    citation, content = _taken_over(request)
    draft = next_claim(citation=citation, content=content, actor=writer_of(request))
    messages.info(
        request,
        "A new claim of the same paper. What is the same for the whole paper is filled in; "
        "change what differs.",
    )
    return see_other("evidence:draft-edit", draft.pk)


def _taken_over(request: HttpRequest) -> tuple[Citation | None, Content]:
    """Return paper and answers of what the person carries on from; raise Missing or 404."""
    draft_id = last(request.POST, "draft")
    if draft_id:
        drafts = Draft.objects.visible_to(writer_of(request)).select_related("citation")
        draft = get_object_or_404(drafts, pk=_uuid(draft_id))
        return draft.citation, draft.content
    number = Item.number_of(last(request.POST, "item"))
    version_number = last(request.POST, "version")
    if number is None or not re.fullmatch("[0-9]{1,6}", version_number):
        raise Missing("There is no such claim to go on from. Nothing was changed.")
    version = get_object_or_404(
        Version.objects.visible_to(writer_of(request)).select_related("citation"),
        item__number=number,
        number=int(version_number),
    )
    return version.citation, content_of(version.document, version.supplement)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Missing("There is no such draft to go on from. Nothing was changed.") from error
