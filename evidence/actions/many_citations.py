"""Entering papers in sets: the rules of `cite`, in as many queries as for one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from evidence.enums import CSL_ARTICLE, CSL_TYPES
from evidence.models import Citation, StudyCard
from evidence.policies.drafts import why_not_enter
from ground import events
from ground.copying import copy_in
from ground.errors import Denied, Invalid, Stale

from .citations import citation_problems

if TYPE_CHECKING:
    from accounts.models import Person


@dataclass(frozen=True)
class NewCitation:
    """A paper to be entered; identifiers in their normal form."""

    kind: str
    title: str = ""
    identifiers: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def cite_all(*, new: Sequence[NewCitation], actor: "Person") -> list[Citation]:
    """Enter the papers with their empty study cards, and return them in order.

    Raises Denied, Invalid with every problem, or Stale where somebody entered one of them in
    this very moment; then none is entered.
    """
    if sentence := not (actor.is_editor) and why_not_enter(actor):
        raise Denied(sentence)
    problems = [p for n in new for p in citation_problems(n.kind, n.title, "", n.identifiers)]
    if problems:
        raise Invalid("The papers were not entered.", problems)
    taken = set(Citation.objects.values_list("key", flat=True)) if new else set()
    made = [
        Citation(
            key=_free_key(paper, taken),
            kind=paper.kind,
            title=paper.title,
            csl={"type": CSL_TYPES.get(paper.kind, CSL_ARTICLE)},
            **paper.identifiers,
        )
        for paper in new
    ]
    try:
        with transaction.atomic():
            copy_in(made)
    except IntegrityError as error:
        message = "Somebody entered one of the papers in this moment. Nothing was saved; try again."
        raise Stale(message) from error
    copy_in([StudyCard(citation=citation) for citation in made])
    streams = {f"citation:{citation.pk}": {"kind": citation.kind} for citation in made}
    events.record_firsts(streams=streams, verb="cite", actor=actor)
    return made


def _free_key(paper: NewCitation, taken: set[str]) -> str:
    """Return a free key made of the title or an identifier, and take it."""
    said = paper.title or next(iter(paper.identifiers.values()), "") or paper.kind
    stem = re.sub(r"[^a-z0-9]+", "", said.casefold())[:40] or "citation"
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    taken.add(key)
    return key
