"""The number beside an option is the number of claims that pressing it lists, always."""

import random
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from functools import reduce
from operator import and_

import pytest
from django.db import connection
from django.db.models import Count

from accounts.models import Person
from evidence.actions import folding
from evidence.actions.folding import fold, fold_all
from evidence.actions.terms import add_term
from evidence.documents import content_of
from evidence.models import Citation, Term, Version
from evidence.queries.bits import BLOCK, bits_of, is_set
from evidence.queries.clashes import clashing_cells
from evidence.queries.counted_ahead import KEPT
from evidence.queries.counts import FacetCounts, facet_counts
from evidence.queries.facets import FACETS, Filters, conditions
from evidence.queries.groups import claims_of, groups_of
from evidence.queries.items import Listing, found_by, listing_of, listing_of_numbers, matching
from evidence.queries.matrix import Matrix
from evidence.queries.terms import with_narrower
from reviews.actions.correct import correct
from reviews.actions.decide import confirm
from reviews.actions.retire import merge, retire
from reviews.actions.revise import restore, revise
from reviews.actions.submit import submit
from tests.counting import compare_named, compare_sorted, compare_standings
from tests.databases import BuiltOnce
from tests.factories import make_citation, make_person, say_status
from tests.patience import PATIENCE
from tests.races import own_connection
from tests.worlds import World

STATUSES = (
    "in_review", "agreed", "split", "reconciling", "accepted", "returned", "rejected", "withdrawn",
    "superseded", "retired", "merged",
)  # fmt: skip


def unfolded() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM evidence_unfolded")
        return int(cursor.fetchone()[0])


def chosen(exact: bool = False, q: str = "", **values: str) -> Filters:
    """Return the filters that an address with these values stands for."""
    numbers = [int(value) for value in values.values() if value.isdigit()]
    wider = {} if exact else with_narrower(numbers)
    return Filters(
        q=q, exact=exact, chosen={name: tuple(value.split()) for name, value in values.items()},
        terms=Term.objects.in_bulk(numbers), wider=wider,
    )  # fmt: skip


def listed(listing: Listing, filters: Filters) -> int:
    return matching(listing.versions, filters).count()


def options(counts: FacetCounts) -> dict[tuple[str, str], int]:
    """Return every count of every facet by the value that an address would hold."""
    choices, terms = counts.choices.items(), counts.terms.items()
    words = {(role, value): n for role, found in choices for value, n in found.items()}
    numbers = {(role, str(term.term_id)): term.claims for role, found in terms for term in found}
    return words | numbers


def pressed(filters: Filters, found: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Filters]:
    """Return, for each value there is, `filters` with that value alone in its facet."""
    values = {(f.name, value) for f in FACETS.values() if f.counted for value in f.values} | {
        *found
    }
    wider = with_narrower(int(value) for _, value in values if value.isdigit())
    if filters.exact:
        wider = {}
    return {
        (name, value): replace(
            filters, chosen=dict(filters.chosen) | {name: (value,)},
            wider=dict(filters.wider) | wider,
        )
        for name, value in sorted(values)
    }  # fmt: skip


def compare(listing: Listing, filters: Filters) -> int:
    """Assert every count to be what the list holds; return how many there were."""
    counts = facet_counts(listing, filters)
    assert counts.total == listed(listing, filters)
    found = options(counts)
    after = pressed(filters, found)
    held = found_by(listing.versions, filters.q).aggregate(
        **{
            f"{name}_{value}": Count("pk", filter=reduce(and_, conditions(alone).values()))
            for (name, value), alone in after.items()
        }
    )
    assert {f"{name}_{value}": found.get((name, value), 0) for name, value in after} == held
    return len(found)


