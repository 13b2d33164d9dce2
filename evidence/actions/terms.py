"""Growing and minding the vocabulary."""

from typing import TYPE_CHECKING

from django.db import transaction

from evidence.enums import OPEN_VOCABULARIES, VOCABULARIES
from evidence.models import Term, TermCode, TermName
from evidence.names import fold
from evidence.queries.terms import resolve
from ground import events
from ground.errors import Invalid, Problem

if TYPE_CHECKING:
    from accounts.models import Person


@transaction.atomic
def add_term(
    *,
    vocabulary: str,
    label: str,
    synonyms: list[str] | None = None,
    codes: list[tuple[str, str]] | None = None,
    definition: str = "",
    broader: Term | None = None,
    modality: str = "",
    note: str = "",
    status: str = "active",
    actor: "Person",
) -> Term:
    """Add a term with its names and its codes, each (curie, match), and return it.

    Raises Invalid where a name already means another term of the vocabulary.
    """
    names = [label, *(synonyms or [])]
    keys = list(dict.fromkeys(fold(name) for name in names))
    if taken := resolve({(vocabulary, key) for key in keys}):
        other = next(iter(taken.values()))
        message = (
            f"“{label}” was not added: one of its names already means “{other.label}” in the "
            f"{VOCABULARIES.label_of(vocabulary)} list. Use that term, or another name."
        )
        raise Invalid(message, [Problem("label", message, "taken")])
    term = Term.objects.create(
        vocabulary=vocabulary,
        label=label,
        definition=definition,
        broader=broader,
        modality=modality,
        note=note,
        status=status,
    )
    by_key = dict(reversed([(fold(name), name) for name in names]))
    TermName.objects.bulk_create(
        TermName(
            term=term, vocabulary=vocabulary, name=by_key[key], key=key, is_label=key == fold(label)
        )
        for key in keys
    )
    TermCode.objects.bulk_create(
        TermCode(term=term, curie=curie, match=match) for curie, match in codes or []
    )
    events.record(stream=f"term:{term.pk}", verb="add term", data={"status": status}, actor=actor)
    return term


def add_provisional(*, names: dict[tuple[str, str], str], actor: "Person") -> list[Term]:
    """Make a provisional term of every name, given by (vocabulary, folded name), and return them.

    Only open vocabularies grow like this; a name of a closed one is refused.
    """
    terms = []
    for (vocabulary, _), name in sorted(names.items()):
        if vocabulary not in OPEN_VOCABULARIES:
            message = f"“{name}” is not in the closed {VOCABULARIES.label_of(vocabulary)} list."
            raise Invalid(message, [Problem(vocabulary, message, "not_in_list")])
        terms.append(add_term(vocabulary=vocabulary, label=name, status="provisional", actor=actor))
    return terms
