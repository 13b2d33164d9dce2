"""A person's drafts."""

from datetime import datetime
from typing import TYPE_CHECKING

from evidence.models import Draft

if TYPE_CHECKING:
    from accounts.models import Person

ON_A_PAGE = 50


def drafts_of(person: "Person", *, closed: bool, before: datetime | None = None) -> list[Draft]:
    """Return own drafts, the latest saved first, one more than fits on a page if there are more.

    `before` goes on after a page whose last draft was saved then.
    """
    drafts = Draft.objects.visible_to(person).exclude(closed_at=None) if closed else (
        Draft.objects.visible_to(person).open()
    )  # fmt: skip
    if before is not None:
        drafts = drafts.filter(saved_at__lt=before)
    drafts = drafts.select_related("item", "citation", "became").order_by("-saved_at", "pk")
    return list(drafts[: ON_A_PAGE + 1])
