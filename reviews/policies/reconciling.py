"""While two reviewers reconcile, nobody decides over their heads."""

from datetime import datetime


def over_sentence(status: str) -> str:
    """Say that there is nothing to reconcile any more."""
    return (
        f"Reconciling is over: the version is {status} now. Nothing was changed; what you "
        "recommended stands."
    )


def wait_sentence(until: datetime) -> str:
    """Say why a split version cannot be decided yet."""
    return (
        "The two reviewers are still reconciling: they see each other's reasons and may change "
        f"theirs until {until:%d %B %Y, %H:%M}, or sooner when both stay with what they said. "
        "What they said opens to you then. Nothing was changed."
    )
