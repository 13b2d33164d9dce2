"""Many rows go in at once, and the database knows at once that there are many."""

import pytest
from django.db import connection

from evidence.models import Citation
from ground.copying import MANY, copy_in

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def estimated() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'evidence_citation'")
        return int(cursor.fetchone()[0])


def papers(count: int, stem: str) -> list[Citation]:
    return [Citation(key=f"{stem}{number}", kind="primary_study") for number in range(count)]


def test_after_many_rows_the_planner_knows_how_many_there_are() -> None:
    copy_in(papers(MANY, "first"))
    here = Citation.objects.count()
    assert estimated() == here
    copy_in(papers(3, "second"))
    assert (estimated(), Citation.objects.count()) == (here, here + 3)
    copy_in(papers(4 * MANY, "third"))
    here = Citation.objects.count()
    assert estimated() == here
    copy_in(papers(MANY, "fourth"))
    assert (estimated(), Citation.objects.count()) == (here, here + MANY)


def test_nobody_has_anything_else_looked_at() -> None:
    with connection.cursor() as cursor, pytest.raises(Exception, match="does not exist"):
        cursor.execute("SELECT look_at_anew('pg_authid; DROP TABLE evidence_item')")
