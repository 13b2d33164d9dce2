"""Writing claims: starting, saving, and carrying on with the paper's next one."""

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Max

from evidence.actions.offers import offer_names
from evidence.columns import INHERITED
from evidence.content import Content
from evidence.documents import tidy
from evidence.models import Citation, Draft, Item
from evidence.policies.answers import shape_problems
from evidence.policies.drafts import why_not_edit, why_not_enter
from ground import clock, events
from ground.errors import Denied, Invalid, Stale

if TYPE_CHECKING:
    from accounts.models import Person


@transaction.atomic
def start_draft(
    *, citation: Citation | None, content: Content | None = None, actor: "Person"
) -> Draft:
    """Make a new item with its accession and a first draft by `actor`, and return the draft."""
    if sentence := why_not_enter(actor):
        raise Denied(sentence)
    if problems := shape_problems(content or {}):
        raise Invalid("The draft was not saved.", problems)
    content = tidy(content or {})
    item = Item.objects.create(number=_next_number(), created_by=actor)
    draft = Draft.objects.create(
        item=item, citation=citation, content=content, saved_at=clock.now()
    )
    draft.authors.add(actor)
    events.record(stream=f"item:{item.accession}", verb="create", actor=actor)
    return draft


@transaction.atomic
def open_draft(
    *, citation: Citation | None, content: Content | None = None, actor: "Person"
) -> Draft:
    """Return a draft of `citation` that begins with `content`: one that `actor` opened like this
    and never touched, else a new one. So a second press of a button makes no second item."""
    presses = f"drafts of {actor.pk}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [presses])
    content = tidy(content or {})
    untouched = Draft.objects.visible_to(actor).open().filter(revision=1, based_on=None)
    same = untouched.filter(citation=citation, content=content).order_by("started_at").first()
    if same:
        return same
    draft = start_draft(citation=citation, content=content, actor=actor)
    offer_names(draft)
    return draft


def _next_number() -> int:
    """Return the next accession number; two at once wait for each other, so none is skipped."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('accession', 0))")
    return (Item.objects.aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def save_draft(
    *,
    draft: Draft,
    content: Content,
    citation: Citation | None,
    revision: int,
    actor: "Person",
) -> Draft:
    """Store `content` in a draft read at `revision` and return it with its new revision.

    Saving the same again changes nothing. Raises Denied for who may not edit it, Invalid for
    what cannot be stored, and Stale (with the stored draft as `current`) where another tab or
    author saved since; in each case nothing is changed.
    """
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    is_author = draft.authors.filter(pk=actor.pk).exists()
    if sentence := why_not_edit(draft, is_author=is_author):
        raise Denied(sentence)
    if problems := shape_problems(content):
        raise Invalid("The draft was not saved.", problems)
    content = tidy(content)
    same = draft.content == content and draft.citation_id == (citation.pk if citation else None)
    if same:
        return draft
    if draft.revision != revision:
        message = (
            f"This draft was saved in another tab at {draft.saved_at:%H:%M} UTC. Nothing of yours "
            "was saved yet and nothing is lost: both texts stand below; keep one for each field "
            "and save."
        )
        raise Stale(message, current=draft)
    is_of_another = draft.citation_id != (citation.pk if citation else None)
    draft.content, draft.citation = content, citation
    draft.revision += 1
    draft.saved_at = clock.now()
    draft.save(update_fields=["content", "citation", "revision", "saved_at"])
    if is_of_another:
        offer_names(draft)
    return draft


def next_claim(*, citation: Citation | None, content: Content, actor: "Person") -> Draft:
    """Return a draft of the paper's next claim, with what is the same taken over from `content`."""
    inherited = {name: content[name] for name in INHERITED if name in content}
    return open_draft(citation=citation, content=inherited, actor=actor)
