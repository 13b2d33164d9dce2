"""Many editors decide the same items at the same moment: one wins each, the others are told."""

import os
import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import Client

from accounts.models import Person
from evidence.models import Standing, Version
from ground.models import Event
from reviews.models import Decision, Publication
from reviews.queries.violations import violations
from tests.conftest import Tell
from tests.factories import make_person
from tests.patience import PATIENCE
from tests.races import own_connection
from tests.reviewing import page
from tests.worlds import World

# The whole crowd: EVIDENCE_CROWD_CLIENTS=50 EVIDENCE_CROWD_ITEMS=200
CLIENTS = int(os.environ.get("EVIDENCE_CROWD_CLIENTS", "10"))
ITEMS = int(os.environ.get("EVIDENCE_CROWD_ITEMS", "12"))
FASTER = "Somebody was faster, or the page is old."
NOT_YOURS = ("You reviewed in this round", "You have declared a conflict of interest")


def items_to_decide(world: World) -> list[Version]:
    """Half of them split, half agreed; a paper holds ten, as one person takes no more at once."""
    versions = []
    for number in range(ITEMS):
        if number % 10 == 0:
            world = World(world.author, world.first, world.second, world.decider)
        versions.append(world.split() if number % 2 else world.agreed())
    return versions


class Deciding:
    """One editor's browser, going through all items in an order of its own."""

    def __init__(
        self, editor: Person, versions: list[Version], starting: threading.Barrier
    ) -> None:
        self.client = Client(raise_request_exception=False)
        self.client.force_login(editor)
        self.editor, self.starting = editor, starting
        # Many meet at the same item, and some come from the other end.
        self.versions = versions if random.random() < 0.5 else versions[::-1]

    def run(self) -> Counter[str]:
        seen: Counter[str] = Counter()
        with own_connection():
            self.starting.wait()
            for version in self.versions:
                seen[self.decide(version)] += 1
        return seen

    def decide(self, version: Version) -> str:
        """Return what came of it; "lost text" or "no reason" would be a broken promise."""
        # Decided from what the page showed: half of the items are agreed, half are split.
        text = f"Editor {self.editor.pk} looked at the figure of {version.item.accession}."
        if version.standing.status == "agreed":
            sent, text = {"expected": "accepted"}, ""
            answer = self.client.post(page("version-confirm", version), sent)
        else:
            outcome = random.choice(("accepted", "returned", "rejected"))
            sent = {"outcome": outcome, "reason-cargo": text}
            answer = self.client.post(page("decide", version), sent)
        if answer.status_code == 303:
            return "won"
        if answer.status_code >= 500:
            return "failed"
        html = answer.content.decode()
        if text not in html:
            return "lost text"
        if answer.status_code == 409:
            return "told that somebody was faster" if FASTER in html else "no reason"
        if answer.status_code == 403:
            return "refused for a duty" if any(why in html for why in NOT_YOURS) else "no reason"
        return f"answered {answer.status_code}"


@pytest.mark.usefixtures("committed_db")
def test_every_item_has_one_winner_and_every_loser_a_page(
    tell: Tell,
) -> None:
    world = World()
    versions = items_to_decide(world)
    editors = [make_person("editor") for _ in range(CLIENTS - 2)] + [world.second, world.decider]
    starting = threading.Barrier(CLIENTS, timeout=PATIENCE)
    browsers = [Deciding(editor, versions, starting) for editor in editors]
    began = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as pool:
        results = list(pool.map(Deciding.run, browsers))
    seconds = time.monotonic() - began
    seen = sum(results, Counter())
    refused = CLIENTS * ITEMS - seen["won"] - seen["failed"]
    tell(
        f"{CLIENTS} clients × {ITEMS} items: {seen['won']} winners, {refused} refusals, "
        f"{seen['failed']} failures (5xx), {seconds:.1f} s "
        f"({CLIENTS * ITEMS / seconds:.0f} answers/s)\n  {dict(seen.most_common())}"
    )
    assert set(seen) <= {"won", "told that somebody was faster", "refused for a duty"}
    assert seen["won"] == Decision.objects.count() == ITEMS
    assert seen["refused for a duty"] <= ITEMS
    outcomes = Counter(Standing.objects.values_list("status", flat=True))
    assert outcomes == Counter(Decision.objects.values_list("outcome", flat=True))
    assert Publication.objects.count() == outcomes["accepted"]
    told = Event.objects.filter(verb__in=("confirm", "decide")).values_list("stream", flat=True)
    assert len(told) == len(set(told)) == ITEMS
    assert list(violations()) == []
