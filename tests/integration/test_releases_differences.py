"""The difference of two sets of thousands of claims: every count right, nothing gone unseen."""

from collections import Counter
from typing import Any

import orjson
import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from accounts.models import Person
from benchmarks.parts.fill import RULED, fill, start
from evidence.models import Version
from ground import clock
from ground.canonical import canonical_json, sha256_hex
from ground.copying import copy_in
from ground.errors import Denied
from releases.actions.publish import publish_release
from releases.models import Release, ReleaseVersion
from releases.queries.differences import ItemChange, difference, unexplained
from releases.queries.gate import gate
from releases.queries.printing import of_versions

CLAIMS, ADDED = 5_000, 20
EFFECT, SUMMARY, CORRECTED, RETIRED, VANISHED = 100, 50, 25, 10, 3

_JUDGED = (
    """
    INSERT INTO reviews_round (version_id, seats_wanted, authors_interests, why_separate,
        why_fewer_seats, opened_at, closed_at)
    SELECT id, 2, 'none', '', '', now(), now() FROM evidence_version WHERE id = ANY(%(ids)s)
    """,
    """
    INSERT INTO reviews_seat (round_id, number, holder_id, taken_at, lease_until, stays)
    SELECT id, seat, (ARRAY[%(first)s, %(second)s])[seat], now(), now(), false
    FROM evidence_version, generate_series(1, 2) seat WHERE id = ANY(%(ids)s)
    """,
    """
    INSERT INTO reviews_recommendation (id, round_id, seat_id, person_id, turn, verdict, answers,
        suggestions, reason, has_read, made_at)
    SELECT gen_random_uuid(), round_id, id, holder_id, 1, 'accept', '{}', '[]', '', 'full_text',
        now() FROM reviews_seat WHERE round_id = ANY(%(ids)s)
    """,
    """
    UPDATE reviews_publication SET public_until = now(), why_ended = 'Superseded.'
    WHERE item_id IN (SELECT item_id FROM evidence_version WHERE id = ANY(%(ids)s))
    """,
    """
    INSERT INTO reviews_publication (item_id, version_id, public_from, why_ended, is_correction)
    SELECT item_id, id, now(), '', true FROM evidence_version WHERE id = ANY(%(corrected)s)
    """,
    """
    UPDATE evidence_standing SET status = 'superseded' FROM evidence_version later
    WHERE later.id = ANY(%(ids)s) AND evidence_standing.item_id = later.item_id
    """,
    """
    INSERT INTO evidence_standing (version_id, item_id, status, since)
    SELECT id, item_id, 'accepted', now() FROM evidence_version WHERE id = ANY(%(ids)s)
    """,
    """
    INSERT INTO reviews_publication (item_id, version_id, public_from, why_ended, is_correction)
    SELECT item_id, id, now(), '', false FROM evidence_version
    WHERE id = ANY(%(ids)s) AND id <> ALL(%(corrected)s)
    """,
    """
    UPDATE evidence_standing SET status = 'retired' WHERE version_id = ANY(%(retired)s)
    """,
    # Nothing a person can do makes a claim go like this: the release has to find out.
    """
    UPDATE evidence_standing SET status = 'returned' WHERE version_id = ANY(%(vanished)s)
    """,
    """
    UPDATE reviews_publication SET public_until = now(), why_ended = 'A slip of the pen.'
    WHERE version_id = ANY(%(retired)s)
    """,
)


def successor(version: Version, **changes: Any) -> Version:
    """The next version of the same item, with other answers."""
    document = orjson.loads(version.document)
    document["version"] = 2
    document["claim"] |= changes
    text = canonical_json(document)
    return Version(
        item_id=version.item_id, number=2, citation_id=version.citation_id,
        schema_version=version.schema_version, document=text, document_sha256=sha256_hex(text),
        supplement=version.supplement, supplement_sha256=version.supplement_sha256,
        claim_sha256=sha256_hex(text), twin_sha256=version.twin_sha256, submitted_at=clock.now(),
    )  # fmt: skip


