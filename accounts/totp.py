"""Codes of an authenticator app: RFC 6238 with what every app takes, SHA-1, six digits, 30 s."""

import base64
import hmac
import re
import secrets
import struct
from urllib.parse import quote, urlencode

PERIOD = 30
DIGITS = 6
# A code may be one step old or early: people type slowly, and clocks differ.
_TOLERANCE = 1


def new_secret() -> str:
    """Return 160 bits of chance as the base32 that apps take."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def step_of(seconds: float) -> int:
    """Return which step of 30 seconds the moment `seconds` (since 1970) is in."""
    return int(seconds) // PERIOD


def code_at(secret: str, step: int) -> str:
    """Return the code of `secret` in that step."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", step), "sha1")
    start = digest[-1] & 0x0F
    (number,) = struct.unpack(">I", digest[start : start + 4])
    return f"{(number & 0x7FFFFFFF) % 10**DIGITS:0{DIGITS}}"


def step_of_code(secret: str, typed: str, now: float, *, after: int = -1) -> int | None:
    """Return the step near `now` whose code was typed, or None.

    Only steps later than `after` count: a code that was used, or is older, opens nothing again.
    """
    code, middle = digits_of(typed), step_of(now)
    for step in range(max(middle - _TOLERANCE, after + 1), middle + _TOLERANCE + 1):
        if hmac.compare_digest(code.encode(), code_at(secret, step).encode()):
            return step
    return None


def digits_of(typed: str) -> str:
    """Return what was typed without the spaces and hyphens in which apps and paper show codes."""
    return re.sub(r"[\s-]+", "", typed)


def address_for(secret: str, *, site: str, username: str) -> str:
    """Return the address that an app reads from a QR code."""
    label = quote(f"{site}:{username}", safe=":")
    asked = urlencode({"secret": secret, "issuer": site}, quote_via=quote)
    return f"otpauth://totp/{label}?{asked}"


def in_fours(secret: str) -> str:
    """Return the secret as people copy it by hand."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
