"""Mail without a mail server: every message is one file, named by its Message-ID.

Sending the same message twice leaves one file, as a mail reader would show it once.
"""

import email
import email.policy
import hashlib
import os
from collections.abc import Sequence
from email.message import EmailMessage as Message
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

MOST_READ = 50


class OutboxBackend(BaseEmailBackend):
    """Writes mails into settings.MAIL_DIRECTORY."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write each message whole or not at all; return how many."""
        directory = Path(settings.MAIL_DIRECTORY)
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            made = message.message()
            name = hashlib.sha256(str(made["Message-ID"]).encode()).hexdigest()[:32]
            being_written = directory / f".{name}.{os.getpid()}"
            being_written.write_bytes(made.as_bytes())
            being_written.replace(directory / f"{name}.eml")
        return len(email_messages)


def mails_to(address: str) -> list[Message]:
    """Return the newest mails to `address` that lie in the outbox, newest first."""
    found = []
    files = sorted(
        Path(settings.MAIL_DIRECTORY).glob("*.eml"), key=lambda file: -file.stat().st_mtime_ns
    )
    for file in files:
        with file.open("rb") as opened:
            mail = email.message_from_binary_file(opened, policy=email.policy.default)
        if address and address in str(mail["To"]):
            found.append(mail)
        if len(found) == MOST_READ:
            break
    return found
