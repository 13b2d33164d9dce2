"""Who may import and undo. Each answer is the sentence why not; "" means yes."""

from typing import TYPE_CHECKING

from evidence.policies.drafts import why_not_set_reviewers

if TYPE_CHECKING:
    from accounts.models import Person


def why_not_import(actor: "Person") -> str:
    """Return why `actor` may not import claims, or ""."""
    if actor.is_curator or actor.is_editor:
        return ""
    return (
        "Curators import claims, and editors on behalf of curators; you are neither here. Ask an "
        "administrator to appoint you. Nothing was saved."
    )


def why_not_want_reviewers(reviewers: int | None, share_with_two: int, actor: "Person") -> str:
    """Return why `actor` may not import with this rule of review, or ""."""
    if reviewers is None and not share_with_two:
        return ""
    if sentence := why_not_set_reviewers(actor):
        return sentence
    if reviewers not in (1, 2) or not 0 <= share_with_two <= 100:
        return "One or two people review a claim, and a share is 0 to 100 %. Nothing was saved."
    return ""


def why_not_undo(*, is_importer: bool, submitted: int) -> str:
    """Return why an import may not be undone, or ""."""
    if not is_importer:
        return "Only who imported it undoes an import. Nothing was changed."
    if submitted:
        return (
            f"{submitted} of its rows were submitted, and what was submitted stays. Withdraw those "
            "versions one by one instead. Nothing was changed."
        )
    return ""
