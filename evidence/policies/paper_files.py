"""Who may keep and remove the private PDF of a paper."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import Person


def why_not_keep_file(actor: "Person") -> str:
    """Return why `actor` may not keep or remove the PDF of a paper, or ""."""
    if actor.is_active and actor.roles:
        return ""
    return (
        "Curators, reviewers and editors keep the PDFs of papers, and you are none of them. Ask "
        "an administrator to appoint you. Nothing was saved."
    )
