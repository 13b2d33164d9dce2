"""If-Match: a change says which state it starts from, so that nobody overwrites unseen."""

from typing import Any

from django.http import HttpRequest

from .refusals import Changed, StateNotNamed

State = int | str


def etag(state: State) -> str:
    """Return the ETag of something that counts its changes, or has a hash of its state."""
    return f"r{state}" if isinstance(state, int) else state


def named_states(request: HttpRequest) -> list[str]:
    """Return the ETags that If-Match names, in their quotes."""
    given = request.headers.get("If-Match", "")
    return [one.strip() for one in given.split(",") if one.strip()]


def refuse_unmatched(request: HttpRequest, state: State, current: Any) -> None:
    """Raise where If-Match is missing, or names another state than `state`.

    `current` is what is stored now: it goes with the refusal, so that nobody has to ask again.
    """
    given = named_states(request)
    if not given:
        raise StateNotNamed(
            "A change needs the header If-Match. Nothing was changed.",
            hint="Send the ETag of the state you read; it is sent along here.",
            headers={"ETag": f'"{etag(state)}"'},
            current=current,
        )
    if f'"{etag(state)}"' not in given:
        raise changed(state, current)


def changed(state: State, current: Any) -> Changed:
    """Return the refusal of a change that starts from another state than the stored one."""
    return Changed(
        "This was changed meanwhile. Nothing of yours was saved.",
        hint="“current” holds what is stored now: put both together, and send its ETag.",
        headers={"ETag": f'"{etag(state)}"'},
        current=current,
    )
