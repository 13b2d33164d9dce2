"""The moves that an item page offers: each a button, or a refusal with its sentence."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import Person
from evidence.enums import OPEN_STATUSES
from evidence.models import Version
from ground import clock
from reviews.models import Decision, Seat
from reviews.policies.duties import Footing, answer, why_not_decide
from reviews.queries.comments import how_many_comments
from reviews.queries.footing import footing_of
from reviews.workflow import MOVES

from .queue import why_wait

# Moves with a page of their own, in the order of the buttons.
_PAGES = {
    "withdraw": "reviews:version-withdraw",
    "revise": "reviews:version-revise",
    "correct": "reviews:version-correct",
    "contest": "reviews:version-contest",
    "fewer_seats": "reviews:version-fewer-seats",
    "hand_over": "reviews:version-hand-over",
    "retire": "reviews:version-retire",
    "restore": "reviews:version-restore",
    "merge": "reviews:version-merge",
}
_DANGEROUS = ("withdraw", "retire", "merge")


@dataclass(frozen=True)
class MoveButton:
    """A button of components/button.html."""

    id: str
    label: str
    href: str
    kind: str = ""
    reason: str = ""


def moves_for(version: Version, person: Person | None) -> list[MoveButton]:
    """Return the buttons under `version` for `person`, a visitor where None; four queries or so.

    Where a move can never be this person's it is absent; a near miss says why not.
    """
    accession, number = version.item.accession, version.number
    if person is None or not person.is_authenticated:
        is_public = version.standing.status == "accepted"
        return [_report(accession)] if is_public else []
    footing, status = footing_of(person, version), version.standing.status
    buttons = [*_own_review(version, person, footing), *_reading(version, person)]
    href = reverse("reviews:decide", args=[accession, number])
    if status == "in_review" and footing.is_editor:
        buttons.append(MoveButton("move-decide", "Where the review stands", href))
    if status in ("agreed", "split") and footing.is_editor:
        why_not = why_not_decide(footing) or why_wait(version, clock.now())
        buttons.append(MoveButton("move-decide", "Decide", href, "primary", why_not))
    for name, page in _PAGES.items():
        found = answer(name, status, footing)
        if found.shown:
            href = reverse(page, args=[accession, number])
            kind = "danger" if name in _DANGEROUS else ""
            buttons.append(
                MoveButton(f"move-{name}", f"{MOVES[name].title} …", href, kind, found.why_not)
            )
    buttons.append(_talk(version, person))
    flag = reverse("reviews:flag-raise", args=[accession])
    return [*buttons, MoveButton("move-flag", "Raise a flag …", flag, "quiet")]


def _talk(version: Version, person: Person) -> MoveButton:
    many = how_many_comments(version.item, person)
    label = f"Talk ({many})" if many else "Talk"
    return MoveButton("move-talk", label, reverse("reviews:talk", args=[version.item.accession]))


def _own_review(version: Version, person: Person, footing: Footing) -> list[MoveButton]:
    if not footing.holds_seat:
        return []
    seat = Seat.objects.visible_to(person).get(round=version.pk)
    href = reverse("reviews:seat", args=[seat.pk])
    return [MoveButton("move-review", "My review", href, "primary")]


def _reading(version: Version, person: Person) -> list[MoveButton]:
    accession, number = version.item.accession, version.number
    is_open = version.standing.status in (*OPEN_STATUSES, "withdrawn")
    history = reverse("reviews:history", args=[accession])
    buttons = [MoveButton("move-history", "History", history, "quiet")]
    if not is_open and Decision.objects.visible_to(person).filter(round=version.pk).exists():
        href = reverse("reviews:feedback", args=[accession, number])
        buttons.insert(0, MoveButton("move-feedback", "Decision and reasons", href))
    return buttons


def _report(accession: str) -> MoveButton:
    href = reverse("reviews:report", args=[accession])
    return MoveButton("move-report", "Report a problem with this claim", href, "quiet")
