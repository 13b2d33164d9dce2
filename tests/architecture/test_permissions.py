"""docs/permissions.md, asked row by row: every address × method × kind of person.

An address without a row fails. The world holds somebody else's draft and claim, so that a
refusal refuses something.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from accounts.models import Person
from evidence.models import Term
from exchange.actions.exporting import ask_export
from exchange.actions.import_items import Wishes, import_file
from exchange.actions.uploads import keep_upload
from reviews.actions.authorship import claim_authorship
from tests.agreeing import choose
from tests.conftest import Tell
from tests.factories import any_administrator, make_draft, make_person, make_version
from tests.reading import as_if_new, client_of
from tests.standing import bring_to
from tests.workbooks import csv_text

PAGE = Path(__file__).parents[2] / "docs/permissions.md"
ROWS = [
    [cell.strip() for cell in line.strip("|\n ").split("|")]
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if line.startswith("|") and not line.startswith("|-")
]
PEOPLE = ROWS[0][2:]
MATRIX = {(name, method): answers for name, method, *answers in ROWS[1:]}


def addresses() -> Iterator[str]:
    """Every named address of ours; Django's admin has tests of its own."""

    def walk(resolver: URLResolver, prefix: str) -> Iterator[str]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLPattern):
                yield f"{prefix}{entry.name}"
            elif entry.namespace != "admin":
                inner = f"{entry.namespace}:" if entry.namespace else prefix
                yield from walk(entry, inner)

    yield from walk(get_resolver(), "")


