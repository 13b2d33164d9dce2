"""Looking a paper up by its identifier, where the site may ask outside."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings

from evidence.identifiers import Identifier
from exchange.reference_files.answers import read_europe_pmc, read_trial
from exchange.reference_files.found import FoundReference
from exchange.reference_files.structured import read_csl_json
from exchange.reference_files.tagged import DIALECTS, read_tagged

from .outside import SECONDS, NotAnswered, fetch

Reader = Callable[[str], FoundReference | None]


@dataclass(frozen=True)
class LookedUp:
    """What was found and where, or the sentence that says why nothing was."""

    found: FoundReference | None = None
    source: str = ""
    why_not: str = ""


def look_up(identifier: Identifier) -> LookedUp:
    """Ask the sources of this kind of identifier in turn, 5 seconds in all; never raises."""
    if not settings.LOOK_UP:
        return LookedUp()
    deadline, trouble = time.monotonic() + SECONDS, []
    for source, url, read in _sources(identifier):
        try:
            body = fetch(url, deadline=deadline)
            found = read(body.decode()) if body else None
        except NotAnswered as error:
            trouble.append(f"{source}: {error}")
        except (ValueError, KeyError, TypeError, AttributeError):
            # An outside answer of another shape than documented is no fault the person can mend.
            trouble.append(f"{source} answered in a form that could not be read")
        else:
            if found is not None:
                found.identifiers.setdefault(identifier.kind, identifier.value)
                return LookedUp(found, source)
    why = "; ".join(trouble) or f"Nothing is known there of {identifier.value}"
    return LookedUp(why_not=f"{why}. Type in what you know.")


def _sources(identifier: Identifier) -> list[tuple[str, str, Reader]]:
    value = quote(identifier.value, safe="")
    if identifier.kind == "nct":
        url = f"https://clinicaltrials.gov/api/v2/studies/{value}"
        return [("ClinicalTrials.gov", url, lambda text: read_trial(json.loads(text)))]
    field = {"pmid": "EXT_ID:{} AND SRC:MED", "pmcid": "PMCID:{}", "doi": 'DOI:"{}"'}
    query = quote(field[identifier.kind].format(identifier.value))
    sources: list[tuple[str, str, Reader]] = [
        (
            "Europe PMC",
            "https://www.ebi.ac.uk/europepmc/webservices/rest/search"
            f"?query={query}&resultType=core&format=json&pageSize=1",
            lambda text: read_europe_pmc(json.loads(text)),
        )
    ]
    if identifier.kind == "pmid":
        url = (
            "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi"
            f"?db=pubmed&id={value}&rettype=medline&retmode=text"
        )
        sources.append(
            ("PubMed", url, lambda text: next(read_tagged(text, DIALECTS["nbib"]), None))
        )
    if identifier.kind == "doi":
        url = (
            f"https://api.crossref.org/works/{value}/transform/"
            "application/vnd.citationstyles.csl+json"
        )
        sources.append(("Crossref", url, lambda text: next(iter(read_csl_json(text)), None)))
    return sources
