"""Versions in every status, reached the way people reach them."""

import itertools
from dataclasses import dataclass, field
from typing import Any

from accounts.models import Person
from evidence.actions.citations import cite
from evidence.actions.drafts import start_draft
from evidence.actions.terms import add_term
from evidence.content import Content
from evidence.models import Citation, Draft, Term, Version
from reviews.actions.decide import confirm, decide
from reviews.actions.interests import declare_interest
from reviews.actions.recommend import recommend
from reviews.actions.reconcile import stay
from reviews.actions.retire import merge, retire
from reviews.actions.revise import revise
from reviews.actions.seats import take_paper
from reviews.actions.submit import submit
from reviews.actions.withdraw import withdraw
from reviews.models import Recommendation, Seat
from tests.factories import make_person

SECTIONS = ("source", "donor", "cargo", "mechanism", "cancer", "therapy", "evidence")
AGREE = {name: {"answer": "agree"} for name in SECTIONS}
DISAGREE = AGREE | {"cargo": {"answer": "disagree", "reason": "The table names another miRNA."}}
SUGGESTION = {"column": "locator", "value": "figure 2b"}
_numbers = itertools.count(1)


def claim(number: int, **changes: Any) -> Content:
    """Return a content that can be submitted, different for every number."""
    return {
        "locator": "abstract",
        "read_from": [{"name": "abstract"}],
        "tissue": [{"name": "bone marrow"}],
        "ev_term_as_reported": "exosome",
        "engineering": [{"name": "native"}],
        "given": [{"name": "isolated_evs"}],
        "cargo": [{"name": f"miR-9{number:04d}", "kind": "mirna"}],
        "cancer": [{"name": "glioma"}],
        "agents": [{"name": "cisplatin", "role": "alongside"}],
        "effect": [{"name": "restores_sensitivity"}],
        "settings": [{"name": "in_vitro", "measured": "yes"}],
        "summary": f"Claim {number}.",
        **changes,
    }


@dataclass
class World:
    """A team around one paper, and what they do with its claims."""

    author: Person = field(default_factory=lambda: make_person("curator"))
    first: Person = field(default_factory=lambda: make_person("reviewer"))
    second: Person = field(default_factory=lambda: make_person("reviewer", "editor"))
    decider: Person = field(default_factory=lambda: make_person("editor"))
    # What their claims say besides the usual, and what their paper is called.
    usual: dict[str, Any] = field(default_factory=dict)
    title: str = ""
    citation: Citation = field(init=False)

    def __post_init__(self) -> None:
        if not Term.objects.filter(vocabulary="tissue", label="bone marrow").exists():
            add_term(vocabulary="tissue", label="bone marrow", actor=self.author)
        title = f"A study of vesicles, number {next(_numbers)} {self.title}".strip()
        self.citation = cite(kind="primary_study", title=title, actor=self.author)

    def draft(self, *, author: Person | None = None, **changes: Any) -> Draft:
        """A draft that can be submitted."""
        content = claim(next(_numbers), **self.usual | changes)
        return start_draft(citation=self.citation, content=content, actor=author or self.author)

    def in_review(self, *, author: Person | None = None, **changes: Any) -> Version:
        """A version with both seats taken, one of them by an editor, and nothing said yet."""
        draft = self.draft(author=author, **changes)
        version = submit(
            draft=draft, revision=draft.revision, interests="none", actor=draft.authors.get()
        )
        for reviewer in (self.first, self.second):
            take_paper(citation=self.citation, actor=reviewer)
        return version

    def say(self, version: Version, person: Person, verdict: str, **changes: Any) -> Recommendation:
        """One reviewer's recommendation."""
        said = {
            "answers": AGREE if verdict == "accept" else DISAGREE,
            "reason": "" if verdict == "accept" else "The cargo is another one.",
            "has_read": "full_text",
        } | changes
        seat = Seat.objects.get(round=version.pk, holder=person)
        return recommend(seat=seat, verdict=verdict, actor=person, **said)

    def agreed(self, verdict: str = "accept", **changes: Any) -> Version:
        """A version on which both reviewers say the same."""
        version = self.in_review(**changes)
        self.say(version, self.first, verdict, suggestions=[SUGGESTION])
        self.say(version, self.second, verdict)
        return fresh(version)

    def reconciling(self, **changes: Any) -> Version:
        """A version on which the reviewers differ and see each other's reasons."""
        version = self.in_review(**changes)
        self.say(version, self.first, "revise", suggestions=[SUGGESTION])
        self.say(version, self.second, "accept")
        return fresh(version)

    def split(self, **changes: Any) -> Version:
        """A version on which the reviewers differ, and stay with what they said."""
        version = self.reconciling(**changes)
        for seat in Seat.objects.filter(round=version.pk):
            stay(seat=seat, actor=seat.holder)
        return fresh(version)

    def accepted(self, **changes: Any) -> Version:
        """An accepted version."""
        version = self.agreed(**changes)
        confirm(version=version, actor=self.decider)
        return fresh(version)

    def returned(self) -> Version:
        """A version that reviewers want changed."""
        version = self.agreed("revise")
        confirm(version=version, actor=self.decider)
        return fresh(version)

    def rejected(self) -> Version:
        """A version the decider rejected where the reviewers were split."""
        version = self.split()
        decide(
            version=version, outcome="rejected", reasons={"cargo": "It is another miRNA."},
            actor=self.decider,
        )  # fmt: skip
        return fresh(version)

    def withdrawn(self) -> Version:
        """A version its author took back."""
        version = self.in_review()
        withdraw(version=version, reason="Entered twice.", actor=self.author)
        return fresh(version)

    def superseded(self) -> Version:
        """A version whose successor was accepted."""
        version = self.accepted()
        draft = revise(version=version, reason="A better figure.", actor=self.author)
        draft.content["locator"] = "figure 3"
        draft.save(update_fields=["content"])
        successor = submit(
            draft=draft, revision=draft.revision, interests="none", actor=self.author
        )
        for reviewer in (self.first, self.second):
            take_paper(citation=self.citation, actor=reviewer)
            self.say(successor, reviewer, "accept")
        confirm(version=successor, actor=self.decider)
        return fresh(version)

    def retired(self) -> Version:
        """A version no longer held."""
        version = self.accepted()
        retire(version=version, reason="The paper was withdrawn.", actor=self.decider)
        return fresh(version)

    def merged(self) -> Version:
        """A version that is the same claim as another item's."""
        version, other = self.accepted(), self.accepted()
        merge(version=version, into=other.item, reason="The same claim.", actor=self.decider)
        return fresh(version)

    def with_status(self, status: str) -> Version:
        """A version in the named status."""
        made: Version = getattr(self, status)()
        return made

    def conflicted_editor(self) -> Person:
        """An editor with a declared interest in the paper."""
        person = make_person("editor")
        declare_interest(citation=self.citation, person=person, kind="same_lab", actor=person)
        return person


def fresh(version: Version) -> Version:
    """Return the version as the database has it now."""
    return Version.objects.select_related("item", "standing", "citation", "round").get(
        pk=version.pk
    )
