"""What Crossref and Europe PMC say became of a publication, where the site may ask outside."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db.models import Q, QuerySet

from evidence.models import Citation
from exchange.reference_files.found import read_date
from reviews.policies.publication_status import gravity

from .outside import SECONDS, NotAnswered, fetch

# As Crossref calls an update of a work, its own and those of Retraction Watch.
_UPDATES = {
    "retraction": "retracted", "withdrawal": "retracted", "removal": "retracted",
    "partial_retraction": "retracted", "expression_of_concern": "concern",
    "correction": "corrected", "corrigendum": "corrected", "erratum": "corrected",
}  # fmt: skip
# As Europe PMC, after MEDLINE, names the notice that a record points to.
_NOTICES = {
    "retraction in": "retracted", "expression of concern in": "concern",
    "erratum in": "corrected", "corrected and republished in": "corrected",
}  # fmt: skip


@dataclass(frozen=True)
class FoundStatus:
    """The gravest thing a source says, the day of its notice where it gives one, and where."""

    status: str
    on: date | None
    source: str


@dataclass(frozen=True)
class LookedUpStatus:
    """What was found, None where no source answered; `trouble` says who did not."""

    found: FoundStatus | None
    trouble: str = ""


def to_look_up() -> QuerySet[Citation]:
    """Return the publications that a source outside could know."""
    known = Q(doi__isnull=False) | Q(pmid__isnull=False) | Q(pmcid__isnull=False)
    return Citation.objects.filter(known).exclude(kind="trial").order_by("key").defer("abstract")


def look_up_status(citation: Citation) -> LookedUpStatus:
    """Ask every source that could know the publication, 5 seconds in all; never raises."""
    if not settings.LOOK_UP:
        return LookedUpStatus(None, "Looking up outside is switched off here (EVIDENCE_LOOK_UP)")
    deadline, trouble = time.monotonic() + SECONDS, []
    found: list[FoundStatus] = []
    for source, url, read in _sources(citation):
        try:
            body = fetch(url, deadline=deadline)
            said = read(json.loads(body)) if body else None
        except NotAnswered as error:
            trouble.append(f"{source}: {error}")
        except (ValueError, KeyError, TypeError, AttributeError):
            # An outside answer of another shape than documented is no fault the person can mend.
            trouble.append(f"{source} answered in a form that could not be read")
        else:
            found += [said] if said else []
    best = max(found, key=lambda one: gravity(one.status), default=None)
    return LookedUpStatus(best, "; ".join(trouble))


Reader = Callable[[Any], FoundStatus | None]


def _sources(citation: Citation) -> Iterator[tuple[str, str, Reader]]:
    if citation.doi:
        url = f"https://api.crossref.org/works/{quote(citation.doi, safe='')}"
        yield "Crossref", url, _crossref
    field = {"pmid": "EXT_ID:{} AND SRC:MED", "pmcid": "PMCID:{}", "doi": 'DOI:"{}"'}
    kind = next((kind for kind in field if getattr(citation, kind)), None)
    if kind:
        query = quote(field[kind].format(getattr(citation, kind)))
        url = (
            "https://www.ebi.ac.uk/europepmc/webservices/rest/search"
            f"?query={query}&resultType=core&format=json&pageSize=1"
        )
        yield "Europe PMC", url, _europe_pmc


def _crossref(answer: Any) -> FoundStatus | None:
    """Return what the record of a work says of its updates."""
    updates = answer["message"].get("updated-by") or []
    told = [
        FoundStatus(
            _UPDATES[one["type"]],
            _day((one.get("updated") or {}).get("date-parts") or [[]]),
            f"https://doi.org/{one['DOI']}" if one.get("DOI") else "Crossref",
        )
        for one in updates
        if one.get("type") in _UPDATES
    ]
    return _gravest(told, "Crossref")


def _europe_pmc(answer: Any) -> FoundStatus | None:
    """Return what the first result of a search says; None where nothing was found."""
    results = answer["resultList"]["result"]
    if not results:
        return None
    one = results[0]
    notices = (one.get("commentCorrectionList") or {}).get("commentCorrection") or []
    told = []
    for notice in notices:
        status = _NOTICES.get(str(notice.get("type", "")).casefold())
        if status:
            at = f"https://pubmed.ncbi.nlm.nih.gov/{notice['id']}/" if notice.get("id") else ""
            day = _day([read_date(str(notice.get("reference") or ""))])
            told.append(FoundStatus(status, day, at or "Europe PMC"))
    types = [str(each).casefold() for each in (one.get("pubTypeList") or {}).get("pubType") or ()]
    if "retracted publication" in types:
        told.append(FoundStatus("retracted", None, "Europe PMC"))
    return _gravest(told, "Europe PMC")


def _gravest(told: Sequence[FoundStatus], source: str) -> FoundStatus:
    """Return the gravest, of two alike the one with a day; a known paper without any is active."""
    return max(
        told,
        key=lambda one: (gravity(one.status), one.on is not None),
        default=FoundStatus("active", None, source),
    )


def _day(parts: Sequence[Sequence[int]]) -> date | None:
    """Return a day that is known to the day; a month alone is none."""
    first = list(parts[0]) if parts else []
    return date(*map(int, first)) if len(first) == 3 else None
