"""Sealing the secrets of second factors, so that a copy of the database opens no account."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes


class Unreadable(Exception):
    """A secret was sealed with another SECRET_KEY than this site has."""


def seal(secret: str) -> str:
    """Return `secret` so that only this site can read it."""
    return _keys().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """Return the secret in `sealed`; raise Unreadable where another SECRET_KEY sealed it."""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise Unreadable from error


def _keys() -> MultiFernet:
    return MultiFernet(map(_key, [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]))


def _key(site_key: str | bytes) -> Fernet:
    digest = hashlib.sha256(b"second factor " + force_bytes(site_key)).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
