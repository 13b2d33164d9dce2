"""What a release has to say beside its rows: by how many it was judged, and what was set aside."""

import re
from collections import Counter
from typing import Any, NamedTuple

from django.db import connection

from evidence.models import Item
from releases.columns import LAYOUT
from releases.models import Release
from reviews.enums import BLOCKERS, INTEREST_KINDS
from reviews.queries.judged import COUNTS, JUDGED

_HELD = "SELECT version_id FROM releases_release_version WHERE release_id = %(release)s"
_OF = f"WITH RECURSIVE {JUDGED.format(versions=_HELD)}"


class SetAside(NamedTuple):
    """Something that was set aside for one claim, with the reason that somebody gave."""

    accession: str
    what: str
    reason: str


class Particulars(NamedTuple):
    """What stands in a release beside its rows; lists are in the order of accessions."""

    reviewed_by: dict[str, int]
    provisional: list[str]
    waivers: list[SetAside]
    fewer_seats: list[SetAside]
    interests: list[SetAside]
    corrections: list[str]


def particulars_of(release: Release) -> Particulars:
    """Return the particulars of a release whose versions are held and printed."""
    reviewed_by: Counter[str] = Counter()
    provisional: set[str] = set()
    for reviewers, names, rows in _rows(_SAID, release):
        reviewed_by[reviewers] += rows
        provisional.update(_BETWEEN_NAMES.split(names))
    return Particulars(
        reviewed_by=dict(reviewed_by),
        provisional=sorted(provisional - {""}),
        waivers=_set_aside(_WAIVERS, release, BLOCKERS.label_of),
        fewer_seats=_set_aside(_FEWER_SEATS, release, str),
        interests=_set_aside(_INTERESTS, release, INTEREST_KINDS.label_of),
        corrections=[_accession(number) for (number,) in _rows(_CORRECTIONS, release)],
    )


def contributors_to(release: Release) -> list[str]:
    """Return who wrote, reviewed or decided what a release holds and agreed to be named."""
    rows = _rows(_CONTRIBUTORS, release)
    return [f"{name} (ORCID {orcid})" if orcid else name for name, orcid in rows]


def _rows(sql: str, release: Release) -> list[tuple[Any, ...]]:
    values: dict[str, Any] = {"release": release.pk, "at": release.published_at, "layout": LAYOUT}
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _set_aside(sql: str, release: Release, label: Any) -> list[SetAside]:
    rows = _rows(sql, release)
    return [SetAside(_accession(number), label(what), reason) for number, what, reason in rows]


def _accession(number: int) -> str:
    return Item(number=number).accession


_PRINTED = """
    releases_release_version held JOIN releases_printed_row printed
        ON printed.version_id = held.version_id AND printed.layout = %(layout)s
        AND held.release_id = %(release)s
    """
_SAID = f"""
    SELECT said ->> 'reviewed_by', said ->> 'provisional_terms', count(*)
    FROM (SELECT replace(printed.json, chr(31), ',')::jsonb FROM {_PRINTED}) row (said)
    GROUP BY 1, 2 ORDER BY 1 DESC
    """
# Names in a cell are parted by "; ", see evidence.cells.
_BETWEEN_NAMES = re.compile(r"(?<!\\); ")
_ITEM = "JOIN evidence_version version ON version.id = judged.version_id JOIN evidence_item item"
_WAIVERS = f"""
    {_OF} SELECT DISTINCT item.number, waiver.blocker COLLATE "C", waiver.reason COLLATE "C"
    FROM judged {_ITEM} ON item.id = version.item_id
    JOIN reviews_waiver waiver ON waiver.version_id = judged.round_id
        AND waiver.made_at <= %(at)s
    ORDER BY 1, 2, 3
    """
_FEWER_SEATS = f"""
    {_OF} SELECT item.number, 'reviewed by one', round.why_fewer_seats FROM judged
    {_ITEM} ON item.id = version.item_id
    JOIN reviews_round round ON round.version_id = judged.round_id
        AND round.why_fewer_seats <> ''
    ORDER BY item.number, judged.round_id
    """
_INTERESTS = f"""
    {_OF}, judges (version_id, person_id) AS (
        SELECT judged.version_id, said.person_id FROM judged
        JOIN reviews_recommendation said ON said.round_id = judged.round_id
            AND {COUNTS}
    UNION
        SELECT judged.version_id, decision.decider_id FROM judged
        JOIN reviews_decision decision ON decision.round_id = judged.round_id
    ) SELECT item.number, interest.kind COLLATE "C", interest.why_waived COLLATE "C"
    FROM judges judged {_ITEM} ON item.id = version.item_id
    JOIN reviews_interest interest ON interest.person_id = judged.person_id
        AND interest.citation_id = version.citation_id AND interest.waived_by_id IS NOT NULL
        AND interest.waived_at <= %(at)s
    ORDER BY 1, 2, 3
    """
_CORRECTIONS = """
    SELECT item.number FROM releases_release_version held
    JOIN reviews_publication publication ON publication.version_id = held.version_id
        AND publication.is_correction
    JOIN evidence_item item ON item.id = publication.item_id
    WHERE held.release_id = %(release)s ORDER BY item.number
    """
_CONTRIBUTORS = f"""
    {_OF}, people (person_id) AS (
        SELECT author.person_id FROM judged
        JOIN evidence_version_author author ON author.version_id = judged.round_id
    UNION
        SELECT said.person_id FROM judged
        JOIN reviews_recommendation said ON said.round_id = judged.round_id
            AND {COUNTS}
    UNION
        SELECT decision.decider_id FROM judged
        JOIN reviews_decision decision ON decision.round_id = judged.round_id
    ) SELECT person.name, person.orcid FROM accounts_person person
    JOIN people ON people.person_id = person.id
    WHERE person.consents_to_be_named ORDER BY person.name COLLATE "C", person.orcid COLLATE "C"
    """