def compare_tallies(listing: Listing) -> None:
    """Assert the tallies of accepted claims to be what counting them one by one gives."""
    accepted = claims_of(listing, chosen(status="accepted"))
    assert accepted.listing == listing
    one_by_one = accepted._replace(listing=None)
    kept, direct = (
        [{group.values: group.numbers for group in groups} for groups in groups_of(claims, *KEPT)]
        for claims in (accepted, one_by_one)
    )
    assert kept == direct
    assert all(kept)
    clashes = []
    for claims in (accepted, one_by_one):
        matrix = Matrix(claims, FACETS["cargo"], FACETS["cancer"])
        clashes.append(clashing_cells(matrix, matrix.rows.claims, matrix.columns.claims))
    assert clashes[0] == clashes[1] != set()


class Everything:
    """A claim in every status, terms in a tree, and marks of every kind."""

    def __init__(self) -> None:
        self.world, self.turn = World(), 0
        self.tumour = add_term(vocabulary="cancer", label="tumour", actor=self.world.author)
        self.brain = add_term(
            vocabulary="cancer", label="brain tumour", broader=self.tumour, actor=self.world.author
        )
        add_term(vocabulary="cancer", label="glioma", broader=self.brain, actor=self.world.author)
        self.made: dict[str, Version] = {}
        for status in STATUSES:
            self.world.citation = make_citation(actor=self.world.author)
            self.made[status] = getattr(self.world, status)()
        cargo = [{"name": "miR-21", "kind": "mirna"}, {"name": "PTEN", "kind": "mrna"}]
        self.world.accepted(
            cargo=cargo, cancer=[{"name": "glioma"}, {"name": "brain tumour"}],
            effect=[{"name": "promotes_resistance"}], tissue={"unknown": "not_checked"},
        )  # fmt: skip
        self.world.accepted(
            cargo=cargo[:1], cancer=[{"name": "glioma"}],
            effect=[{"name": "restores_sensitivity"}],
        )  # fmt: skip
        self.world.in_review(
            cancer=[{"name": "tumour"}],
            settings=[{"name": "in_vivo", "measured": "no"}],
            doubt="Is it so?",
        )

    def listings(self) -> list[Listing]:
        w = self.world
        readers: list[Person | None] = [None, w.author, w.first, w.decider, make_person("curator")]
        return [*map(listing_of, readers), listing_of_numbers()]

    def filters(self) -> list[Filters]:
        tumour = str(self.tumour.pk)
        return [
            chosen(),
            chosen(effect="promotes_resistance"),
            chosen(effect="promotes_resistance restores_sensitivity", cancer=tumour),
            chosen(cancer=tumour, exact=True),
            chosen(status="accepted in_review", mark="provisional"),
            chosen(mark="doubt unidentified"),
            chosen(q="glioma", settings="in_vitro"),
            chosen(q="nothing holds this", settings="in_vitro"),
        ]

    def compare(self) -> None:
        """Compare every listing under some filters, and under others the next time."""
        self.turn += 1
        compare_standings()
        for place, listing in enumerate(self.listings()):
            compare_tallies(listing)
            compare_named(listing)
            for number, filters in enumerate(self.filters()):
                if (place + number + self.turn) % 6 == 0:
                    compare(listing, filters)
                compare_sorted(listing, filters, 7 * self.turn + 5 * place + number)

    def move_on(self) -> None:
        """Make the moves that change what is counted besides those that made the statuses."""
        w, made = self.world, self.made
        restored = restore(version=made["retired"], reason="It holds.", actor=w.decider)
        submit(draft=restored, revision=1, interests="none", actor=w.decider)
        again = revise(version=made["accepted"], reason="A better figure.", actor=w.author)
        again.content["effect"] = [{"name": "no_effect"}]
        again.save(update_fields=["content"])
        submit(draft=again, revision=1, interests="none", actor=w.author)
        confirm(version=made["agreed"], actor=w.decider)
        other = w.accepted()
        content = content_of(other.document, other.supplement) | {"locator": "figure 7"}
        correct(
            version=other, content=content, reason="A slip.", proposer=w.author, actor=w.decider
        )
        retire(version=w.accepted(), reason="Gone.", actor=w.decider)
        merge(version=w.accepted(), into=other.item, reason="The same.", actor=w.decider)


@pytest.fixture
def everything(built_once: BuiltOnce) -> Everything:
    made: Everything = built_once(Everything)
    return made


