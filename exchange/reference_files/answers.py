"""What Europe PMC and ClinicalTrials.gov answer in JSON, as a reference.

PubMed answers in NBIB and Crossref in CSL-JSON: those are read like files.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from .found import FoundReference

_EUROPE_PMC_KINDS = (
    ("preprint", "preprint"),
    ("practice guideline", "guideline"), ("guideline", "guideline"),
    ("systematic review", "review"), ("review", "review"), ("meta-analysis", "review"),
)  # fmt: skip


def read_europe_pmc(answer: Any) -> FoundReference | None:
    """Return the first result of a search with `resultType=core`, or None where there is none."""
    results = _at(answer, "resultList", "result")
    if not isinstance(results, Sequence) or not results or not isinstance(results[0], Mapping):
        return None
    one = results[0]
    types = [str(each).casefold() for each in _at(one, "pubTypeList", "pubType") or ()]
    kind = next((kind for sign, kind in _EUROPE_PMC_KINDS if sign in types), "primary_study")
    found = FoundReference(kind=kind, title=str(one.get("title") or ""))
    found.abstract = str(one.get("abstractText") or "")
    found.is_retracted = "retracted publication" in types
    authors = [_author(each) for each in _at(one, "authorList", "author") or ()]
    if authors := [author for author in authors if author]:
        found.csl["author"] = authors
    journal = _at(one, "journalInfo", "journal") or {}
    found.date(str(one.get("firstPublicationDate") or one.get("pubYear") or ""))
    for name, value in {
        "container-title": journal.get("title") or _at(one, "bookOrReportDetails", "publisher"),
        "container-title-short": journal.get("isoabbreviation"),
        "volume": _at(one, "journalInfo", "volume"),
        "issue": _at(one, "journalInfo", "issue"),
        "page": one.get("pageInfo"),
    }.items():
        found.say(name, str(value or ""))
    found.identify(*(str(one.get(name) or "") for name in ("pmid", "pmcid", "doi")))
    return found.finished()


def _author(author: Mapping[str, Any]) -> dict[str, str] | None:
    if family := str(author.get("lastName") or ""):
        return {"family": family, "given": str(author.get("firstName") or author.get("initials"))}
    group = str(author.get("collectiveName") or author.get("fullName") or "")
    return {"literal": group} if group else None


def read_trial(answer: Any) -> FoundReference | None:
    """Return a study of ClinicalTrials.gov (API version 2), or None where it is none."""
    known = _at(answer, "protocolSection", "identificationModule") or {}
    nct = str(known.get("nctId") or "")
    if not nct:
        return None
    title = known.get("officialTitle") or known.get("briefTitle") or ""
    found = FoundReference(kind="trial", title=str(title))
    found.identify(nct)
    sponsor = _at(answer, "protocolSection", "sponsorCollaboratorsModule", "leadSponsor", "name")
    if sponsor:
        found.csl["author"] = [{"literal": str(sponsor)}]
    status = _at(answer, "protocolSection", "statusModule") or {}
    found.date(str(_at(status, "studyFirstPostDateStruct", "date") or ""))
    found.abstract = str(_at(answer, "protocolSection", "descriptionModule", "briefSummary") or "")
    return found.finished()


def _at(value: Any, *path: str) -> Any:
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
