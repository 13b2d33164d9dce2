"""Every page of the site as somebody sees it: in an empty place, in a full one, and refused."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.actions.inviting import invite
from accounts.actions.passwords import reset_password_link
from accounts.actions.tokens import make_token
from accounts.models import Invitation, Notification, Person, Token
from evidence.actions.searches import save_search
from evidence.documents import content_of
from evidence.models import Draft, SavedSearch, Term, Version
from exchange.models import Export, Import, Upload
from releases.actions.publish import publish_release
from reviews.actions.authorship import claim_authorship, confirm_authorship
from reviews.actions.comments import comment
from reviews.actions.paper_comments import ask_authors, comment_on_paper
from reviews.actions.profiles import show_profile
from reviews.actions.propose import propose_correction
from reviews.actions.statements import state
from reviews.models import (
    CalibrationClaim,
    Comment,
    Flag,
    Interest,
    PaperComment,
    Profile,
    ProposedCorrection,
    Seat,
    Statement,
)
from tests.agreeing import choose
from tests.architecture.test_permissions import MATRIX, addresses
from tests.architecture.three_worlds import Stage, answered
from tests.reading import client_of

# What the number in an address counts, by how the address is called.
KEYS: dict[str, type[models.Model]] = {
    "accounts:notification": Notification,
    "accounts:token": Token,
    "accounts:person": Person,
    "accounts:invitation": Invitation,
    "evidence:search": SavedSearch,
    "evidence:term": Term,
    "evidence:therapy": Term,
    "evidence:draft": Draft,
    "exchange:export": Export,
    "exchange:import": Import,
    "exchange:upload": Upload,
    "reviews:seat": Seat,
    "reviews:calibration": CalibrationClaim,
    "reviews:comment": Comment,
    "reviews:thread": Comment,
    "reviews:statement": Statement,
    "reviews:paper-comment": PaperComment,
    "reviews:person": Profile,
    "reviews:correction": ProposedCorrection,
    "reviews:term": Term,
    "reviews:interest": Interest,
    "reviews:flag": Flag,
}
# The API answers with JSON, and the page of its description is not ours.
PAGES = [name for name in addresses() if not name.startswith("api:")]
# Pages that are another for every kind of person.
BY_ROLE = ("evidence:home", "evidence:item-detail", "evidence:citation-detail", "reviews:queue")
# Pages that are as long as what is in them: each that somebody has is looked at.
BY_CONTENT = ("evidence:draft-edit", "evidence:draft-submit")
_MANY = 6


@dataclass
class Sight:
    """One page as one person is answered, ready to be shown again."""

    name: str
    who: str
    url: str
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Everywhere:
    """A place whose pages are looked at by some people; nothing is in it until it is filled."""

    people: dict[str, Person | None]
    # What stands in addresses and is kept nowhere.
    secrets: list[dict[str, Any]] = field(default_factory=list)
    # The addresses that answer with something else than a page.
    files: set[str] = field(default_factory=set)
    browsers: dict[str, Client] = field(init=False)

    def __post_init__(self) -> None:
        self.browsers = {who: client_of(person) for who, person in self.people.items()}

    @classmethod
    def full(cls, stage: Stage) -> "Everywhere":
        """The stage of the leak test, and one of everything it lacks that has a page."""
        editor, paper, people = stage.world.decider, stage.world.citation, stage.people
        curator, administrator = people["curator"], people["administrator"]
        assert curator is not None
        assert administrator is not None
        accepted, _ = stage.world.accepted(), stage.world.draft()
        choose(accepted, editor)
        for number in ("2026.1", "2026.2"):
            publish_release(number=number, note="", why_as_is="New names.", actor=editor)
        misprint = content_of(accepted.document, accepted.supplement) | {"locator": "figure 4"}
        propose_correction(version=accepted, content=misprint, reason="A slip.", actor=curator)
        for author in (people["without a role"], curator):
            assert author is not None
            claim = claim_authorship(
                citation=paper, place=None, words="The last of them.", actor=author
            )
        confirm_authorship(interest=claim, actor=editor)
        comment(version=stage.version, subject="cargo", text="5p or 3p?", actor=editor)
        comment_on_paper(citation=paper, text="Figure 2 is small.", actor=curator)
        ask_authors(citation=paper, text="Which dose?", actor=stage.world.author)
        state(citation=paper, name="A. Author", text="We used 5 µg.", actor=curator)
        show_profile(name="C. Curator", actor=curator)
        save_search(name="Glioma", query="q=glioma", actor=curator)
        make_token(name="notebook", scopes=["read"], days=30, actor=curator)
        _, token = invite(roles=["curator"], note="", actor=administrator)
        reset = reset_password_link(person=curator, actor=administrator)
        return cls(people, [{"token": token}, {"uid": reset.uid, "token": reset.token}])

    def shown(self) -> Iterator[Sight]:
        """Every address that shows a page to somebody, as the first of them sees it."""
        for name in PAGES:
            if "200" in MATRIX[name, "GET"] or "404" in MATRIX[name, "GET"]:
                yield from self._found("get", name, {200}, everybody=name in BY_ROLE)

    def refused(self) -> Iterator[Sight]:
        """Every address that takes a form, as it answers an empty or a wrong one."""
        for name in PAGES:
            if set(MATRIX[name, "POST"]) != {"405"}:
                yield from self._found("post", name, {400, 403, 409, 422})

    def _found(
        self, method: str, name: str, wanted: set[int], *, everybody: bool = False
    ) -> Iterator[Sight]:
        for url in self.urls(name):
            seen = False
            for who, client in self.browsers.items():
                status, headers, body = answered(client, method, url)
                if status not in wanted:
                    continue
                if not headers["Content-Type"].startswith("text/html"):
                    self.files.add(name)
                else:
                    yield Sight(name, who, url, status, headers, body)
                seen = True
                if not everybody:
                    break
            if seen and name not in BY_CONTENT:
                return

    def urls(self, name: str) -> list[str]:
        """The addresses called `name` that lead to something here, a few of each kind."""
        found: dict[str, None] = {}
        for keys in self._keys(name):
            try:
                found[reverse(name, kwargs=keys)] = None
            except NoReverseMatch:
                continue
        return list(found)

    def _rows(self, model: type[models.Model], name: str) -> Iterator[models.QuerySet[Any]]:
        """The rows with pages called `name`: what each person may see, where that differs.

        Many keys are drawn by lot: by them, the first few could be strangers' rows.
        """
        rows = _newest(model._default_manager.all())
        if name.startswith("evidence:therapy"):
            yield Term.objects.filter(vocabulary="agent", used_in__isnull=False).distinct()
        elif not hasattr(rows, "visible_to"):
            yield rows
        else:
            for person in filter(None, self.people.values()):
                shown = _newest(rows.visible_to(person))
                yield shown.filter(closed_at=None) if model is Draft else shown

    def _keys(self, name: str) -> Iterator[dict[str, Any]]:
        yield {}
        model = next((model for stem, model in KEYS.items() if name.startswith(stem)), None)
        if model is not None:
            yield from ({"pk": row.pk} for rows in self._rows(model, name) for row in rows[:_MANY])
        yield from self.secrets
        for version in self._by_status.values():
            yield {"accession": version.item.accession}
            yield {"accession": version.item.accession, "number": version.number}
            yield {"key": version.citation.key}
        yield {"number": "2026.1"}
        yield {"number": "2026.1", "other": "2026.2"}
        yield {"number": "2026.1", "name": "README.md"}
        yield {"page": "curators"}
        yield from ({"kind": kind} for kind in ("csv", "bib"))
        yield from (
            {"key": version.citation.key, "kind": "ris"} for version in self._by_status.values()
        )

    @functools.cached_property
    def _by_status(self) -> dict[str, Version]:
        """A version of each status."""
        versions = Version.objects.select_related("standing", "item", "citation").order_by("pk")
        return {version.standing.status: version for version in versions}


def _newest(rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    dates = [f.name for f in rows.model._meta.fields if isinstance(f, models.DateTimeField)]
    return rows.order_by(*(f"-{name}" for name in dates[:1]), "-pk")
