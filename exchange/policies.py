"""Who may import and undo. Each answer is the sentence why not; "" means yes."""

from typing import TYPE_CHECKING

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
