"""Contradictions: the same cargo, agent and cancer, and opposite effects."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from evidence.models import Term, Version
from evidence.policies.direction import RESISTS, SENSITISES

from .bits import composed
from .items import with_what_lists_show


class Sides(NamedTuple):
    """Claims that point to resistance, and claims that point to sensitivity."""

    resists: list[Version]
    sensitises: list[Version]


@dataclass
class Contradiction:
    """One cargo, acting as itself or as its inhibitor, one agent and one cancer."""

    cargo: Term
    acts_as: str
    agent: Term
    cancer: Term
    sides: Sides = field(default_factory=lambda: Sides([], []))


# Unknowns, "none given" and whole vesicles have no such rows and so never meet here.
_CANDIDATES = """, pointing AS MATERIALIZED (
        SELECT version_id, value = ANY(%(resists)s::text[]) AS resists FROM evidence_version_choice
        WHERE role = 'effect' AND value = ANY(%(resists)s::text[] || %(sensitises)s::text[])
            AND version_id IN (SELECT id FROM matching))
    SELECT cargo.term_id, cargo.role = 'inhibited_cargo', agent.term_id, cancer.term_id,
        array_agg(version_id) FILTER (WHERE resists),
        array_agg(version_id) FILTER (WHERE NOT resists)
    FROM pointing
    JOIN evidence_version_term cargo USING (version_id)
    JOIN evidence_version_term agent USING (version_id)
    JOIN evidence_version_term cancer USING (version_id)
    WHERE cargo.role IN ('acting_cargo', 'inhibited_cargo')
        AND agent.role = 'agents' AND cancer.role = 'cancer'
    GROUP BY 1, 2, 3, 4 HAVING bool_or(resists) AND NOT bool_and(resists)
    """


def contradictions(
    versions: QuerySet[Version], most: int | None = None
) -> tuple[list[Contradiction], int]:
    """Return the first contradictions among `versions`, by the labels of cargo, agent and cancer,
    and how many more there are.

    The whole vesicle is no cargo in particular and contradicts nothing. Three queries at most.
    """
    candidates = _candidates(versions)
    if not candidates:
        return [], 0
    terms = Term.objects.in_bulk({term for one in candidates for term in one.terms})
    candidates.sort(key=lambda one: (*(terms[term].label for term in one.terms), one.acts_as))
    shown = candidates[:most]
    ids = {pk for one in shown for pk in (*one.resists, *one.sensitises)}
    rows = with_what_lists_show(Version.objects.filter(pk__in=ids))
    claims = {version.pk: version for version in rows.order_by("item__number")}
    found = [
        Contradiction(
            terms[one.cargo],
            one.acts_as,
            terms[one.agent],
            terms[one.cancer],
            Sides(
                *(
                    [v for pk, v in claims.items() if pk in pks]
                    for pks in ({*one.resists}, {*one.sensitises})
                )
            ),
        )
        for one in shown
    ]
    return found, len(candidates) - len(shown)


class _Candidate(NamedTuple):
    cargo: int
    is_inhibited: bool
    agent: int
    cancer: int
    resists: list[int]
    sensitises: list[int]

    @property
    def acts_as(self) -> str:
        return "inhibitor" if self.is_inhibited else "itself"

    @property
    def terms(self) -> tuple[int, int, int]:
        return self.cargo, self.agent, self.cancer


def _candidates(versions: QuerySet[Version]) -> list[_Candidate]:
    try:
        ids = versions.order_by().values_list("pk").query.sql_with_params()
    except EmptyResultSet:
        return []
    sides = {"resists": list(RESISTS), "sensitises": list(SENSITISES)}
    sql = f"WITH matching (id) AS MATERIALIZED ({composed(*ids)})"
    with connection.cursor() as cursor:
        cursor.execute(sql + composed(_CANDIDATES, sides))
        return [_Candidate(*row) for row in cursor.fetchall()]
