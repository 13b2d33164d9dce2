"""A team, two papers and claims in every status; what must hold after whatever they try."""

import json
from collections import Counter
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet, UUIDField
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from accounts.actions.appointing import appoint, deactivate, reactivate
from accounts.models import Person
from evidence.models import Standing, Version
from ground import clock
from ground.errors import DomainError
from ground.events import first_broken
from ground.models import Event
from reviews.models import Publication, Recommendation, Seat
from reviews.queries.violations import violations
from reviews.workflow import MOVES
from tests.factories import any_administrator, make_citation, make_person, make_terms
from tests.worlds import World

ROLES: tuple[tuple[str, ...], ...] = (
    ("curator",), ("curator", "reviewer"), ("reviewer",), ("reviewer",), ("reviewer", "editor"),
    ("editor",), ("curator", "reviewer", "editor"), (),
)  # fmt: skip
OPEN = ("in_review", "agreed", "split")
LIVE = (*OPEN, "accepted")


class Stage:
    """The people, the papers, and claims in every status: what every run begins with."""

    def __init__(self) -> None:
        make_terms()
        self.people = [make_person(*roles) for roles in ROLES]
        self.administrator = any_administrator()
        world = World(
            author=self.people[0], first=self.people[2], second=self.people[4],
            decider=self.people[5],
        )  # fmt: skip
        self.papers = [world.citation, make_citation(actor=self.people[0])]
        for status in ("accepted", "accepted", "accepted", "returned", "rejected", "withdrawn",
                       "retired", "split", "reconciling", "agreed", "in_review"):  # fmt: skip
            world.with_status(status)
        world.draft()
        self.events = set(Event.objects.values_list("pk", flat=True))
        self.stood = {
            f"item:{standing.item.accession} {standing.version.number}": standing.status
            for standing in Standing.objects.select_related("item", "version")
        }


class Tally:
    """What all runs together did; printed once at the end."""

    def __init__(self) -> None:
        self.runs = self.steps = self.refused = 0
        self.done: Counter[str] = Counter()
        self.statuses: Counter[str] = Counter()
        self.held: Counter[str] = Counter()


