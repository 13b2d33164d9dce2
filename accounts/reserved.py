"""Sign-in names that no human being can take, because the site itself works under them."""

from accounts.demo import DEMO_ACCOUNTS

STARTER_LOADER = "starter-loader"
STATUS_LOOK_UP = "status-look-up"
RESERVED = frozenset({STARTER_LOADER, STATUS_LOOK_UP, *DEMO_ACCOUNTS})


def is_reserved(username: str) -> bool:
    """Say whether `username`, in any case, belongs to the site."""
    return username.casefold() in RESERVED
