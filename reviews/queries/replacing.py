"""Which accepted claims still name a term that is not used any more."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.enums import OPEN_STATUSES, STATUSES
from evidence.models import Draft, Standing, Term, Version

if TYPE_CHECKING:
    from accounts.models import Person


@dataclass(frozen=True)
class Affected:
    """An accepted version that names the term. `waits` says why no revision is proposed now, ""
    where one can be; `draft` is the reader's own open draft of the item."""

    version: Version
    waits: str = ""
    draft: Draft | None = None

    @property
    def is_open(self) -> bool:
        """A revision of it can be proposed."""
        return not self.waits


def affected_by(term: Term, actor: "Person") -> list[Affected]:
    """Return the accepted claims that name `term`, by accession, in three queries."""
    accepted = Version.objects.visible_to(actor).filter(
        standing__status="accepted", pk__in=Version.objects.filter(terms__term=term)
    )
    versions = list(
        accepted.select_related("item", "standing", "citation", "round").order_by("item__number")
    )
    items = {version.item_id for version in versions}
    judged = Standing.objects.filter(item__in=items, status__in=OPEN_STATUSES)
    open_rounds = {one.item_id: one for one in judged.select_related("version")}
    drafts = Draft.objects.visible_to(actor).open().filter(item__in=items)
    own = {draft.item_id: draft for draft in drafts.order_by("saved_at", "pk")}
    return [
        Affected(
            version,
            _why_wait(open_rounds.get(version.item_id), own.get(version.item_id)),
            own.get(version.item_id),
        )
        for version in versions
    ]


def _why_wait(judged: Standing | None, draft: Draft | None) -> str:
    if judged is not None:
        label = STATUSES.label_of(judged.status)
        return f"Version {judged.version.number} of it is {label}; it is judged first."
    if draft is not None:
        return "You are writing a draft of it. Put the new term in there and submit it."
    return ""