def test_of_five_thousand_claims_every_change_is_counted_and_three_gone_are_missed(
    committed_db: str,
) -> None:
    people = start()
    fill(CLAIMS + ADDED, people)
    made = list(Version.objects.filter(standing__status="accepted").order_by("pk").defer("answers"))
    before, added = made[:CLAIMS], made[CLAIMS:]
    before.sort(key=lambda version: "mixed" in version.document)  # theirs would not change
    rest = iter(before)
    effect = [next(rest) for _ in range(EFFECT)]
    summary = [next(rest) for _ in range(SUMMARY)]
    corrected = [next(rest) for _ in range(CORRECTED)]
    retired = [next(rest) for _ in range(RETIRED)]
    vanished = [next(rest) for _ in range(VANISHED)]
    later = [
        *(successor(v, effect=[{"name": "mixed"}]) for v in effect),
        *(successor(v, summary="Said anew.", safety="None seen.") for v in summary),
        *(successor(v, locator="figure 99") for v in corrected),
    ]
    with connections["owner"].cursor() as cursor:  # versions were filled in with ids of their own
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('evidence_version', 'id'), max(id)) "
            "FROM evidence_version"
        )
    Version.objects.bulk_create(later)
    ids = {
        "ids": [version.pk for version in later],
        "corrected": [version.pk for version in later[EFFECT + SUMMARY :]],
        "retired": [version.pk for version in retired],
        "vanished": [version.pk for version in vanished],
    }
    with connections["owner"].cursor() as cursor:
        for table in RULED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in _JUDGED:
            cursor.execute(statement, people | ids)

    after = {version.pk for version in (*rest, *added, *later)}
    with CaptureQueriesContext(connection) as asked:
        changes = difference(
            of_versions(Version.objects.filter(pk__in=[version.pk for version in before])),
            of_versions(Version.objects.filter(pk__in=after)),
        )
    assert Counter(change.kind for change in changes) == {
        "added": ADDED, "changed": EFFECT + SUMMARY, "corrected": CORRECTED,
        "gone": RETIRED + VANISHED,
    }  # fmt: skip
    assert fields_of(changes, "changed") == {
        "effect": EFFECT, "claim": SUMMARY, "safety": SUMMARY
    }  # fmt: skip
    assert fields_of(changes, "corrected") == {"locator": CORRECTED}
    gone = [change for change in changes if change.kind == "gone"]
    assert Counter(change.reason for change in gone) == {
        "A slip of the pen.": RETIRED, "": VANISHED
    }  # fmt: skip
    assert unexplained(changes) == sorted(version.item.accession for version in vanished)
    assert len(asked) <= 12
    refused(people["decider"], before, vanished)


def refused(decider: int, before: list[Version], vanished: list[Version]) -> None:
    """The next release after one that held all of `before` is refused, and says which are gone."""
    last = Release.objects.create(
        number="2026.1", label="EVidence 2026.1", published_at=clock.now(), rows=len(before),
        published_by_id=decider, licence="CC BY 4.0", publisher="EVidence", manifest={},
    )  # fmt: skip
    places = enumerate(sorted(version.pk for version in before), start=1)
    copy_in([ReleaseVersion(release=last, version_id=pk, place=place) for place, pk in places])
    found = gate()
    assert found.rows == CLAIMS + ADDED - RETIRED - VANISHED
    assert Counter(change.kind for change in found.changes)["gone"] == RETIRED + VANISHED
    names = sorted(version.item.accession for version in vanished)
    assert found.vanished == names
    with pytest.raises(Denied) as refusal:
        publish_release(number="2026.2", note="", actor=Person.objects.get(pk=decider))
    assert f"3 of the last release are gone without a reason: {', '.join(names)}." in str(
        refusal.value.message
    )
    assert list(Release.objects.all()) == [last]
    assert ReleaseVersion.objects.count() == len(before)


def fields_of(changes: list[ItemChange], kind: str) -> dict[str, int]:
    """How often each field is named among the changes of a kind."""
    found = (field.field for change in changes if change.kind == kind for field in change.fields)
    return dict(Counter(found))
