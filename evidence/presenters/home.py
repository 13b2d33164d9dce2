"""The home page: where claims stand, what is doubtful, and what is next for whoever reads it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from accounts.models import Person
from evidence.enums import OPEN_STATUSES
from evidence.models import Draft, Version
from evidence.policies.drafts import why_not_enter
from evidence.queries.counts import FacetCounts
from evidence.queries.facets import FACETS

from .claims import claim_of, labelled_parts, read_from_of
from .items import citation_href, item_href, list_href, status_words

_READ_WORDS = {
    "full_text": "read from the full text",
    "abstract": "read from the abstract",
    "figure_legend": "read from a figure legend",
    "title_only": "read from the title only",
    "registry_record": "read from a registry record",
    "secondary": "read from a secondary source",
}


def showcase_view(version: Version, *, can_read: bool) -> dict[str, Any]:
    """Return one claim with its parts labelled.

    To those who cannot read its page (`can_read`) no link is shown, and any version that is still
    being judged is plainly *in review*.
    """
    read_from = read_from_of(claim_of(version))
    is_open = version.standing.status in OPEN_STATUSES
    return {
        "parts": labelled_parts(version),
        "accession": version.item.accession if can_read else "",
        "href": item_href(version),
        "status": "in review" if is_open and not can_read else status_words(version),
        "read_from": read_from,
        "words": _READ_WORDS.get(read_from, ""),
        "citation": version.citation,
        "citation_href": citation_href(version.citation),
    }


def strip(standings: Mapping[str, int], released: int) -> list[dict[str, Any]]:
    """Return the steps from review to release. Split reviews are still in review: nothing is
    agreed in them."""
    in_review = standings.get("in_review", 0) + standings.get("split", 0)
    counts = {
        "in review": (in_review, list_href(status="in_review")),
        "agreed": (standings.get("agreed", 0), list_href(status="agreed")),
        "accepted": (standings.get("accepted", 0), list_href(status="accepted")),
        "released": (released, reverse("releases:release-list")),
    }
    return [
        {"count": count, "label": label, "href": href if count else ""}
        for label, (count, href) in counts.items()
    ]


def rule(reviewers: int) -> str:
    """Return how a claim comes to count, where `reviewers` people review each."""
    who = (
        "Two people, neither knowing what the other says, review each claim"
        if reviewers > 1
        else "Somebody other than its author reviews each claim"
    )
    return f"{who}; an editor with no part in it decides. Only then does it count."


def is_unreviewed(standings: Mapping[str, int]) -> bool:
    """Tell whether no claim has come out of a review yet."""
    return not any(
        count for status, count in standings.items() if status not in ("in_review", "withdrawn")
    )


def doubtful_counts(marked: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return what should be looked at twice: a count, words, and the list it leads to."""
    wanted = (
        ("doubtful", "doubt", "mark", "doubtful", "their curator says what to look at again"),
        ("title_only", "title_only", "read_from", "title only", "nothing else has been read"),
        ("retracted", "retracted", "mark", "of a retracted paper", "kept, and marked"),
        ("unidentified", "unidentified", "mark", "of a paper nobody identified",
         "known through another source"),
    )  # fmt: skip
    return [
        {
            "kind": kind,
            "count": marked.get(value, 0),
            "label": label,
            "why": why,
            "href": list_href(**{parameter: value}) if marked.get(value) else "",
        }
        for kind, value, parameter, label, why in wanted
    ]


def effect_counts(counts: FacetCounts) -> list[dict[str, Any]]:
    """Return how many accepted claims say which effect, most first, each leading to its list."""
    facet = FACETS["effect"]
    found = sorted(counts.choices.get("effect", {}).items(), key=lambda pair: -pair[1])
    return [
        {"effect": value, "label": facet.label_of(value), "count": count,
         "href": list_href(effect=value)}
        for value, count in found
    ]  # fmt: skip


def next_step(reader: Person, drafts: Sequence[Draft]) -> dict[str, str]:
    """Return the one obvious thing for `reader` to do next."""
    if drafts:
        draft = drafts[0]
        return {
            "title": f"Go on with {draft.item.accession}",
            "why": "Your latest draft is saved where you left it.",
            "href": reverse("evidence:draft-edit", args=[draft.pk]),
        }
    if not why_not_enter(reader):
        return {
            "title": "Enter a claim",
            "why": "Paste a PMID or DOI, or choose one of the papers that are here.",
            "href": reverse("evidence:draft-start"),
        }
    return {
        "title": "Read what is in review",
        "why": "Every claim that waits for its reviewers, with the paper it comes from.",
        "href": list_href(status="in_review"),
    }


def draft_rows(drafts: Sequence[Draft]) -> list[dict[str, Any]]:
    """Return one row a draft: its item, its paper, when it was saved."""
    return [
        {
            "accession": draft.item.accession,
            "href": reverse("evidence:draft-edit", args=[draft.pk]),
            "citation": draft.citation.short if draft.citation else "no paper chosen yet",
            "saved_at": draft.saved_at,
        }
        for draft in drafts
    ]
