"""Keeping and removing the private PDF of a paper."""

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction

from evidence.models import Citation, PaperFile
from evidence.pdf import why_not_pdf
from evidence.policies.paper_files import why_not_keep_file
from ground import clock, events
from ground.errors import Denied, Invalid, Missing, Problem

if TYPE_CHECKING:
    from accounts.models import Person


@transaction.atomic
def keep_file(*, citation: Citation, data: bytes, actor: "Person") -> PaperFile:
    """Keep `data` as the PDF of a paper, in place of one that is there; return it.

    Raises Denied, or Invalid where it is no PDF, too large, cut off, encrypted, or could act.
    """
    if sentence := why_not_keep_file(actor):
        raise Denied(sentence)
    if sentence := why_not_pdf(data):
        raise Invalid("The PDF was not kept.", [Problem("file", sentence)])
    Citation.objects.select_for_update(no_key=True).defer("abstract").get(pk=citation.pk)
    digest = hashlib.sha256(data).hexdigest()
    kept, _ = PaperFile.objects.update_or_create(
        citation=citation,
        defaults={"data": data, "sha256": digest, "size": len(data), "added_at": clock.now()},
    )
    _record(citation, "keep file", {"sha256": digest, "size": len(data)}, actor)
    return kept


@transaction.atomic
def remove_file(*, citation: Citation, actor: "Person") -> None:
    """Remove the PDF of a paper. Raises Denied, or Missing where there is none."""
    if sentence := why_not_keep_file(actor):
        raise Denied(sentence)
    Citation.objects.select_for_update(no_key=True).defer("abstract").get(pk=citation.pk)
    number, _ = PaperFile.objects.filter(citation=citation).delete()
    if not number:
        raise Missing("This paper has no PDF here; somebody removed it before. Nothing changed.")
    _record(citation, "remove file", {}, actor)


def _record(citation: Citation, verb: str, data: dict[str, str | int], actor: "Person") -> None:
    events.record(stream=f"reading:{citation.pk}", verb=verb, data=dict(data), actor=actor)
