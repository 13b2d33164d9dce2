"""Publications: what is known, what is unknown, their study cards, and links to where they are."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from django.urls import reverse

from evidence.bibliography.files import FILE_KINDS
from evidence.enums import CITATION_KINDS, PUBLICATION_STATUSES, SERIOUS
from evidence.identifiers import LABELS
from evidence.models import Citation, Version
from evidence.policies.particulars import PARTICULARS
from evidence.queries.citations import Numbers

from .claims import Shown, lines_of, link_in

_HOMES = {
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmcid": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
    "doi": "https://doi.org/{}",
    "nct": "https://clinicaltrials.gov/study/{}",
}


def identifier_links(citation: Citation) -> list[dict[str, str]]:
    """Return the identifiers of a citation with the address each leads to."""
    return [
        {"label": LABELS[kind], "value": value, "href": _HOMES[kind].format(quote(value, "/()"))}
        for kind in _HOMES
        if (value := getattr(citation, kind))
    ]


def publication_facts(citation: Citation) -> list[Shown]:
    """Return what is known of a publication; what is not known says so."""
    csl = citation.csl
    issue = "".join([str(csl.get("volume", "")), f"({csl['issue']})" if csl.get("issue") else ""])
    return [
        _known("Authors", ", ".join(citation.authors)),
        _known("Journal", citation.journal),
        _known("Year", str(citation.year or "")),
        _known("Volume", issue),
        _known("Pages", str(csl.get("page", ""))),
        Shown("Kind", text=kind_words(citation)),
        *(
            Shown(label, text=text)
            for name, label in PARTICULARS.items()
            if (text := getattr(citation, name))
        ),
    ]


def _known(label: str, text: str) -> Shown:
    return Shown(label, text=text or "unknown")


def kind_words(citation: Citation) -> str:
    """Return what kind of source it is."""
    return CITATION_KINDS.label_of(citation.kind)


def status_notice(citation: Citation) -> dict[str, str] | None:
    """Return the notice of a retraction, concern or correction, with its date and source."""
    if citation.status not in SERIOUS:
        return None
    label = PUBLICATION_STATUSES.label_of(citation.status)
    return {
        "kind": "warn" if citation.status == "corrected" else "bad",
        "title": f"{label.capitalize()}.",
        "text": f"This publication is marked “{label}”, {_seen(citation)}",
        "href": link_in(citation.status_source),
        "action": "See it there",
    }


def status_fact(citation: Citation) -> Shown:
    """Return the publication status, with date and source where somebody looked."""
    if citation.status == "not_checked":
        return Shown("Publication status", unknown="not_checked")
    label = PUBLICATION_STATUSES.label_of(citation.status)
    return Shown("Publication status", text=f"{label}, {_seen(citation)}")


def _seen(citation: Citation) -> str:
    when = f"{citation.status_on.day} {citation.status_on:%B %Y}" if citation.status_on else ""
    return f"{when or 'date unknown'}; source: {citation.status_source or 'unknown'}."


def seen_at(citation: Citation) -> Shown:
    """Return where the publication was looked up."""
    return Shown(
        "Where it was seen",
        values=[{"label": line, "href": link_in(line)} for line in lines_of(citation.seen_at)],
        unknown="" if citation.seen_at else "not_checked",
    )


def card_has_changed(version: Version, citation: Citation) -> bool:
    """Tell whether the study card was changed after `version` froze it."""
    frozen = version.answers.get("study_card") or {}
    card = getattr(citation, "study_card", None)
    return card is not None and frozen.get("revision") != card.revision


def file_links(address: str, *args: str, query: str = "") -> list[dict[str, str]]:
    """Return label and address of each kind of file that citations are written to."""
    return [
        {"label": kind.label, "href": reverse(address, args=[*args, kind.name]) + query}
        for kind in FILE_KINDS.values()
    ]


def citation_rows(
    citations: Iterable[Citation], numbers: Mapping[int, Numbers], *, is_visitor: bool
) -> list[dict[str, Any]]:
    """Return one row a citation; `claims` is what its reader can read."""
    return [
        {
            "citation": citation,
            "title": citation.title or f"Title unknown ({citation.key})",
            "href": reverse("evidence:citation-detail", args=[citation.key]),
            "kind": kind_words(citation),
            "status": PUBLICATION_STATUSES.label_of(citation.status),
            "claims": numbers[citation.pk].claims,
            "waiting": numbers[citation.pk].waiting if is_visitor else 0,
        }
        for citation in citations
    ]


def start_href(citation: Citation) -> str:
    """Return where a curator starts a claim from this paper."""
    return f"{reverse('evidence:draft-start')}?citation={quote(citation.key)}"
