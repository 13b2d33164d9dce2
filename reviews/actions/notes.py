"""Keeping what a reviewer writes before it is delivered."""

from typing import TYPE_CHECKING, Any

from django.db import transaction

from evidence.models import Version
from ground import clock
from ground.errors import Invalid, Stale
from reviews.models import Note
from reviews.policies.judgements import note_problems

from .leases import renew

if TYPE_CHECKING:
    from accounts.models import Person


@transaction.atomic
def keep_note(*, version: Version, said: dict[str, Any], revision: int, actor: "Person") -> Note:
    """Keep an unfinished recommendation on `version` as the actor's private note; return it.

    `said` has the shape of a recommendation and may be incomplete; `revision` is the note's when
    the page was opened, 0 where there was none. Keeping the same again changes nothing. Where the
    actor sits in the round, or could sit down again, their time starts anew. Raises Invalid for
    what cannot be stored and Stale where another tab saved since; nothing is changed then.
    """
    if problems := note_problems(said):
        raise Invalid("Nothing was saved; what you wrote is still on this page.", problems)
    note, made = Note.objects.select_for_update(of=("self",)).get_or_create(
        round_id=version.pk, person=actor, defaults={"said": said, "saved_at": clock.now()}
    )
    if not made and note.said != said:
        if note.revision != revision:
            raise Stale(
                f"You saved this review in another tab at {note.saved_at:%H:%M} UTC. Nothing of "
                "this page was saved and nothing is lost: your text is still here. Save again to "
                "keep this page's text instead.",
                current=note,
            )
        note.said, note.saved_at = said, clock.now()
        note.revision += 1
        note.save(update_fields=["said", "saved_at", "revision"])
    renew(version=version, actor=actor)
    return note
