"""What the talk page posts, read strictly."""

from uuid import UUID


def posted_number(text: str) -> int:
    """Return the version's number, 0 where `text` is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def posted_thread(text: str) -> UUID | None:
    """Return the thread's number, None where `text` is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
