"""Looking terms up by name."""

from collections.abc import Iterable

from django.db import connection

from evidence.documents.normal import Terms
from evidence.enums import OPEN_VOCABULARIES, VOCABULARIES
from evidence.models import Term, TermCode, TermName
from evidence.names import fold

MOST_DEFINED = 500


def resolve(names: Iterable[tuple[str, str]]) -> Terms:
    """Return the term for each (vocabulary, folded name) that has one, in three queries.

    A name of an obsolete term leads to the term that replaced it. The label of a found term is
    a key too, so that normalised content resolves like typed content.
    """
    target = numbers_of(names)
    if not target:
        return {}
    terms = Term.objects.prefetch_related("codes", "names").in_bulk(set(target.values()))
    found = {name: terms[term_id] for name, term_id in target.items()}
    for term in terms.values():
        for name in term.names.all():
            if name.is_label:
                found[(term.vocabulary, name.key)] = term
    return found


def numbers_of(names: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Return the number of the term for each (vocabulary, folded name) that has one, in one query.

    A name of an obsolete term leads to the term that replaced it.
    """
    wanted = set(names)
    if not wanted:
        return {}
    rows = TermName.objects.filter(
        vocabulary__in={vocabulary for vocabulary, _ in wanted},
        key__any_of={key for _, key in wanted},
    ).order_by()
    return {
        (vocabulary, key): replaced_by or term_id
        for vocabulary, key, term_id, replaced_by in rows.values_list(
            "vocabulary", "key", "term_id", "term__replaced_by_id"
        )
        if (vocabulary, key) in wanted
    }


def with_definition() -> list[Term]:
    """Return the first terms in use that have a definition, by vocabulary and label."""
    terms = Term.objects.exclude(definition="").exclude(status="obsolete")
    return list(terms.order_by("vocabulary", "label")[:MOST_DEFINED])


def closed_names() -> dict[str, list[str]]:
    """Return, per closed vocabulary, every name (folded) it knows, labels first."""
    closed = [value for value in VOCABULARIES.values if value not in OPEN_VOCABULARIES]
    names: dict[str, list[str]] = {vocabulary: [] for vocabulary in closed}
    rows = TermName.objects.filter(vocabulary__in=closed, term__status="active")
    for vocabulary, key in rows.order_by("-is_label", "key").values_list("vocabulary", "key"):
        names[vocabulary].append(key)
    return names


def labels_of_codes() -> dict[tuple[str, str], str]:
    """Return the label for each (vocabulary, folded CURIE) that means exactly one current term."""
    rows = TermCode.objects.filter(match="exact").exclude(term__status="obsolete")
    labels: dict[tuple[str, str], str] = {}
    twice = set()
    for vocabulary, curie, label in rows.values_list("term__vocabulary", "curie", "term__label"):
        key = vocabulary, fold(curie)
        if labels.setdefault(key, label) != label:
            twice.add(key)
    return {key: label for key, label in labels.items() if key not in twice}


_BELOW = """
    below (root, id) AS (
        SELECT id, id FROM ({roots}) root (id)
        UNION
        SELECT below.root, term.id FROM evidence_term term
        JOIN below ON term.broader_id = below.id OR term.replaced_by_id = below.id
    )"""
_THESE = "SELECT id FROM evidence_term WHERE id = ANY(%s)"
_MEANT = f"""
    WITH RECURSIVE wanted (vocabulary, said, key) AS (
        SELECT * FROM unnest(%s::text[], %s::text[], %s::text[])
    ), meant (vocabulary, said, id) AS (
        SELECT wanted.vocabulary, said, coalesce(term.replaced_by_id, term.id)
        FROM wanted JOIN evidence_termname name USING (vocabulary, key)
        JOIN evidence_term term ON term.id = name.term_id
    UNION
        SELECT wanted.vocabulary, said, term.id
        FROM wanted JOIN evidence_termcode code ON code.curie = said
        JOIN evidence_term term ON term.id = code.term_id AND term.vocabulary = wanted.vocabulary
    ), {_BELOW.format(roots="SELECT id FROM meant")}
    SELECT vocabulary, said, root, array_agg(below.id)
    FROM meant JOIN below ON below.root = meant.id GROUP BY vocabulary, said, root
    """


def terms_meant(asked: Iterable[tuple[str, str]]) -> dict[tuple[str, str], dict[int, set[int]]]:
    """Return, for each (vocabulary, what was said), the terms it names, in one query.

    Said may be a name in any spelling, or a CURIE. With each term come the ids that count as it:
    its own, and of everything narrower. A name of an obsolete term leads to its successor.
    """
    rows = [(vocabulary, said, fold(said)) for vocabulary, said in set(asked)]
    meant: dict[tuple[str, str], dict[int, set[int]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_MEANT, [list(column) for column in zip(*rows, strict=True)])
        for vocabulary, said, root, ids in cursor.fetchall():
            meant.setdefault((vocabulary, said), {})[root] = set(ids)
    return meant


def with_narrower(term_ids: Iterable[int]) -> dict[int, set[int]]:
    """Return, for each term, the ids of itself and everything narrower, in one query.

    Terms replaced by one of these count with it, so that versions frozen under the old name
    are still found.
    """
    ids = list(term_ids)
    found: dict[int, set[int]] = {term_id: {term_id} for term_id in ids}
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE {_BELOW.format(roots=_THESE)} SELECT root, id FROM below",
            [ids],
        )
        for root, term_id in cursor.fetchall():
            found[root].add(term_id)
    return found
