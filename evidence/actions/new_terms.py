"""Adding one term by hand: an editor's is active at once, a curator's is provisional."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import connection, transaction

from evidence.enums import CODE_MATCHES, VOCABULARIES
from evidence.models import Term
from evidence.names import fold
from evidence.policies.answers import LONGEST_LONG_TEXT, LONGEST_NAME, line_problem, text_problem
from evidence.policies.vocabulary import why_not_add_term
from evidence.queries.terms import resolve
from ground.errors import Denied, Invalid, Problem

from .terms import NewTerm, add_terms

if TYPE_CHECKING:
    from accounts.models import Person

MOST_NAMES = 50
_CURIE = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,19}:[A-Za-z0-9._-]{1,38}")


@transaction.atomic
def enter_term(
    *,
    vocabulary: str,
    label: str,
    synonyms: Sequence[str] = (),
    codes: Sequence[tuple[str, str]] = (),
    definition: str = "",
    broader: str = "",
    actor: "Person",
) -> Term:
    """Add a term and return it: active where an editor adds it, otherwise provisional.

    `broader` is the label of the term above it. Raises Denied for whoever may not add to this
    vocabulary, Invalid with every problem at once.
    """
    if vocabulary not in VOCABULARIES.values:
        message = f"Vocabulary: choose one of {', '.join(VOCABULARIES.values)}."
        raise Invalid("Nothing was added.", [Problem("vocabulary", message)])
    if sentence := why_not_add_term(actor, vocabulary):
        raise Denied(sentence)
    with connection.cursor() as cursor:
        # One at a time, as with names that come with a submission.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('vocabulary', 0))")
    new = NewTerm(
        vocabulary=vocabulary,
        label=label.strip(),
        synonyms=[name.strip() for name in synonyms if name.strip()],
        codes=codes,
        definition=definition.strip(),
        broader=broader.strip(),
        status="active" if actor.is_editor else "provisional",
    )
    if problems := term_problems(new):
        raise Invalid("Nothing was added.", problems)
    return add_terms(new=[new], actor=actor)[0]


def term_problems(new: NewTerm) -> list[Problem]:
    """Return everything that is wrong with what is said of a term."""
    problems = [
        Problem(field, message)
        for field, name in [("label", new.label), *(("synonyms", one) for one in new.synonyms)]
        if (message := line_problem("Name", name, LONGEST_NAME))
    ]
    if not any(letter.isalnum() for letter in new.label):
        problems.append(Problem("label", "Label: a term needs a name.", "required"))
    if len(new.synonyms) > MOST_NAMES:
        problems.append(Problem("synonyms", f"Synonyms: at most {MOST_NAMES} fit."))
    if message := text_problem("Definition", new.definition, LONGEST_LONG_TEXT):
        problems.append(Problem("definition", message))
    codes = dict(new.codes)
    if len(codes) != len(new.codes) or not all(
        _CURIE.fullmatch(curie) and match in CODE_MATCHES.values for curie, match in codes.items()
    ):
        message = (
            "Codes: each is a CURIE such as DOID:3069, once, and one of "
            f"{', '.join(CODE_MATCHES.values)}."
        )
        problems.append(Problem("codes", message))
    if new.broader and (new.vocabulary, fold(new.broader)) not in resolve(
        {(new.vocabulary, fold(new.broader))}
    ):
        message = f"Broader: no term of this list is called “{new.broader[:60]}”."
        problems.append(Problem("broader", message))
    return problems