class Machine(RuleBasedStateMachine):
    """A team of eight around two papers; after each step everything is looked at."""

    tally: Tally
    stage: Stage

    @initialize()
    def gather(self) -> None:
        """Begin on the stage as it was built; everything is undone at the end of the run."""
        self.undo = transaction.savepoint()
        self.later = timedelta()
        self.real_now = clock.now
        clock.now = lambda: self.real_now() + self.later  # type: ignore[assignment]
        stage = type(self).stage
        self.people, self.papers = stage.people, stage.papers
        self.administrator = stage.administrator
        self.numbers = 10_000
        self.known_events, self.stood = set(stage.events), dict(stage.stood)
        self.is_new = True
        type(self).tally.runs += 1

    def teardown(self) -> None:
        if hasattr(self, "undo"):
            clock.now = self.real_now  # type: ignore[assignment]
            for status in Standing.objects.values_list("status", flat=True):
                type(self).tally.statuses[status] += 1
            transaction.savepoint_rollback(self.undo)

    # Who does it, and to what.

    def somebody(self, who: int) -> Person:
        return Person.objects.get(pk=self.people[who].pk)

    def chosen(self, rows: "QuerySet[Any]", which: int) -> Any:
        # Keys drawn by lot would make every run another: such rows have an order of their own.
        by_lot = isinstance(rows.model._meta.pk, UUIDField)
        found = list(rows if by_lot else rows.order_by("pk"))
        return found[which % len(found)] if found else None

    def version(self, which: int, move: str, fits: bool = True) -> Version | None:
        """A version from which the move starts, or where it does not fit any at all."""
        rows = Version.objects.select_related("item", "standing", "citation", "round")
        if fits:
            rows = rows.filter(standing__status__in=MOVES[move].sources)
        found: Version | None = self.chosen(rows, which)
        return found

    def attempt(self, name: str, act: Any, **asked: Any) -> Any:
        """Try it; a refusal with a sentence is an answer, anything else fails the run."""
        type(self).tally.steps += 1
        self.is_new = True
        try:
            done = act(**asked)
        except DomainError as refusal:
            if not refusal.message:
                raise AssertionError(f"{name} was refused without a sentence") from refusal
            type(self).tally.refused += 1
            return None
        type(self).tally.done[name] += 1
        return done

    def move(self, name: str, act: Any, which: int, fits: bool, who: int, **asked: Any) -> Any:
        version = self.version(which, name, fits)
        if version is None:
            return None
        return self.attempt(name, act, version=version, actor=self.somebody(who), **asked)

    # What happens meanwhile: people come and go, time passes.

    @rule(
        who=st.integers(0, len(ROLES) - 1),
        change=st.sampled_from(["leaves", "returns", "dismissed", "appointed"]),
    )
    def people_come_and_go(self, who: int, change: str) -> None:
        person, chief = self.somebody(who), self.administrator
        if change == "leaves":
            self.attempt(change, deactivate, person=person, actor=chief)
        elif change == "returns":
            self.attempt(change, reactivate, person=person, actor=chief)
        else:
            roles = ROLES[who] if change == "appointed" else ROLES[who][:1]
            self.attempt(change, appoint, person=person, roles=roles, actor=chief)

    @rule(days=st.sampled_from([1, 8]))
    def time_passes(self, days: int) -> None:
        self.later += timedelta(days=days)

    # What must hold whatever was tried.

    @invariant()
    def every_promise_holds(self) -> None:
        """Look at everything, unless nobody found anything to try in this step."""
        if self.is_new:
            self.is_new = False
            for promise in (
                self.no_duty_is_broken,
                self.an_item_is_public_once_and_judged_once,
                self.what_is_recorded_is_unbroken_and_follows_the_table,
                self.nobody_sees_what_is_sealed,
            ):
                promise()
                type(self).tally.held[promise.__name__] += 1

    def no_duty_is_broken(self) -> None:
        assert [str(violation) for violation in violations()] == []

    def an_item_is_public_once_and_judged_once(self) -> None:
        standing = list(Standing.objects.values_list("item_id", "version_id", "status"))
        waiting = [item for item, _, status in standing if status in OPEN]
        assert len(waiting) == len(set(waiting))
        accepted = {version for _, version, status in standing if status == "accepted"}
        public = Publication.objects.filter(public_until=None)
        assert set(public.values_list("version_id", flat=True)) == accepted
        merged_items = Publication.objects.exclude(merged_into=None).values_list("item", flat=True)
        assert not set(merged_items) & {item for item, _, status in standing if status in LIVE}

    def what_is_recorded_is_unbroken_and_follows_the_table(self) -> None:
        events = Event.objects.exclude(pk__in=self.known_events).filter(
            Q(stream__startswith="item:") | Q(stream__startswith="sealed:")
        )
        for stream in {event.stream for event in events}:
            assert first_broken(stream) is None, stream
        for event in events.order_by("stream", "position"):
            self.known_events.add(event.pk)
            data = json.loads(event.data)
            if "status" not in data:
                continue
            version = f"{event.stream} {data['version']}"
            before, now = self.stood.get(version, "draft"), data["status"]
            self.stood[version] = now
            self.assert_along_the_table(event.verb, before, now)

    def assert_along_the_table(self, verb: str, before: str, now: str) -> None:
        move = MOVES[verb]
        if verb in ("correct", "accept_as_corrected"):
            assert (before, now) == ("draft", "accepted"), verb
        elif verb == "supersede" and before != "accepted":
            # What is accepted as corrected lives on in the next version.
            assert before in ("agreed", "split"), before
        else:
            assert before in move.sources, (verb, before)
            assert now in move.targets, (verb, now)

    def nobody_sees_what_is_sealed(self) -> None:
        sealed = Recommendation.objects.filter(round__version__standing__status="in_review")
        for person in Person.objects.filter(pk__in=[one.pk for one in self.people]):
            seen = Recommendation.objects.visible_to(person)
            assert not seen.filter(pk__in=sealed.values("pk")).exclude(person=person).exists()
            withdrawn = seen.filter(round__version__standing__status="withdrawn")
            assert not withdrawn.exclude(person=person).exists()
            assert not self.read_while_reconciling(person).exists()

    def read_while_reconciling(self, person: Person) -> "QuerySet[Recommendation]":
        """What a person without a seat there reads of reviewers who still reconcile."""
        seats = Seat.objects.filter(holder=person).values("round")
        reconciling = Recommendation.objects.visible_to(person).filter(
            round__version__standing__status="split", round__reconciling_until__gt=clock.now()
        )
        return reconciling.exclude(round__in=seats).exclude(person=person)
