"""What the tests of imports share: dropping a file, looking at it, confirming."""

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

NO_SEAL = "0" * 64


def drop(client: Client, data: bytes, name: str = "claims.xlsx") -> Any:
    """Drop a file in, and return the answer: where its preview is."""
    return client.post(reverse("exchange:import-start"), {"file": SimpleUploadedFile(name, data)})


def text_at(client: Client, address: str) -> str:
    """Return the page at `address`."""
    text: str = client.get(address).content.decode()
    return text


def seal_on(page: str) -> str:
    """Return the seal of the preview, or one that fits none where the page offers no import."""
    found = re.search(r'name="seal" value="([0-9a-f]{64})"', page)
    return found.group(1) if found else NO_SEAL


def confirm(client: Client, where: str, **more: Any) -> Any:
    """Look at the preview and confirm it."""
    page = text_at(client, where)
    many = {"many": "1"} if 'name="many"' in page else {}
    return client.post(where + "confirm", {"seal": seal_on(page), **many, **more})