@pytest.mark.both
@pytest.mark.django_db
def test_counts_are_the_lists_before_between_and_after_folding(everything: Everything) -> None:
    assert unfolded() > 0
    everything.compare()
    fold(most=unfolded() // 2)
    assert unfolded() > 0
    everything.compare()
    fold_all()
    assert unfolded() == 0
    everything.compare()
    everything.move_on()
    assert unfolded() > 0
    everything.compare()
    fold_all()
    everything.compare()


@pytest.mark.django_db
def test_a_paper_or_a_term_that_changes_is_counted_as_it_is_now(everything: Everything) -> None:
    fold_all()
    everything.compare()
    paper, other = (everything.made[status].citation_id for status in ("accepted", "in_review"))
    Citation.objects.filter(pk=paper).update(kind="unidentified")
    say_status(Citation.objects.get(pk=other), "retracted", actor=make_person("editor"))
    assert unfolded() == 2
    numbers = listing_of_numbers()
    assert facet_counts(numbers, Filters()).choices["mark"]["retracted"] == 1
    everything.compare()
    fold_all()
    everything.compare()
    Citation.objects.filter(pk=paper).update(kind="primary_study")
    fold_all()
    assert "unidentified" not in facet_counts(numbers, Filters()).choices["mark"]
    Term.objects.filter(label="glioma").update(broader=everything.tumour)
    Term.objects.filter(status="provisional").update(status="active")
    assert unfolded() == 0
    everything.compare()
    assert "provisional" not in facet_counts(numbers, Filters()).choices["mark"]


@pytest.mark.django_db
def test_a_fold_comes_when_enough_has_changed(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    monkeypatch.setattr(folding, "DUE", 6)
    world = World()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        for _ in range(4):
            world.in_review()
    assert unfolded() == 4
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        for _ in range(2):
            world.in_review()
    assert unfolded() == 0
    assert facet_counts(listing_of_numbers(), Filters()).total == 6


@pytest.mark.both
@pytest.mark.django_db
def test_a_set_is_the_same_as_bits() -> None:
    rng = random.Random(7)
    ids = {0, 1, 59, 60, 61, BLOCK - 1, BLOCK, 3 * BLOCK + 17, *rng.sample(range(5 * BLOCK), 500)}
    sql = bits_of("SELECT unnest(%s::bigint[])")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT block, bits::text FROM ({sql}) whole", [list(ids)])
        rows = dict(cursor.fetchall())
        for one in rng.sample(sorted(ids), 20):
            cursor.execute(f"SELECT block, bits::text FROM ({sql}) whole", [[one]])
            block, bits = cursor.fetchone()
            assert block == one // BLOCK
            assert rows[block][bits.index("1")] == "1"
            cursor.execute(
                f"SELECT {is_set(f'%s::bit({BLOCK})', '%s::bigint')}", [rows[block], one, one]
            )
            assert cursor.fetchone()[0]
    assert sum(bits.count("1") for bits in rows.values()) == len(ids)
    assert {len(bits) for bits in rows.values()} == {BLOCK}


@pytest.mark.both
def test_moves_and_folds_at_once_lose_no_count(committed_db: str) -> None:
    world = World()
    versions = [world.agreed() for _ in range(24)]
    over = threading.Event()

    def fold_on() -> None:
        with own_connection():
            while not over.is_set():
                fold(most=3)

    def confirm_each(some: list[Version]) -> None:
        with own_connection():
            for version in some:
                confirm(version=version, actor=world.decider)

    with ThreadPoolExecutor(5) as pool:
        folders = [pool.submit(fold_on) for _ in range(2)]
        movers = [pool.submit(confirm_each, versions[n::3]) for n in range(3)]
        waited = wait(movers, timeout=PATIENCE)
        over.set()
    assert not waited.not_done
    for thread in (*movers, *folders):
        thread.result()  # a deadlock would come out here
    assert facet_counts(listing_of(None), Filters()).total == 24
    assert compare(listing_of(None), Filters()) > 20
    fold_all()
    assert unfolded() == 0
    assert compare(listing_of(None), Filters()) > 20
