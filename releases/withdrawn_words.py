"""What was taken back, in words: one shape for the page and the feed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from evidence.models import CitationStatus
from evidence.presenters.claims import link_in
from releases.models import ReleaseWithdrawal
from releases.queries.withdrawn import Entry


@dataclass(frozen=True)
class WithdrawnWords:
    """One thing that happened: a headline, why, where its page is, and what it concerns."""

    title: str
    why: str
    href: str
    source: str
    at: Any
    items: list[dict[str, Any]]
    releases: list[dict[str, str]]

    @property
    def sentence(self) -> str:
        """Everything in one paragraph, for who reads no page."""
        parts = [self.why]
        if self.items:
            parts.append(f"Claims: {', '.join(item['accession'] for item in self.items)}.")
        if self.releases:
            parts.append(f"Releases: {', '.join(one['number'] for one in self.releases)}.")
        return " ".join(part for part in parts if part)


def withdrawn_words(entries: Iterable[Entry]) -> list[WithdrawnWords]:
    """Return each entry in words."""
    return [_words(entry) for entry in entries]


def _words(entry: Entry) -> WithdrawnWords:
    thing = entry.thing
    if isinstance(thing, CitationStatus):
        title, why, href = _paper(thing)
    elif isinstance(thing, ReleaseWithdrawal):
        title, why = f"{thing.release.label} was withdrawn", thing.reason
        href = reverse("releases:release-detail", args=[thing.release.number])
    else:
        accession = thing.item.accession
        title, why = f"{accession} is no longer held", f"{thing.why_ended}"
        href = reverse("evidence:item-detail", args=[accession])
    source = thing.source if isinstance(thing, CitationStatus) else ""
    return WithdrawnWords(
        title=title,
        why=why,
        href=href,
        source=link_in(source),
        at=entry.place.at,
        items=[
            {
                "accession": item.accession,
                "is_public": item.is_public,
                "href": reverse("evidence:item-detail", args=[item.accession]),
            }
            for item in entry.items
        ],
        releases=[
            {"number": number, "href": reverse("releases:release-detail", args=[number])}
            for number in entry.releases
        ],
    )


def _paper(noted: CitationStatus) -> tuple[str, str, str]:
    citation = noted.citation
    label = noted.get_status_display()
    on = f"{noted.status_on.day} {noted.status_on:%B %Y}" if noted.status_on else "date unknown"
    why = (
        f"“{citation}” is {label} ({on}; source: {noted.source}); before: "
        f"{noted.get_before_display()}.{f' {noted.reason}' if noted.reason else ''}"
    )
    href = reverse("evidence:citation-detail", args=[citation.key])
    return f"{citation.short}: {label}", why, href
