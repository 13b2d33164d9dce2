"""The page of one version: what must be said first, its history, what to do next."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from accounts.models import Person
from evidence.content import entries_of, text_of
from evidence.enums import OPEN_STATUSES, PUBLICATION_STATUSES, SERIOUS
from evidence.models import Version
from evidence.policies.drafts import why_not_enter

from .citations import status_notice
from .claims import Claim, LiveTerms, claim_of, read_from_of, standing_sentence
from .items import citation_href, status_words

_MOST_NAMED = 2
_READ_LITTLE = {
    "title_only": "Only the title was read. More has to be read before the claim can be accepted.",
    "secondary": "Another source was read, not the paper. The paper itself has to be read before "
    "the claim can be accepted.",
}


def notices_of(version: Version) -> list[dict[str, str]]:
    """Return what a reader must know before reading the claim, gravest first."""
    citation, claim = version.citation, claim_of(version)
    notices = []
    if notice := status_notice(citation):
        notices.append(notice)
    if citation.kind == "unidentified":
        text = "Nobody has found the paper behind this claim; it cannot be accepted as it is."
        notices.append({"kind": "bad", "title": "Paper not identified.", "text": text})
    if doubt := text_of(claim.get("doubt")):
        notices.append({"kind": "warn", "title": "The curator’s doubt:", "text": doubt})
    read_from = read_from_of(claim)
    if read_from in _READ_LITTLE:
        title = "Title only." if read_from == "title_only" else "Secondary source."
        notices.append({"kind": "warn", "title": title, "text": _READ_LITTLE[read_from]})
    frozen = version.answers["citation"]["status"]
    if frozen != citation.status and not status_notice(citation):
        text = (
            f"It was “{PUBLICATION_STATUSES.label_of(frozen)}” when this version was frozen and is "
            f"“{PUBLICATION_STATUSES.label_of(citation.status)}” now."
        )
        notices.append({"kind": "info", "title": "Publication status.", "text": text})
    return notices


def small_marks(version: Version, live: LiveTerms) -> list[dict[str, str]]:
    """Return the marks of the page's head: a retraction, what was read, inferred, provisional."""
    claim = claim_of(version)
    paper = version.citation.status
    marks = [{"kind": paper}] if paper in SERIOUS else []
    marks.append({"kind": read_from_of(claim)})
    provisional = sorted({t.label for t in live.values() if t.status == "provisional"})
    obsolete = sorted({t.label for t in live.values() if t.status == "obsolete"})
    named = {"provisional": provisional, "obsolete": obsolete, "inferred": _inferred(claim)}
    for kind, names in named.items():
        if names:
            words = ", ".join(names) if len(names) <= _MOST_NAMED else f"{len(names)} names"
            marks.append({"kind": kind, "label": f"{kind}: {words}"})
    return marks


def _inferred(claim: Claim) -> list[str]:
    """Return the names of sections and values that were inferred rather than read."""
    sections = entries_of(claim.get("inferred_sections"))
    names = [str(entry.get("label", entry["name"])) for entry in sections]
    for value in claim.values():
        entries = [entry for entry in entries_of(value) if entry.get("inferred")]
        names += [str(entry.get("label", entry["name"])) for entry in entries]
    return list(dict.fromkeys(names))


def standing_of(version: Version) -> dict[str, Any]:
    """Return where the version stands, since when, and what that means."""
    return {
        "status": status_words(version),
        "since": version.standing.since,
        "meaning": standing_sentence(version.standing.status),
    }


def history_of(versions: Iterable[Version], shown: Version) -> list[dict[str, Any]]:
    """Return the versions a reader may read, newest first; `current` is the one on the page."""
    return [
        {
            "number": version.number,
            "href": version_href(version),
            "status": status_words(version),
            "submitted_at": version.submitted_at,
            "current": version.pk == shown.pk,
        }
        for version in versions
    ]


def version_href(version: Version) -> str:
    """Return the address of one version."""
    return reverse("evidence:version-detail", args=[version.item.accession, version.number])


def other_version(versions: list[Version], shown: Version) -> dict[str, str] | None:
    """Return the notice that another version matters more, or that the accepted one stands."""
    newest = versions[0]
    if newest.pk != shown.pk:
        return {
            "text": f"This is version {shown.number}. The newest you can read is version "
            f"{newest.number}, {status_words(newest)}.",
            "href": version_href(newest),
            "action": f"Read version {newest.number}",
        }
    accepted = next((v for v in versions if v.standing.status == "accepted"), None)
    if accepted and accepted.pk != shown.pk and shown.standing.status in OPEN_STATUSES:
        return {
            "text": f"Version {accepted.number} is accepted and public while this one is reviewed.",
            "href": version_href(accepted),
            "action": f"Read version {accepted.number}",
        }
    return None


def next_steps(version: Version, reader: Person) -> list[dict[str, str]]:
    """Return what a signed-in reader can do from here, the obvious one first."""
    steps = []
    if not why_not_enter(reader):
        label = "Same paper, next claim"
        post = reverse("evidence:draft-next")
        steps.append({"label": label, "post": post, "kind": "primary", "key": "n"})
    label = "All claims of this paper"
    steps.append({"label": label, "href": citation_href(version.citation), "kind": "", "key": ""})
    return steps
