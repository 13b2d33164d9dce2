"""`check_duties` finds every kind of violation, planted where no rule of the database looks."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command

from evidence.documents import content_of
from evidence.models import Version
from ground import clock
from reviews.actions.correct import correct
from reviews.actions.retire import merge
from reviews.models import Seat
from reviews.queries.violations import RULES, violations
from tests.conftest import Tell
from tests.databases import against_every_rule
from tests.worlds import World

pytestmark = pytest.mark.both

YESTERDAY = timedelta(days=1)


@dataclass
class Planter:
    """Breaks one rule at a time, each on an item of its own, and remembers which."""

    sql: psycopg.Connection
    world: World

    def do(self, statement: str, *params: Any) -> None:
        assert self.sql.execute(statement, params).rowcount != 0, statement

    def authored_by(self, version: Version, person: int) -> Version:
        self.do(
            "INSERT INTO evidence_version_author (version_id, item_id, person_id) "
            "VALUES (%s, %s, %s)", version.pk, version.item_id, person,
        )  # fmt: skip
        return version

    def waived_by(self, person: int) -> Version:
        version = self.world.split()
        self.do(
            "INSERT INTO reviews_waiver (version_id, blocker, about, reason, person_id, made_at) "
            "VALUES (%s, 'read_too_little', '', 'Why not.', %s, now())", version.pk, person,
        )  # fmt: skip
        return version

    def interest_of(self, role: str, waived_by: bool = False) -> Version:
        world = World()
        version, person = world.accepted(), getattr(world, role).pk
        self.do(
            "INSERT INTO reviews_interest (person_id, citation_id, kind, detail, confirmed, "
            "declared_at, waived_by_id, why_waived) "
            "VALUES (%s, %s, 'same_lab', '', true, %s, %s, 'Why not.')",
            person, world.citation.pk, clock.now() - YESTERDAY, person if waived_by else None,
        )  # fmt: skip
        return version

    def flagged(self, version: Version, resolved_by: int | None) -> Version:
        self.do(
            "INSERT INTO reviews_flag (id, item_id, kind, text, contact, raised_at, "
            "awaits_moderation, resolved_by_id, resolved_at, why_resolved) VALUES "
            "(gen_random_uuid(), %s, 'concern', 'Look.', '', %s, false, %s, now(), 'Looked.')",
            version.item_id, clock.now() - YESTERDAY, resolved_by,
        )  # fmt: skip
        return version

    def corrected(self) -> Version:
        version = self.world.accepted()
        content = content_of(version.document, version.supplement) | {"locator": "figure 9"}
        return correct(
            version=version, content=content, reason="Misread.",
            proposer=self.world.author, actor=self.world.decider,
        )  # fmt: skip


def set_in(table: str, column: str, value: str, key: str, version: Version) -> tuple[str, int]:
    return f"UPDATE {table} SET {column} = {value} WHERE {key} = %s", version.pk


def changed(p: Planter, version: Version, table: str, column: str, value: str, key: str) -> Version:
    p.do(*set_in(table, column, value, key, version))
    return version


def moved_late(p: Planter) -> Version:
    version = p.world.accepted()
    p.do(
        "UPDATE reviews_recommendation SET made_at = made_at + interval '1 day' "
        "WHERE round_id = %s AND person_id = %s", version.pk, p.world.first.pk,
    )  # fmt: skip
    return version


def from_another_seat(p: Planter) -> Version:
    version, other = p.world.agreed(), p.world.in_review()
    seat = Seat.objects.get(round=other.pk, holder=p.world.first)
    p.do(
        "UPDATE reviews_recommendation SET seat_id = %s WHERE round_id = %s AND person_id = %s",
        seat.pk, version.pk, p.world.first.pk,
    )  # fmt: skip
    return version


def without_one(p: Planter) -> Version:
    version = p.world.accepted()
    p.do(
        "DELETE FROM reviews_recommendation WHERE round_id = %s AND person_id = %s",
        version.pk, p.world.first.pk,
    )  # fmt: skip
    return version


def two_open(p: Planter) -> Version:
    p.do("DROP INDEX item_has_one_open_round")
    version = p.world.superseded()
    p.do("UPDATE evidence_standing SET status = 'agreed' WHERE item_id = %s", version.item_id)
    return version


def unidentified(p: Planter) -> Version:
    version = p.world.accepted()
    text = version.document.replace('"kind":"primary_study"', '"kind":"unidentified"')
    p.do(
        "UPDATE evidence_version SET document = %s, "
        "document_sha256 = encode(sha256(convert_to(%s, 'UTF8')), 'hex') WHERE id = %s",
        text, text, version.pk,
    )  # fmt: skip
    return version


def in_a_circle(p: Planter) -> Version:
    version, other = p.world.accepted(), p.world.accepted()
    merge(version=version, into=other.item, reason="The same.", actor=p.world.decider)
    p.do(
        "UPDATE reviews_publication SET merged_into_id = %s, public_until = now() "
        "WHERE version_id = %s", version.item_id, other.pk,
    )  # fmt: skip
    return version


def waived_alone(p: Planter) -> Version:
    p.do("ALTER TABLE reviews_interest DROP CONSTRAINT interest_is_waived_by_another_with_a_reason")
    return p.interest_of("decider", waived_by=True)


PLANTS: dict[str, Callable[[Planter], Version]] = {
    "reviewed_own_item": lambda p: p.authored_by(p.world.agreed(), p.world.first.pk),
    "decided_own_item": lambda p: p.authored_by(p.world.accepted(), p.world.decider.pk),
    "seat_of_an_author": lambda p: p.authored_by(p.world.in_review(), p.world.first.pk),
    "waived_own_item": lambda p: p.waived_by(p.world.author.pk),
    "waived_and_reviewed": lambda p: p.waived_by(p.world.second.pk),
    "reviewed_with_an_interest": lambda p: p.interest_of("first"),
    "seat_of_the_interested": lambda p: p.interest_of("second"),
    "decided_with_an_interest": lambda p: p.interest_of("decider"),
    "interest_waived_by_oneself": waived_alone,
    "decided_and_reviewed": lambda p: changed(
        p, p.world.accepted(), "reviews_decision", "decider_id", str(p.world.second.pk), "round_id"
    ),
    "accepted_without_decision": lambda p: changed(
        p, p.world.returned(), "evidence_standing", "status", "'accepted'", "version_id"
    ),
    "decided_without_recommendations": without_one,
    "recommendation_gone": without_one,
    "fewer_seats_without_reason": lambda p: changed(
        p, p.world.accepted(), "reviews_round", "seats_wanted", "1", "version_id"
    ),
    "corrected_alone": lambda p: changed(
        p, p.corrected(), "reviews_decision", "decider_id", str(p.world.author.pk), "round_id"
    ),
    "corrected_what_was_not_accepted": lambda p: changed(
        p, p.corrected(), "evidence_version", "based_on_id", "NULL", "id"
    ),
    "recommendation_changed": lambda p: changed(
        p, p.world.agreed(), "reviews_recommendation", "confidence", "5", "round_id"
    ),
    "recommended_late": moved_late,
    "recommended_from_another_round": from_another_seat,
    "decision_is_not_what_was_recorded": lambda p: changed(
        p, p.world.accepted(), "reviews_decision", "outcome", "'returned'", "round_id"
    ),
    "status_is_not_what_was_recorded": lambda p: changed(
        p, p.world.returned(), "evidence_standing", "status", "'rejected'", "version_id"
    ),
    "more_than_one_open_round": two_open,
    "round_is_stuck": lambda p: changed(
        p, p.world.agreed(), "evidence_standing", "status", "'in_review'", "version_id"
    ),
    "round_open_or_closed_wrongly": lambda p: changed(
        p, p.world.returned(), "reviews_round", "closed_at", "NULL", "version_id"
    ),
    "public_is_not_accepted": lambda p: changed(
        p, p.world.accepted(), "reviews_publication", "public_until", "now()", "version_id"
    ),
    "accepted_unidentified": unidentified,
    "accepted_over_an_open_flag": lambda p: p.flagged(p.world.accepted(), None),
    "settled_own_flag": lambda p: p.flagged(p.world.in_review(), p.world.author.pk),
    "merged_in_a_circle": in_a_circle,
}  # fmt: skip


def test_every_rule_has_a_plant() -> None:
    assert sorted(PLANTS) == sorted(rule.name for rule in RULES)


def test_every_planted_violation_is_found_and_nothing_else(committed_db: str, tell: Tell) -> None:
    planted: dict[str, str] = {}
    with against_every_rule(committed_db) as connection:
        for name, plant in PLANTS.items():
            planted[name] = plant(Planter(connection, World())).item.accession
            found = {v.rule.name for v in violations() if v.accession == planted[name]}
            assert name in found, (name, found)
    everywhere = list(violations())
    # Both items of a circle are named.
    assert {v.accession for v in everywhere} - set(planted.values()) == {
        v.accession for v in everywhere if v.rule.name == "merged_in_a_circle"
    } - {planted["merged_in_a_circle"]}
    tell(f"{len(RULES)} rules, {len(planted)} plants, {len(everywhere)} violations found")
    output = io.StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("check_duties", stdout=output)
    assert refused.value.returncode == 1
    assert output.getvalue().count("\n") == len(everywhere) + 1
    line = f"{planted['decided_own_item']}, version 1, was decided by an author of the item (person"
    assert line in output.getvalue()


@pytest.mark.django_db
def test_what_people_do_breaks_no_duty() -> None:
    world = World()
    for status in ("in_review", "agreed", "reconciling", "split", "accepted", "returned",
                   "rejected", "withdrawn", "superseded", "retired", "merged"):  # fmt: skip
        world.with_status(status)
    output = io.StringIO()
    call_command("check_duties", stdout=output)
    assert output.getvalue() == f"Violations of duties: 0, by {len(RULES)} rules.\n"
