"""Declaring one's interests: once a year in general, and about a paper when it comes up."""

from typing import TYPE_CHECKING

from django.db import transaction

from evidence.models import Citation
from ground import clock, events
from ground.errors import Denied, Invalid
from reviews.models import Declaration
from reviews.policies.interests import declaration_problems, undeclared_sentence
from reviews.queries.interests import declared_at

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import Person


class Undeclared(Denied):
    """A declaration of the last year is asked for first."""

    code = "undeclared"


@transaction.atomic
def declare(*, interests: str, actor: "Person") -> Declaration:
    """Make the actor's yearly declaration, "none" or what there is; return it.

    The one before stays beside it. Declaring the same again within a minute, as a double click
    does, returns what is there.
    """
    if problems := declaration_problems(interests):
        raise Invalid("Your interests were not declared; what you wrote is kept.", problems)
    interests = interests.strip()
    last = Declaration.objects.filter(person=actor, occasion="yearly").first()
    if last and last.interests == interests and (clock.now() - last.made_at).total_seconds() < 60:
        return last
    made = Declaration.objects.create(
        person=actor, occasion="yearly", interests=interests, made_at=clock.now()
    )
    events.record(stream=f"interests:{actor.pk}", verb="declare", data={}, actor=actor)
    return made


def answer_about(
    *, citation: Citation, occasion: str, interests: str, actor: "Person"
) -> Declaration:
    """Keep what the actor answered about one paper; the caller's transaction holds it."""
    return Declaration.objects.create(
        person=actor, citation=citation, occasion=occasion, interests=interests,
        made_at=clock.now(),
    )  # fmt: skip


def refuse_undeclared(actor: "Person", what: str, *, at: "datetime | None" = None) -> None:
    """Raise Undeclared where the actor had no valid declaration at `at`, by default now.

    `what` says what did not happen. One made since counts as well. The loader of the starter
    set is no human being and has no interests.
    """
    if actor.is_machine:
        return
    if sentence := undeclared_sentence(declared_at(actor), at or clock.now()):
        raise Undeclared(f"{sentence} {what}")
