"""If-Match: a change says which state it starts from, so that nobody overwrites unseen."""

from typing import Any

from django.http import HttpRequest

from .refusals import Changed, StateNotNamed


def etag(revision: int) -> str:
    """Return the ETag of something that counts its changes."""
    return f"r{revision}"


def refuse_unmatched(request: HttpRequest, revision: int, current: Any) -> None:
    """Raise where If-Match is missing, or names another state than `revision`.

    `current` is what is stored now: it goes with the refusal, so that nobody has to ask again.
    """
    given = request.headers.get("If-Match", "").strip()
    if not given:
        raise StateNotNamed(
            "A change needs the header If-Match. Nothing was changed.",
            hint="Send the ETag of the state you read; it is sent along here.",
            headers={"ETag": f'"{etag(revision)}"'},
            current=current,
        )
    if f'"{etag(revision)}"' not in [one.strip() for one in given.split(",")]:
        raise changed(revision, current)


def changed(revision: int, current: Any) -> Changed:
    """Return the refusal of a change that starts from another state than the stored one."""
    return Changed(
        "This was changed meanwhile. Nothing of yours was saved.",
        hint="“current” holds what is stored now: put both together, and send its ETag.",
        headers={"ETag": f'"{etag(revision)}"'},
        current=current,
    )
