"""Taking an offered name into a draft."""

from typing import TYPE_CHECKING

from django.db import transaction

from evidence.actions.drafts import save_draft
from evidence.content import Content, entries_of
from evidence.models import Draft, Offer
from evidence.names import fold
from evidence.policies.answers import MOST_ENTRIES
from evidence.queries.offers import OFFERED_COLUMNS
from ground import clock
from ground.errors import Invalid, Problem

if TYPE_CHECKING:
    from accounts.models import Person


@transaction.atomic
def take_offer(
    *,
    draft: Draft,
    content: Content,
    column: str,
    name: str,
    revision: int,
    actor: "Person",
) -> Draft:
    """Save `content` with the offered `name` in `column` and record that it was taken.

    Refuses as `save_draft` does, and with Invalid what was never offered.
    """
    asked = OFFERED_COLUMNS.get(column)
    offers = Offer.objects.visible_to(actor).filter(draft=draft, name=name, column="")
    offer = offers.filter(vocabulary=asked.vocabulary).first() if asked else None
    if asked is None or offer is None:
        problem = Problem("offer", "This name was not offered here. Type it into its field.")
        raise Invalid("Nothing was saved. What you typed is still in the fields.", [problem])
    entries = entries_of(content.get(column))
    if any(fold(str(entry.get("name", ""))) == fold(name) for entry in entries):
        taken = content
    elif asked.many and len(entries) < MOST_ENTRIES:
        taken = content | {column: [*entries, {"name": name}]}
    else:
        taken = content | {column: [{"name": name}]}
    saved = save_draft(
        draft=draft, content=taken, citation=draft.citation, revision=revision, actor=actor
    )
    Offer.objects.create(
        draft=draft, citation=offer.citation, vocabulary=offer.vocabulary, name=name,
        written=offer.written, column=column, at=clock.now(),
    )  # fmt: skip
    return saved
