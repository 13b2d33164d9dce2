"""No log line holds a link that opens an account."""

import logging.config
from io import StringIO

import pytest

from config.logs import LOGGING


@pytest.mark.parametrize("path", ["/invitations/s3cret-token/", "/reset/MQ/c0de-s3cret/"])
def test_secret_links_are_masked(path: str) -> None:
    stream = StringIO()
    settings = {
        **LOGGING,
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json",
                                "stream": stream}},
        "root": {}, "loggers": {"masked": {"handlers": ["stderr"], "level": "WARNING"}},
    }  # fmt: skip
    logging.config.dictConfig(settings)
    logging.getLogger("masked").warning("Unprocessable: %s", path)
    written = stream.getvalue()
    assert "s3cret" not in written
    assert "Unprocessable: /" + path.split("/")[1] + "/" in written
