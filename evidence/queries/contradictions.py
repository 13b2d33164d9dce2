"""Contradictions: the same cargo, agent and cancer, and opposite effects."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from evidence.content import entries_of
from evidence.models import Term, Version
from evidence.names import fold
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


# Unknowns and "none given" are no terms and so never meet here. Whether the vesicle brought the
# cargo or its inhibitor stands in the document, which the few claims found are then asked.
_CANDIDATES = """, pointing AS MATERIALIZED (
        SELECT version_id, value = ANY(%(resists)s::text[]) AS resists FROM evidence_version_choice
        WHERE role = 'effect' AND value = ANY(%(resists)s::text[] || %(sensitises)s::text[])
            AND version_id IN (SELECT id FROM matching))
    SELECT cargo.term_id, agent.term_id, cancer.term_id, array_agg(DISTINCT version_id)
    FROM pointing
    JOIN evidence_version_term cargo USING (version_id)
    JOIN evidence_version_term agent USING (version_id)
    JOIN evidence_version_term cancer USING (version_id)
    WHERE cargo.role = 'cargo' AND agent.role = 'agents' AND cancer.role = 'cancer'
    GROUP BY 1, 2, 3 HAVING bool_or(resists) AND NOT bool_and(resists)
    """


def contradictions(versions: QuerySet[Version]) -> list[Contradiction]:
    """Return every contradiction among `versions`, by the labels of cargo, agent and cancer.

    The whole vesicle is no cargo in particular and contradicts nothing. Four queries at most.
    """
    candidates = _candidates(versions)
    if not candidates:
        return []
    terms = Term.objects.prefetch_related("names").in_bulk(
        {term for *triple, _ in candidates for term in triple}
    )
    ids = {pk for *_, found in candidates for pk in found}
    rows = with_what_lists_show(Version.objects.filter(pk__in=ids))
    claims = {version.pk: version for version in rows.order_by("item__number")}
    found = [
        contradiction
        for cargo, agent, cancer, pks in candidates
        for contradiction in _among(
            terms[cargo], terms[agent], terms[cancer], [claims[pk] for pk in pks]
        )
    ]
    return sorted(found, key=lambda one: (one.cargo.label, one.agent.label, one.cancer.label))


def _candidates(versions: QuerySet[Version]) -> list[tuple[int, int, int, list[int]]]:
    try:
        ids = versions.order_by().values_list("pk").query.sql_with_params()
    except EmptyResultSet:
        return []
    sides = {"resists": list(RESISTS), "sensitises": list(SENSITISES)}
    sql = f"WITH matching (id) AS MATERIALIZED ({composed(*ids)})"
    with connection.cursor() as cursor:
        cursor.execute(sql + composed(_CANDIDATES, sides))
        found: list[tuple[int, int, int, list[int]]] = cursor.fetchall()
    return found


def _among(
    cargo: Term, agent: Term, cancer: Term, claims: list[Version]
) -> Iterator[Contradiction]:
    names = {name.key for name in cargo.names.all()} | {fold(cargo.label)}
    by_role: dict[str, Contradiction] = {}
    for version in claims:
        claim = version.answers["claim"]
        resists = claim["effect"][0]["name"] in RESISTS
        for entry in entries_of(claim.get("cargo")):
            if fold(str(entry.get("name", ""))) not in names or entry.get("kind") == "whole_ev":
                continue
            acts_as = str(entry.get("acts_as", "itself"))
            one = by_role.setdefault(acts_as, Contradiction(cargo, acts_as, agent, cancer))
            side = one.sides.resists if resists else one.sides.sensitises
            if version not in side:
                side.append(version)
    return (one for one in by_role.values() if one.sides.resists and one.sides.sensitises)
