"""How labels of molecules, drugs and cells are compared. How they are searched: `searching`."""

import unicodedata


def fold(text: str) -> str:
    """Return `text` for comparing labels: compatibility form, lower case, single spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(folded.split())
