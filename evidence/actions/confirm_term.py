"""An editor confirms a name that came with a claim: it is a term like any other from then on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from evidence.models import Term, TermCode
from evidence.names import fold
from evidence.policies.vocabulary import why_not_confirm, why_not_mind
from evidence.queries.terms import resolve
from evidence.queries.vocabulary import wider_path
from ground import events
from ground.errors import Denied, Invalid, Problem

from .new_terms import term_problems
from .terms import NewTerm

if TYPE_CHECKING:
    from accounts.models import Person


@transaction.atomic
def confirm_term(
    *,
    term: Term,
    definition: str = "",
    codes: Sequence[tuple[str, str]] = (),
    broader: str = "",
    actor: "Person",
) -> Term:
    """Make a provisional term active, with what is said of it besides; return it.

    `codes` are (CURIE, match) and come to those it has; `broader` is a name of the term above it.
    What is left empty stays as it is. Claims frozen under it keep what they say. Confirming twice
    is confirming once. Raises Denied for whoever minds no terms and where the term is obsolete,
    Invalid with every problem at once.
    """
    if sentence := why_not_mind(actor.roles if actor.is_active else ()):
        raise Denied(sentence)
    term = Term.objects.select_for_update(of=("self",)).get(pk=term.pk)
    if term.status == "active":
        return term
    if sentence := why_not_confirm(term):
        raise Denied(sentence)
    said = NewTerm(term.vocabulary, term.label, (), codes, definition.strip(), broader.strip())
    if problems := term_problems(said) or _misplaced(term, said.broader):
        raise Invalid("Nothing was changed; what you wrote is kept.", problems)
    term.status = "active"
    term.definition = said.definition or term.definition
    if said.broader:
        term.broader = _named(term.vocabulary, said.broader)
    term.save(update_fields=["status", "definition", "broader"])
    for curie, match in codes:
        TermCode.objects.update_or_create(term=term, curie=curie, defaults={"match": match})
    data = {"definition": said.definition, "codes": [list(code) for code in codes],
            "broader": term.broader_id if said.broader else None}  # fmt: skip
    events.record(stream=f"term:{term.pk}", verb="confirm term", data=data, actor=actor)
    return term


def _misplaced(term: Term, broader: str) -> list[Problem]:
    """Return why the term cannot stand below the one called `broader`: that would make a ring."""
    if not broader:
        return []
    above = _named(term.vocabulary, broader)
    if term.pk not in (above.pk, *(wider.pk for wider in wider_path(above))):
        return []
    message = f"Broader: “{above.label}” is this term or stands below it. Choose a wider one."
    return [Problem("broader", message)]


def _named(vocabulary: str, name: str) -> Term:
    key = (vocabulary, fold(name))
    return resolve({key})[key]
