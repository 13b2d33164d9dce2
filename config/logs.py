"""Logging: one JSON object a line, with the request id."""

import re
from typing import Any

import structlog

# Links that open an account for whoever holds them.
_SECRET_LINK = re.compile(r"(/(?:invitations|reset)/)[^\s\"'?]+")


def mask_secret_links(logger: Any, method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Replace what follows /invitations/ and /reset/ in every text of a log line."""
    return {
        key: _SECRET_LINK.sub(r"\1…", value) if isinstance(value, str) else value
        for key, value in event.items()
    }


_SHARED = [
    structlog.contextvars.merge_contextvars,
    mask_secret_links,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                mask_secret_links,
                structlog.processors.JSONRenderer(),
            ],
            "foreign_pre_chain": _SHARED,
        },
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"procrastinate": {"level": "WARNING"}},
}


def configure_structlog() -> None:
    """Send structlog through the standard library, so that both print the same lines."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.filter_by_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