def test_every_address_has_a_row(tell: Tell) -> None:
    expected = {(name, method) for name in addresses() for method in ("GET", "POST")}
    assert set(MATRIX) == expected
    told = [answer for row in MATRIX.values() for answer in row]
    let_in = sum(answer.startswith("2") for answer in told)
    tell(
        f"Permissions: {len(MATRIX)} addresses with a method × {len(PEOPLE)} kinds of people, "
        f"{let_in} let in, {len(told) - let_in} not"
    )


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """One world for all rows; nobody who asks leaves anything behind in it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _world()
        transaction.set_rollback(True)


def _world() -> dict[str, Any]:
    author = make_person("curator")
    version, draft = make_version(author), make_draft(author)
    somebody = make_person("curator")
    accepted = bring_to(make_version(somebody), "accepted")
    practice = choose(accepted, make_person("editor"))
    claim = claim_authorship(
        citation=version.citation, place=None, words="The last of them.", actor=somebody
    )
    file = csv_text([["summary"], ["New."]]).encode()
    export = ask_export(kind="csv", asked={}, rows=1, actor=author)
    upload = keep_upload(data=file, name="a.csv", actor=author)
    brought = import_file(data=file, name="a.csv", wishes=Wishes(), actor=author).made
    people: dict[str, Person | None] = {
        "visitor": None,
        "nobody": make_person(),
        "curator": make_person("curator"),
        "reviewer": make_person("reviewer"),
        "editor": make_person("editor"),
        "administrator": any_administrator(),
        "author": author,
    }
    ids: dict[str, Any] = {
        "evidence:item": {"accession": version.item.accession},
        "evidence:version": {"accession": version.item.accession, "number": 1},
        "evidence:citation": {"key": version.citation.key},
        "evidence:search": {"pk": 999_999},
        "evidence:study-card": {"key": version.citation.key},
        "evidence:citation-file": {"key": version.citation.key, "kind": "ris"},
        "evidence:citation-list-file": {"kind": "bib"},
        "evidence:matrix-file": {"kind": "csv"},
        "evidence:flow-file": {"kind": "csv"},
        "evidence:gaps-file": {"kind": "csv"},
        "evidence:therapy": {"pk": Term.objects.filter(vocabulary="agent").first().pk},
        "evidence:prisma-file": {"kind": "csv"},
        "evidence:prisma": {},
        "evidence:paper-file": {"key": version.citation.key},
        "evidence:worklist-paper": {"key": version.citation.key},
        "evidence:term": {"pk": Term.objects.filter(vocabulary="cancer").first().pk},
        "evidence:draft": {"pk": draft.pk},
        "releases:release": {"number": "2026.1"},
        "releases:release-changes": {"number": "2026.1", "other": "2026.2"},
        "releases:file": {"number": "2026.1", "name": "evidence.csv"},
        "api:import": {"pk": brought.pk if brought else None},
        "api:import-file": {"pk": upload.pk},
        "api:item": {"accession": version.item.accession},
        "api:version": {"accession": version.item.accession, "number": "1"},
        "api:release": {"number": "2026.1"},
        "api:file": {"number": "2026.1", "name": "evidence.csv"},
        "api:nothing": {"rest": "nothing"},
        "reviews:term": {"pk": Term.objects.filter(vocabulary="cancer").first().pk},
        "reviews:citation": {"key": version.citation.key},
        "reviews:paper-follow": {},
        "reviews:paper-unfollow": {},
        "exchange:export": {"pk": export.pk},
        "exchange:item-export": {"kind": "csv"},
        "exchange:import": {"pk": brought.pk if brought else None},
        "exchange:upload": {"pk": upload.pk},
        "api:comments": {"accession": version.item.accession},
        "api:flags": {"accession": version.item.accession},
        "api:version-accept-as-corrected": {"accession": version.item.accession, "number": "1"},
        "api:comment": {"pk": "00000000-0000-4000-8000-000000000000"},
        "api:flag": {"pk": "00000000-0000-4000-8000-000000000000"},
        "api:citation": {"key": version.citation.key},
        "api:term": {"number": Term.objects.filter(vocabulary="cancer").first().pk},
        "api:draft": {"pk": draft.pk},
        "api:review": {"pk": version.round.seats.first().pk},
        "reviews:paper": {"key": version.citation.key},
        "reviews:paper-comment-back": {"pk": "00000000-0000-4000-8000-000000000000"},
        "guide-page": {"page": "curators"},
        "reviews:person": {"pk": "00000000-0000-4000-8000-000000000000"},
        "reviews:seat": {"pk": version.round.seats.first().pk},
        "reviews:version": {"accession": version.item.accession, "number": 1},
        "reviews:decide": {"accession": version.item.accession, "number": 1},
        "reviews:feedback": {"accession": version.item.accession, "number": 1},
        "reviews:blocker": {"accession": version.item.accession, "number": 1},
        "reviews:history": {"accession": version.item.accession},
        "reviews:report": {"accession": version.item.accession},
        "reviews:flag-raise": {"accession": version.item.accession},
        "reviews:flag": {"pk": "00000000-0000-4000-8000-000000000000"},
        "reviews:interest": {"pk": claim.pk},
        "reviews:statement": {"pk": "00000000-0000-4000-8000-000000000000"},
        "reviews:statement-make": {"key": version.citation.key},
        "reviews:talk": {"accession": version.item.accession},
        "reviews:comment": {"pk": "00000000-0000-4000-8000-000000000000"},
        "reviews:thread": {"pk": "00000000-0000-4000-8000-000000000000"},
        "accounts:notification-open": {"pk": "00000000-0000-4000-8000-000000000000"},
        "reviews:correction": {"pk": 999_999},
        "reviews:calibration-claim": {"pk": practice.pk},
        "accounts:person": {"pk": somebody.pk},
        "accounts:try": {"username": "curator"},
        "accounts:token": {"pk": 999_999},
        "accounts:passkey": {"pk": 999_999},
        "accounts:connection": {"server": "orcid"},
        "accounts:sign-in-return": {"server": "orcid"},
        "accounts:sign-in-with": {"server": "orcid"},
        "accounts:password-set": {"uid": "MQ", "token": "none"},
        "accounts:invitation-withdraw": {"pk": 999_999},
        "accounts:invitation-accept": {"token": "none"},
    }
    browsers = {kind: client_of(person) for kind, person in people.items()}
    return {"browsers": browsers, "ids": ids}


def address(name: str, ids: dict[str, Any]) -> str:
    """Return the address of `name` in the world, with the ids it needs."""
    for stem in (name, name.rsplit("-", 1)[0], name.rsplit("-", 2)[0]):
        with contextlib.suppress(NoReverseMatch):
            return reverse(name, kwargs=ids.get(stem))
    raise AssertionError(f"the world has no ids for {name}")


@pytest.mark.parametrize(("name", "method"), sorted(MATRIX))
def test_each_address_answers_each_person_as_the_page_says(
    world: dict[str, Any], name: str, method: str
) -> None:
    url = address(name, world["ids"])
    answered = []
    for kind in PEOPLE:
        client = as_if_new(world["browsers"][kind])
        with transaction.atomic():
            answered.append(str(client.generic(method, url).status_code))
            # Each person meets the world as it was.
            transaction.set_rollback(True)
    assert answered == MATRIX[(name, method)], url
