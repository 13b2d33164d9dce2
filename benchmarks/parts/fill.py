"""Many accepted claims, made from the starter set by set-based SQL.

Every claim is one of the starter claims that could be accepted, under another accession, with its
links, its round of two reviewers, its decision and its publication: all that releases and API read.
"""

import io

from django.core.management import call_command
from django.db import connections, transaction

# Rules that rows of several tables keep: these rows are made in one go, and right by construction.
RULED = ("evidence_standing", "reviews_seat", "reviews_recommendation", "reviews_decision")

STATEMENTS = (
    """
    CREATE TEMP TABLE model ON COMMIT DROP AS
    SELECT version.*, row_number() OVER (ORDER BY version.id) - 1 AS turn
    FROM evidence_version version JOIN evidence_citation citation ON citation.id = citation_id
    WHERE citation.kind <> 'unidentified' AND citation.status NOT IN ('retracted', 'concern')
        AND NOT EXISTS (SELECT FROM evidence_version_choice given
            WHERE given.version_id = version.id AND given.role = 'read_from'
                AND given.value IN ('title_only', 'secondary'))
    """,
    "CREATE TEMP TABLE size ON COMMIT DROP AS SELECT count(*) AS models FROM model",
    """
    CREATE TEMP TABLE made ON COMMIT DROP AS
    SELECT number, 'EVD-' || lpad(number::text, 6, '0') AS accession,
        number + (SELECT max(id) FROM evidence_item) AS item_id,
        number + (SELECT max(id) FROM evidence_version) AS version_id,
        number %% (SELECT models FROM size) AS turn
    FROM generate_series((SELECT max(number) + 1 FROM evidence_item),
                         (SELECT max(number) FROM evidence_item) + %(items)s) number
    """,
    """
    INSERT INTO evidence_item (id, number, created_at, created_by_id)
    SELECT item_id, number, now(), %(curator)s FROM made
    """,
    """
    INSERT INTO evidence_version (id, item_id, number, citation_id, schema_version, document,
        document_sha256, supplement, supplement_sha256, claim_sha256, twin_sha256, submitted_at)
    SELECT made.version_id, made.item_id, 1, citation_id, schema_version, text,
        encode(sha256(convert_to(text, 'UTF8')), 'hex'), supplement, supplement_sha256,
        encode(sha256(convert_to(accession, 'UTF8')), 'hex'), twin_sha256, now()
    FROM made JOIN model USING (turn), LATERAL (SELECT replace(document,
        '"accession":"' || (model.answers ->> 'accession') || '"',
        '"accession":"' || accession || '"')) made_of (text)
    ORDER BY made.version_id
    """,
    """
    INSERT INTO evidence_version_author (version_id, item_id, person_id)
    SELECT version_id, item_id, %(curator)s FROM made
    """,
    """
    INSERT INTO evidence_version_term (version_id, term_id, role)
    SELECT made.version_id, term_id, role FROM made JOIN model USING (turn)
    JOIN evidence_version_term link ON link.version_id = model.id
    WHERE NOT %(spread)s OR role NOT IN ('cargo', 'acting_cargo', 'agents', 'cancer')
    """,
    """
    INSERT INTO evidence_term (vocabulary, label, definition, status, modality, note, created_at)
    SELECT vocabulary, 'one of many ' || number, '', 'active', '', '', now()
    FROM unnest('{molecule,agent,cancer}'::text[]) vocabulary, generate_series(1, 80) number
    WHERE %(spread)s
    """,
    # As in the world: a few names stand in many claims, and many names in a few.
    """
    INSERT INTO evidence_version_term (version_id, term_id, role)
    SELECT version_id, term_id, role FROM (
        SELECT version_id, floor(80 * random() ^ 2) cargo, floor(60 * random() ^ 2) agent,
            floor(15 * random() ^ 2) cancer FROM made WHERE %(spread)s) drawn
    CROSS JOIN LATERAL (
        VALUES ('cargo', cargo), ('acting_cargo', cargo), ('agents', agent), ('cancer', cancer)
    ) one (role, place)
    JOIN (
        SELECT vocabulary, id, row_number() OVER (PARTITION BY vocabulary ORDER BY id) - 1
        FROM evidence_term) term (vocabulary, term_id, place)
        ON term.place = one.place AND vocabulary = CASE role WHEN 'agents' THEN 'agent'
            WHEN 'cancer' THEN 'cancer' ELSE 'molecule' END
    """,
    """
    INSERT INTO evidence_version_choice (version_id, role, value)
    SELECT made.version_id, role, value FROM made JOIN model USING (turn)
    JOIN evidence_version_choice link ON link.version_id = model.id
    """,
    """
    INSERT INTO evidence_list_entry (version_id, item_number, number, facets)
    SELECT made.version_id, made.number, 1, facets FROM made JOIN model USING (turn)
    JOIN evidence_list_entry entry ON entry.version_id = model.id ORDER BY made.number
    """,
    """
    INSERT INTO evidence_standing (version_id, item_id, status, since)
    SELECT version_id, item_id, 'accepted', now() FROM made
    """,
    """
    INSERT INTO reviews_round (version_id, seats_wanted, authors_interests, why_separate,
        why_fewer_seats, opened_at, closed_at)
    SELECT version_id, 2, 'none', '', '', now(), now() FROM made
    """,
    """
    INSERT INTO reviews_seat (round_id, number, holder_id, taken_at, lease_until, stays)
    SELECT version_id, seat, (ARRAY[%(first)s, %(second)s])[seat], now(), now(), false
    FROM made, generate_series(1, 2) seat ORDER BY version_id, seat
    """,
    """
    INSERT INTO reviews_recommendation (id, round_id, seat_id, person_id, turn, verdict, answers,
        suggestions, reason, has_read, made_at)
    SELECT gen_random_uuid(), seat.round_id, seat.id, holder_id, 1, 'accept', '{}', '[]', '',
        'full_text', now()
    FROM reviews_seat seat JOIN made ON made.version_id = seat.round_id
    """,
    """
    INSERT INTO reviews_decision (round_id, move, outcome, reasons, decider_id, made_at)
    SELECT version_id, 'confirm', 'accepted', '{}', %(decider)s, now() FROM made
    """,
    """
    INSERT INTO reviews_publication (item_id, version_id, public_from, why_ended, is_correction)
    SELECT item_id, version_id, now(), '', false FROM made
    """,
)


def fill(items: int, people: dict[str, int], *, spread: bool = False) -> None:
    """Add `items` accepted claims; `people` are the ids of curator, first, second, decider.

    With `spread` they name 80 cargos, 60 agents and 15 cancers instead of those of their model.

    The database holds the starter set already. Runs as the owner of the tables.
    """
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        for table in RULED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in STATEMENTS:
            cursor.execute(statement, people | {"items": items, "spread": spread})
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in RULED:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def start() -> dict[str, int]:
    """Migrate, load the starter set, and make four people; return their ids."""
    from accounts.models import Person

    call_command("migrate", verbosity=0)
    for command in ("load_vocabulary", "load_starter"):
        call_command(command, verbosity=0, stdout=io.StringIO())
    roles = {"curator": "curator", "first": "reviewer", "second": "reviewer", "decider": "editor"}
    return {
        who: Person.objects.create_user(f"bench-{who}", name=who, roles=[role]).pk
        for who, role in roles.items()
    }
