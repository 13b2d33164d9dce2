"""The number of a request, the same in its answer, its problem document and the log."""

import structlog


def request_id() -> str:
    """Return the id of the request that is being answered."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))
