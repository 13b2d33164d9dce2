"""Growing and minding the vocabulary."""

from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class NewTerm:
    """A term to be added: its names, its codes as (curie, match), and its place in the tree.

    `broader` is the label of another term of the same vocabulary, there already or added with
    this one.
    """

    vocabulary: str
    label: str
    synonyms: Sequence[str] = ()
    codes: Sequence[tuple[str, str]] = ()
    definition: str = ""
    broader: str = ""
    modality: str = ""
    note: str = ""
    status: str = "active"

    @property
    def names(self) -> dict[str, str]:
        """Its names by folded name; the label comes first and wins."""
        return {fold(name): name for name in [*reversed(self.synonyms), self.label]}


@transaction.atomic
def add_terms(*, new: Sequence[NewTerm], actor: "Person") -> list[Term]:
    """Add terms with their names and codes, and return them in the order given.

    The number of queries does not grow with the number of terms. Raises Invalid where a name
    already means another term of its vocabulary, or two of the new ones.
    """
    _refuse_taken(new)
    terms = Term.objects.bulk_create(
        Term(
            vocabulary=term.vocabulary, label=term.label, definition=term.definition,
            modality=term.modality, note=term.note, status=term.status,
        )
        for term in new
    )  # fmt: skip
    TermName.objects.bulk_create(
        TermName(
            term=term, vocabulary=term.vocabulary, name=name, key=key,
            is_label=key == fold(term.label),
        )
        for term, described in zip(terms, new, strict=True)
        for key, name in described.names.items()
    )  # fmt: skip
    TermCode.objects.bulk_create(
        TermCode(term=term, curie=curie, match=match)
        for term, described in zip(terms, new, strict=True)
        for curie, match in described.codes
    )
    _hang_under_broader(terms, new)
    events.record_firsts(
        streams={f"term:{term.pk}": {"status": term.status} for term in terms},
        verb="add term",
        actor=actor,
    )
    return terms


def _refuse_taken(new: Sequence[NewTerm]) -> None:
    known = resolve({(term.vocabulary, key) for term in new for key in term.names})
    owners = {name: term.label for name, term in known.items()}
    for term in new:
        for name in [(term.vocabulary, key) for key in term.names]:
            if name in owners:
                message = (
                    f"“{term.label}” was not added: one of its names already means "
                    f"“{owners[name]}” in the {VOCABULARIES.label_of(term.vocabulary)} list. Use "
                    "that term, or another name."
                )
                raise Invalid(message, [Problem("label", message, "taken")])
            owners[name] = term.label


def _hang_under_broader(terms: Sequence[Term], new: Sequence[NewTerm]) -> None:
    wanted = {(term.vocabulary, fold(term.broader)) for term in new if term.broader}
    found = resolve(wanted)
    below = []
    for term, described in zip(terms, new, strict=True):
        if described.broader:
            term.broader = found[(term.vocabulary, fold(described.broader))]
            below.append(term)
    Term.objects.bulk_update(below, ["broader"])


def add_term(
    *,
    vocabulary: str,
    label: str,
    synonyms: Sequence[str] = (),
    codes: Sequence[tuple[str, str]] = (),
    definition: str = "",
    broader: Term | None = None,
    modality: str = "",
    note: str = "",
    status: str = "active",
    actor: "Person",
) -> Term:
    """Add one term and return it; see `NewTerm` for what is said of it."""
    new = NewTerm(
        vocabulary, label, synonyms, codes, definition, broader.label if broader else "", modality,
        note, status,
    )  # fmt: skip
    return add_terms(new=[new], actor=actor)[0]


def add_provisional(*, names: dict[tuple[str, str], str], actor: "Person") -> list[Term]:
    """Make a provisional term of every name, given by (vocabulary, folded name), and return them.

    Only open vocabularies grow like this; a name of a closed one is refused.
    """
    for (vocabulary, _), name in names.items():
        if vocabulary not in OPEN_VOCABULARIES:
            message = f"“{name}” is not in the closed {VOCABULARIES.label_of(vocabulary)} list."
            raise Invalid(message, [Problem(vocabulary, message, "not_in_list")])
    new = [NewTerm(vocabulary, name, status="provisional")
           for (vocabulary, _), name in sorted(names.items())]  # fmt: skip
    return add_terms(new=new, actor=actor)
