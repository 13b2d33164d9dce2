"""Who may do what with drafts. Each answer is the sentence why not; "" means yes."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import Person
    from evidence.models import Draft


def why_not_enter(actor: "Person") -> str:
    """Return why `actor` may not enter evidence, or ""."""
    if actor.is_curator:
        return ""
    return (
        "Only curators enter evidence, and you are not one here. Ask an administrator to appoint "
        "you. Nothing was saved."
    )


def why_not_enter_for(actor: "Person", curator: "Person") -> str:
    """Return why `actor` may not enter evidence on behalf of `curator`, or ""."""
    if not actor.is_editor:
        return "Only editors enter evidence on behalf of others. Nothing was saved."
    if not (curator.is_active and curator.is_curator):
        return f"“{curator.username}” is no active curator here. Nothing was saved."
    return ""


def why_not_set_reviewers(actor: "Person") -> str:
    """Return why `actor` may not say how many review what an import brings, or ""."""
    if actor.is_editor:
        return ""
    return "Only editors say how many reviewers an import wants. Nothing was saved."


def why_not_edit(draft: "Draft", *, is_author: bool) -> str:
    """Return why this draft may not be edited by somebody who is or is not its author, or ""."""
    if not is_author:
        return "Only its authors edit a draft. Nothing was saved."
    if draft.closed_at is not None and draft.became_id is not None:
        number = draft.became.number if draft.became else ""
        return (
            f"This draft was submitted as version {number} and is frozen now. Nothing was saved. "
            "What changes next goes into a new draft."
        )
    if draft.closed_at is not None:
        return "This draft was withdrawn and can no longer be edited. Nothing was saved."
    return ""
