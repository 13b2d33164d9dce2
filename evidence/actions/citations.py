"""Entering publications and what is true of the whole paper."""

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from evidence.enums import CITATION_KINDS, CSL_ARTICLE, CSL_TYPES
from evidence.identifiers import LABELS, problem_with, read_identifier
from evidence.models import Citation, StatusMeans, StudyCard
from evidence.policies.answers import LONGEST_LONG_TEXT, text_problem
from evidence.policies.csl import csl_problems
from evidence.policies.drafts import why_not_enter
from evidence.policies.particulars import keywords_in, particulars_problems
from evidence.policies.study_card import card_problems
from ground import events
from ground.errors import Denied, Invalid, Problem, Stale

from .statuses import write_status

if TYPE_CHECKING:
    from accounts.models import Person

_IDENTIFIERS = ("pmid", "pmcid", "doi", "nct")


@transaction.atomic
def cite(
    *,
    kind: str,
    title: str = "",
    csl: dict[str, Any] | None = None,
    identifiers: dict[str, str] | None = None,
    key: str = "",
    abstract: str = "",
    keywords: str = "",
    funding: str = "",
    status: str = "not_checked",
    status_on: date | None = None,
    status_source: str = "",
    seen_at: str = "",
    notes: str = "",
    actor: "Person",
) -> Citation:
    """Enter a citation with its empty study card and return it.

    `identifiers` maps pmid, pmcid, doi, nct to what was typed. Raises Denied for those who may
    not enter evidence, Invalid with every problem at once, also where another citation already
    has one of the identifiers (its problem's code is "known:<id of that citation>").
    """
    if sentence := why_not_enter(actor):
        raise Denied(sentence)
    typed = {k: v.strip() for k, v in (identifiers or {}).items() if v and v.strip()}
    csl = csl or {}
    problems = citation_problems(kind, title, abstract, typed) + csl_problems(csl)
    said = {"publisher": "", "keywords": keywords, "funding": funding}
    if problems := problems + particulars_problems(said):
        raise Invalid("The citation was not saved.", problems)
    citation = Citation(
        key=key,
        kind=kind,
        title=title,
        csl={"type": CSL_TYPES.get(kind, CSL_ARTICLE)} | csl,
        abstract=abstract,
        keywords="; ".join(keywords_in(keywords)),
        funding=funding.strip(),
        seen_at=seen_at,
        notes=notes,
    )
    _enter(citation, {name: _normal(text) for name, text in typed.items()}, actor=actor)
    if status != "not_checked":
        write_status(
            citation=citation, status=status, status_on=status_on, source=status_source,
            means=StatusMeans.ENTRY, actor=actor,
        )  # fmt: skip
    return citation


def _enter(citation: Citation, identifiers: dict[str, str], *, actor: "Person") -> None:
    """Insert a citation under its identifiers and a key, with its empty study card."""
    _refuse_known(identifiers)
    for name in _IDENTIFIERS:
        setattr(citation, name, identifiers.get(name))
    citation.key = citation.key or _free_key(citation)
    _write(citation, identifiers)
    StudyCard.objects.create(citation=citation)
    data = {"kind": citation.kind}
    events.record(stream=f"citation:{citation.pk}", verb="cite", data=data, actor=actor)


def change_identifiers(
    *,
    citation: Citation,
    identifiers: dict[str, str],
    seen: dict[str, str],
    reason: str,
    actor: "Person",
) -> Citation:
    """Give a citation the identifiers it really has, "" for none; return it.

    The caller has locked the citation and asked who may. `seen` is what they were when they were
    looked at: Stale where somebody changed them since. Raises Invalid with every problem at once.
    """
    citation = Citation.objects.get(pk=citation.pk)
    before = identifiers_of(citation)
    after = {name: normal_identifier(identifiers.get(name, "")) for name in _IDENTIFIERS}
    if before == after:
        return citation
    if before != seen:
        now = ", ".join(f"{LABELS[name]} {value}" for name, value in before.items() if value)
        message = (
            f"Somebody changed the identifiers of this paper meanwhile; it has {now or 'none'} "
            "now. Nothing of yours was saved, and it is still in the fields. Look at it once more "
            "and send it again."
        )
        raise Stale(message, current=citation)
    given = {name: value for name, value in after.items() if value}
    if problems := identifier_problems(given):
        raise Invalid("Nothing was changed; what you wrote is kept.", problems)
    _refuse_known(given, besides=citation)
    for name, value in after.items():
        setattr(citation, name, value or None)
    _write(citation, given)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    data = {"changed": changed, "reason": reason}
    events.record(
        stream=f"citation:{citation.pk}", verb="change identifiers", data=data, actor=actor
    )
    return citation


