"""Undoing an import while nothing of it was submitted."""

from typing import TYPE_CHECKING

from django.db import transaction

from evidence.actions.many_drafts import Saving, save_drafts, withdraw_drafts
from evidence.models import Draft, Item
from exchange.models import Import, ImportedRow, Undoing
from exchange.policies import why_not_undo
from ground import clock, events
from ground.errors import Denied

from .import_items import one_at_a_time

if TYPE_CHECKING:
    from accounts.models import Person

WHY = "The import that brought it was undone."


@transaction.atomic
def undo_import(*, done: Import, actor: "Person") -> Undoing:
    """Take back what an import brought, and return the record of that.

    Drafts it began are withdrawn; drafts it changed get back what they held. A draft that
    somebody worked on since is left alone. Undoing twice is once.
    """
    one_at_a_time(f"import {done.pk}")
    if earlier := Undoing.objects.filter(of=done).first():
        return earlier
    _lock_items(done)
    rows = list(
        done.rows.select_related("draft__item", "citation_before")
        .defer("content", "draft__content")
    )  # fmt: skip
    submitted = [row for row in rows if row.draft.became_id is not None]
    if sentence := why_not_undo(
        is_importer=done.imported_by_id == actor.pk, submitted=len(submitted)
    ):
        raise Denied(sentence)
    untouched = [row for row in rows if _is_untouched(row)]
    restored = [row for row in untouched if row.before is not None]
    begun = [row.draft for row in untouched if row.before is None]
    save_drafts(
        savings=[
            Saving(row.draft, row.citation_before, row.before or {}, row.draft.revision)
            for row in restored
        ],
        actor=actor,
    )
    withdrawn = withdraw_drafts(drafts=begun, why=WHY, actor=actor)
    count = len(restored) + withdrawn
    undone = Undoing.objects.create(
        of=done,
        undone_by=actor,
        undone_at=clock.now(),
        rows_undone=count,
        rows_kept=len(rows) - count,
    )
    events.record(stream=f"import:{done.pk}", verb="undo import", data={"rows": count}, actor=actor)
    return undone


def _lock_items(done: Import) -> None:
    """Lock its items: a submission of one of them waits for us, or we for it."""
    items = list(done.rows.values_list("item", flat=True))
    list(Item.objects.filter(pk__in=items).order_by("pk").select_for_update())


def _is_untouched(row: ImportedRow) -> bool:
    draft: Draft = row.draft
    return draft.closed_at is None and draft.revision == row.revision
