"""Reaching states the way people do: every factory drives the actions."""

import itertools
from datetime import date

from accounts.actions.appointing import appoint
from accounts.actions.founding import make_administrator
from accounts.actions.inviting import accept_invitation, invite
from accounts.models import Person
from evidence.actions.citations import cite
from evidence.actions.drafts import start_draft
from evidence.actions.terms import add_term
from evidence.content import Content
from evidence.models import Citation, CitationStatus, Draft, TermName, Version
from evidence.names import fold
from reviews.actions.declaring import declare
from reviews.actions.publication_status import change_status
from reviews.actions.submit import submit

PASSWORD = "nine green vesicles"
_numbers = itertools.count(1)


def make_person(
    *roles: str,
    username: str | None = None,
    administrator: bool = False,
    declares: bool = True,
) -> Person:
    """Return somebody who holds `roles`: invited by an administrator, or one themselves.

    They have declared that they have no interests, unless `declares` says otherwise.
    """
    username = username or f"{'-'.join(roles) or 'person'}-{next(_numbers)}"
    name = username.replace("-", " ").capitalize()
    if administrator:
        person = make_administrator(username=username, name=name, password=PASSWORD)
        person = appoint(person=person, roles=roles, actor=person)
    else:
        _, token = invite(roles=roles, note="", actor=any_administrator())
        person = accept_invitation(token=token, username=username, name=name, password=PASSWORD)
    if declares:
        declare(interests="none", actor=person)
    return person


def any_administrator() -> Person:
    """Return an administrator, the first there is, or a new one."""
    known = Person.objects.filter(is_administrator=True, is_active=True).order_by("pk").first()
    return known or make_person(username=f"founder-{next(_numbers)}", administrator=True)


# Vocabulary: (label, synonyms, modality); a test asks for what it names with make_terms().
TERMS: dict[str, list[tuple[str, list[str], str]]] = {
    "tissue": [("bone marrow", ["BMSC"], ""), ("adipose tissue", ["ADSC"], "")],
    "ev_class": [("EV", [], ""), ("small EV", [], ""), ("exosome", [], "")],
    "species": [("human", [], ""), ("mouse", [], "")],
    "mechanism": [("apoptosis evasion", [], ""), ("drug efflux", [], "")],
    "molecule": [("miR-193a", ["miR-193a-3p"], ""), ("LRRC1", [], ""), ("miR-9", [], "")],
    "cancer": [("non-small cell lung carcinoma", ["NSCLC"], ""), ("glioma", [], "")],
    "agent": [
        ("cisplatin", ["DDP"], "chemotherapy"),
        ("bortezomib", [], "targeted_therapy"),
        ("anti-PD-1", [], "immunotherapy"),
    ],
    "model": [("A549", [], "")],
    "pathway": [("Wnt/beta-catenin", [], "")],
}


def make_terms() -> None:
    """Fill the vocabularies with TERMS, leaving alone what is there already."""
    known = set(TermName.objects.values_list("vocabulary", "key"))
    actor = any_administrator()
    for vocabulary, terms in TERMS.items():
        for label, synonyms, modality in terms:
            if (vocabulary, fold(label)) not in known:
                new = [name for name in synonyms if (vocabulary, fold(name)) not in known]
                add_term(vocabulary=vocabulary, label=label, synonyms=new, modality=modality,
                         actor=actor)  # fmt: skip


def make_citation(
    *, title: str = "", kind: str = "primary_study", actor: Person | None = None, **more: object
) -> Citation:
    """Return a new citation with a title of its own."""
    title = title or f"Vesicles and resistance, study {next(_numbers)}"
    return cite(kind=kind, title=title, actor=actor or make_person("curator"), **more)


def say_status(
    citation: Citation, status: str, *, actor: Person, on: date = date(2026, 1, 31)
) -> CitationStatus:
    """Let an editor note what became of a publication."""
    return change_status(
        citation=citation, status=status, status_on=on, source="https://journal.example/notice",
        reason="Two panels show one blot.", seen=citation.statuses.count(), actor=actor,
    )  # fmt: skip


def make_content(**changes: object) -> Content:
    """Return content with every required answer, in terms of TERMS; None leaves one out."""
    content: Content = {
        "locator": "figure 4",
        "read_from": [{"name": "abstract"}],
        "tissue": [{"name": "bone marrow"}],
        "ev_term_as_reported": "exosome",
        "ev_class": [{"name": "EV"}],
        "engineering": [{"name": "donor_modified"}],
        "given": [{"name": "isolated_evs"}],
        "cargo": [{"name": "miR-193a", "kind": "mirna"}],
        "cancer": [{"name": "non-small cell lung carcinoma"}],
        "agents": [{"name": "cisplatin", "role": "alongside"}],
        "effect": [{"name": "restores_sensitivity"}],
        "settings": [{"name": "in_vitro", "measured": "yes"}],
        "summary": f"One sentence, the {next(_numbers)}th.",
    }
    content |= changes  # type: ignore[typeddict-item,arg-type]
    return {name: value for name, value in content.items() if value is not None}


def make_draft(
    author: Person, *, citation: Citation | None = None, content: Content | None = None
) -> Draft:
    """Return a draft by `author`, complete unless `content` says otherwise."""
    make_terms()
    citation = citation or make_citation(actor=author)
    return start_draft(
        citation=citation, content=make_content() if content is None else content, actor=author
    )


def make_version(
    author: Person | None = None,
    *,
    citation: Citation | None = None,
    content: Content | None = None,
    why_separate: str = "",
) -> Version:
    """Return a submitted version, in review."""
    author = author or make_person("curator")
    draft = make_draft(author, citation=citation, content=content)
    return submit(
        draft=draft, revision=draft.revision, interests="none", why_separate=why_separate,
        actor=author,
    )  # fmt: skip