def identifiers_of(citation: Citation) -> dict[str, str]:
    """Return the four identifiers by name, "" where there is none."""
    return {name: getattr(citation, name) or "" for name in _IDENTIFIERS}


def normal_identifier(text: str) -> str:
    """Return what was typed for an identifier in its one spelling, or as it is."""
    return _normal(text.strip())


def _normal(text: str) -> str:
    found = read_identifier(text)
    return found.value if found else text


def citation_problems(
    kind: str, title: str, abstract: str, identifiers: dict[str, str]
) -> list[Problem]:
    """Return everything that keeps a citation from being entered, as far as its texts go.

    `identifiers` holds only those that were given.
    """
    problems = identifier_problems(identifiers)
    if kind not in CITATION_KINDS.values:
        problems.append(Problem("kind", "Kind: choose what kind of source this is."))
    for name, label, text in (("title", "Title", title), ("abstract", "Abstract", abstract)):
        if message := text_problem(label, text, LONGEST_LONG_TEXT):
            problems.append(Problem(name, message, "shape"))
    if kind != "unidentified" and not identifiers and not title.strip():
        message = (
            "Give a title or at least one identifier; a source that nobody could identify is of "
            "kind “unidentified”."
        )
        problems.append(Problem("title", message, "required"))
    return problems


def identifier_problems(identifiers: dict[str, str]) -> list[Problem]:
    """Return which of the identifiers that were given are none of their kind."""
    return [
        Problem(name, message, "shape")
        for name, typed in identifiers.items()
        if (message := problem_with(name, typed) or text_problem(LABELS[name], typed, 400))
    ]


def _write(citation: Citation, identifiers: dict[str, str]) -> None:
    """Insert a new citation, or the identifiers of a known one; nobody else may have them."""
    known = citation if citation.pk else None
    try:
        with transaction.atomic():
            citation.save(force_insert=not known, update_fields=_IDENTIFIERS if known else None)
    except IntegrityError:
        # Somebody entered the same paper between our look and our write.
        _refuse_known(identifiers, besides=known)
        raise


def _refuse_known(identifiers: dict[str, str], besides: Citation | None = None) -> None:
    for name, value in identifiers.items():
        known = Citation.objects.filter(**{name: value}).first()
        if known and known != besides:
            message = f"{LABELS[name]} {value} is already here: {known}. Use that citation."
            if besides is not None:
                message = (
                    f"{LABELS[name]} {value} is another citation here: {known} ({known.key}). "
                    "Nothing was changed. If both are one paper, revise the claims of this "
                    "citation onto that one; if that one is wrong, correct it first."
                )
            raise Invalid(
                "The citation was not saved again.", [Problem(name, message, f"known:{known.pk}")]
            )


def _free_key(citation: Citation) -> str:
    """Return a free key such as wu2020, wu2020-2, made from first author and year."""
    csl = citation.csl
    author = (csl.get("author") or [{}])[0]
    name = author.get("family") or author.get("literal") or citation.title or citation.kind
    year = (csl.get("issued", {}).get("date-parts") or [[""]])[0][0]
    stem = re.sub(r"[^a-z0-9]+", "", name.casefold())[:40] or "citation"
    stem = f"{stem}{year}"
    taken = set(Citation.objects.filter(key__startswith=stem).values_list("key", flat=True))
    if stem not in taken:
        return stem
    return next(k for n in range(2, len(taken) + 3) if (k := f"{stem}-{n}") not in taken)


@transaction.atomic
def change_study_card(
    *, citation: Citation, answers: dict[str, Any], revision: int, actor: "Person"
) -> StudyCard:
    """Replace the answers of a study card read at `revision`; raise Stale if it changed since.

    What nobody looked at is left out. Raises Denied for those who may not enter evidence,
    Invalid with every problem at once.
    """
    if sentence := why_not_enter(actor):
        raise Denied(sentence)
    if problems := card_problems(answers):
        raise Invalid("The study card was not saved; what you wrote is kept.", problems)
    card = StudyCard.objects.select_for_update().get(citation=citation)
    if card.revision != revision:
        message = (
            "Somebody else saved this study card meanwhile. Nothing of yours was saved, and it is "
            "still in the fields; what they saved stands beside it. Put them together and save "
            "again."
        )
        raise Stale(message, current=card)
    if card.answers == answers:
        return card
    card.answers = answers
    card.revision += 1
    card.save(update_fields=["answers", "revision", "changed_at"])
    events.record(
        stream=f"citation:{citation.pk}",
        verb="change study card",
        data={"revision": card.revision},
        actor=actor,
    )
    return card
