"""Growing and minding the vocabulary."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from evidence.enums import OPEN_VOCABULARIES, VOCABULARIES
from evidence.models import Term, TermCode, TermName
from evidence.names import fold
from evidence.policies.vocabulary import obsolete_problems, why_not_mind
from evidence.queries.terms import resolve
from ground import events
from ground.errors import Denied, Invalid, Problem

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


def successor_named(term: Term, name: str) -> Term | None:
    """Return the term of the same list as `term` that is called `name`, None where none was
    named; raise Invalid where there is none of that name."""
    if not name.strip():
        return None
    found = TermName.objects.filter(vocabulary=term.vocabulary, key=fold(name.strip()))
    row = found.select_related("term").first()
    if row is None:
        message = f"Replaced by: no term of this list is called “{name[:60]}”. Add it first."
        raise Invalid("Nothing was changed.", [Problem("replaced_by", message, "not_in_list")])
    return row.term


@transaction.atomic
def make_obsolete(*, term: Term, replaced_by: Term | None, reason: str, actor: "Person") -> Term:
    """Let nobody choose `term` any more, and let its names lead to `replaced_by`; return it.

    Claims frozen under it keep it. What it had replaced itself is replaced by the same term.
    Saying the same twice changes nothing more.
    """
    if sentence := why_not_mind(actor.roles if actor.is_active else ()):
        raise Denied(sentence)
    ids = sorted({term.pk, replaced_by.pk} if replaced_by else {term.pk})
    locked = {
        one.pk: one for one in Term.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    }
    term = locked[term.pk]
    successor = locked[replaced_by.pk] if replaced_by else None
    if term.status == "obsolete" and term.replaced_by_id == (successor.pk if successor else None):
        return term
    if problems := obsolete_problems(term, successor, reason):
        raise Invalid("Nothing was changed; what you wrote is kept.", problems)
    term.status, term.replaced_by = "obsolete", successor
    term.save(update_fields=["status", "replaced_by"])
    if successor is not None:
        Term.objects.filter(replaced_by=term).update(replaced_by=successor)
    data = {"replaced_by": successor.pk if successor else None, "reason": reason.strip()}
    events.record(stream=f"term:{term.pk}", verb="make obsolete", data=data, actor=actor)
    return term
