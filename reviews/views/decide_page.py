"""The decide page, in whatever state the round is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from accounts.models import Person
from accounts.views.signed_in import signed_in
from evidence.documents import content_of
from evidence.forms.claims import last
from evidence.models import Version
from evidence.presenters.claims import sections_of
from evidence.queries.items import live_terms
from evidence.views.framing import framing_own
from ground import clock
from ground.errors import DomainError, Invalid, Problem, Stale
from reviews.actions.moving import blockers_of
from reviews.enums import BLOCKERS
from reviews.forms.decision import read_reasons
from reviews.models import Waiver
from reviews.policies.duties import why_not_decide, why_not_remind
from reviews.presenters.ages import age_words
from reviews.presenters.decision import (
    OUTCOMES,
    ComparedSection,
    agreed_outcome,
    asked_reasons,
    compared,
    moves_of,
)
from reviews.presenters.judgements import Opinion, opinions
from reviews.presenters.queue import why_wait
from reviews.presenters.versions import card_of, extras_of
from reviews.queries.flags import flags_on
from reviews.queries.footing import footing_of
from reviews.queries.judgements import judgements_on
from reviews.queries.seats import seat_counts
from reviews.views.source_beside import source_beside

CLOSED = ("agreed", "split")


@dataclass(frozen=True)
class Typed:
    """What was typed into the decide page before it was refused."""

    outcome: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    chosen: Sequence[str] = ()
    waiver: Mapping[str, str] = field(default_factory=dict)

    @property
    def texts(self) -> list[str]:
        """Every text, for when its field is no longer on the page."""
        return [*self.reasons.values(), *(text for text in self.waiver.values() if text)]

    def without_waiver(self, blocker: str) -> "Typed":
        """What is left to keep once the reason for setting `blocker` aside is stored."""
        left = {name: text for name, text in self.waiver.items() if name != blocker}
        return replace(self, waiver=left)


def read_typed(posted: QueryDict) -> Typed:
    """Return everything that the page's form held, whichever of its buttons was pressed."""
    waivers = {name: last(posted, f"why-waive-{name}") for name in BLOCKERS.values}
    return Typed(
        outcome=last(posted, "outcome"),
        reasons=read_reasons(posted),
        chosen=posted.getlist("chosen"),
        waiver={name: text for name, text in waivers.items() if text.strip()},
    )


def decide_page(
    request: HttpRequest,
    version: Version,
    typed: Typed | None = None,
    *,
    problems: Sequence[Problem] = (),
    title: str = "",
    status: int = 200,
) -> HttpResponse:
    """Return the page of `version` as it stands now, with what was `typed` before a refusal."""
    reader, typed = signed_in(request), typed or Typed()
    now_at = version.standing.status
    footing = footing_of(reader, version)
    frozen = content_of(version.document, version.supplement)
    judged = judgements_on(version, reader)
    said = opinions(judged, frozen, reader)
    is_closed = now_at in CLOSED and bool(judged)
    context = {
        **source_beside(version, frozen, reader),
        "opinions": said,
        "sections": _sections(version, said),
        "suggestions": [suggestion for opinion in said for suggestion in opinion.suggestions],
        "moves": moves_of(now_at, footing),
        "why_not": why_not_decide(footing) if now_at in (*CLOSED, "in_review") else "",
        "waits": why_wait(version, clock.now()),
        "agreed_outcome": agreed_outcome(judged),
        "outcomes": [(*outcome, outcome[0] == typed.outcome) for outcome in OUTCOMES],
        "asked_reasons": asked_reasons(judged, typed.reasons, problems),
        **(_in_the_way(version, reader) if is_closed else {}),
        "can_remind": now_at == "in_review" and not why_not_remind(footing),
        "seats": seat_counts(version) if not footing.is_author_of_item else None,
        "age": age_words(version.submitted_at, clock.now()),
        "typed": typed,
        "problems": problems,
        "problems_title": title,
        "is_decidable": is_closed,
    }
    return framing_own(render(request, "reviews/decide.html", context, status=status))


def _sections(version: Version, said: Sequence[Opinion]) -> Sequence[ComparedSection]:
    shown = sections_of(version, live_terms(version))
    return compared(shown, extras_of(version), said, card=card_of(version))


def _in_the_way(version: Version, reader: Person) -> dict[str, Any]:
    """Return what blocks acceptance, and what was set aside."""
    blocked_by = blockers_of(version)
    is_flagged = "open_flag" in [blocker.name for blocker in blocked_by]
    return {
        "blockers": blocked_by,
        "waivers": _waivers(version),
        "flags": flags_on(version.item, reader) if is_flagged else [],
    }


def _waivers(version: Version) -> list[tuple[str, str]]:
    rows = Waiver.objects.filter(version=version).order_by("made_at")
    return [(BLOCKERS.label_of(waiver.blocker), waiver.reason) for waiver in rows]


def refused_page(
    request: HttpRequest, version: Version, typed: Typed, error: DomainError
) -> HttpResponse:
    """Return the page with the refusal at its head, looking at the version anew."""
    version.refresh_from_db()
    version.standing.refresh_from_db()
    title, problems, status = "Nothing was decided. What you wrote is kept.", [], 403
    if isinstance(error, Invalid):
        title, problems, status = error.message, error.problems, 422
    elif isinstance(error, Stale):
        status = 409
    problems = problems or [Problem("main", error.message)]
    return decide_page(request, version, typed, problems=problems, title=title, status=status)
