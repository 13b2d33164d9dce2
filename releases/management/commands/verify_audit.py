"""`manage.py verify_audit`: the whole record of events, chain by chain, against every release."""

from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ground.models import Event
from releases.models import Release
from releases.queries.audit import broken_anchors, broken_events


class Command(BaseCommand):
    """Says whether the record of events is what was recorded; names what is not."""

    help = "Follow every chain of events and hold it against the releases; fail where one breaks."

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for sentence in chain(broken_events(), broken_anchors()):
            self.stderr.write(sentence)
            found += 1
        if found:
            raise CommandError(f"The record of events was changed: {found} findings, see above.")
        releases = Release.objects.count()
        self.stdout.write(f"{Event.objects.count():,} events as recorded; {releases} releases.")
