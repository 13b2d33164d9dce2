"""Declarations, interests and claims of authorship in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.models import Person
from evidence.models import Citation
from reviews.enums import INTEREST_KINDS, OCCASIONS
from reviews.models import Declaration, Interest
from reviews.policies.interests import DECLARED_FOR, names_of, orcid_at, why_not_settle
from reviews.policies.submission import NO_INTERESTS


@dataclass(frozen=True)
class DeclarationRow:
    """One declaration as a page lists it."""

    made_at: datetime
    occasion: str
    citation: Citation | None
    interests: str
    person: Person


@dataclass(frozen=True)
class InterestRow:
    """One interest with where it stands, and for editors what they can do about it."""

    interest: Interest
    kind: str
    detail: str
    state: str
    orcid: str
    why_not: str


def declaration_rows(declarations: Iterable[Declaration]) -> list[DeclarationRow]:
    """Return declarations as rows; "none" in a sentence's words."""
    return [
        DeclarationRow(
            one.made_at,
            OCCASIONS.label_of(one.occasion),
            one.citation,
            "none to declare" if one.interests == NO_INTERESTS else one.interests,
            one.person,
        )
        for one in declarations
    ]


def valid_until(declared_at: datetime | None) -> datetime | None:
    """Return when a yearly declaration runs out."""
    return declared_at + DECLARED_FOR if declared_at else None


def interest_rows(
    interests: Iterable[Interest],
    reader: Person,
    *,
    barred_from: Iterable[int] = (),
    wrote: Iterable[int] = (),
) -> list[InterestRow]:
    """Return interests as rows for `reader`.

    `barred_from` holds the papers the reader has an interest in, `wrote` those from which they
    entered an item that is under review.
    """
    papers, own_papers = set(barred_from), set(wrote)
    return [
        InterestRow(
            interest=one,
            kind=INTEREST_KINDS.label_of(one.kind),
            detail=one.detail,
            state=_state(one),
            orcid=_orcid_words(one) if one.kind == "authorship" else "",
            why_not=why_not_settle(
                is_editor=reader.is_editor,
                is_own=one.person_id == reader.pk,
                bars=one.citation_id in papers,
                wrote_open=one.citation_id in own_papers,
            ),
        )
        for one in interests
    ]


def _state(interest: Interest) -> str:
    if interest.refused_at:
        return f"found mistaken: {interest.why_refused}"
    if interest.waived_by_id:
        return f"waived: {interest.why_waived}"
    if interest.kind != "authorship":
        return "bars from judging claims of this paper"
    if not interest.confirmed:
        return "claimed; an editor has to confirm it, and it bars already"
    return f"confirmed by {'an editor' if interest.confirmed_by_id else 'ORCID'}"


def _orcid_words(interest: Interest) -> str:
    """Say how the ORCID iDs of a person and of the name they claim go together."""
    person, csl = interest.person, interest.citation.csl
    names = names_of(csl)
    place = names.index(interest.detail) if interest.detail in names else len(names)
    theirs = orcid_at(csl, place)
    if not person.orcid:
        return "has given no ORCID iD"
    how = "verified" if person.verified_orcid else "typed by themselves"
    if not theirs:
        return f"ORCID {person.orcid} ({how}); the paper gives none for this name"
    if theirs == person.orcid:
        return f"ORCID {person.orcid} ({how}), the same as in the paper"
    return f"ORCID {person.orcid} ({how}), in the paper another: {theirs}"
