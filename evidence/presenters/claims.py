"""One frozen claim in words: its seven sections, its parts in a sentence, its marks.

Everything is read from the version's document, so that a page never changes when a term is
renamed. Links and the present state of terms and papers are added from what is live.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.validators import slug_re
from django.urls import reverse

from evidence.columns import (
    COLUMNS,
    REQUIRED,
    SECTIONS,
    Attribute,
    Column,
    Section,
    columns_of,
)
from evidence.content import Entry, entries_of, names_of, text_of, unknown_of
from evidence.enums import UNKNOWNS
from evidence.models import Term, Version
from evidence.names import fold

Claim = Mapping[str, Any]
LiveTerms = Mapping[tuple[str, str], Term]

# Shown at the head of the page or beside it, not again among the answers.
_ELSEWHERE = ("summary", "doubt", "inferred_sections", "level", "level_reason")
# Answers that say nothing without their question.
_BARE = ("yes", "no", "unclear", "not_applicable")
_NOT_COUNTED = "It does not count as evidence yet."
_STANDINGS = {
    "in_review": f"No judgement has been made known. {_NOT_COUNTED}",
    "agreed": f"The reviewers say the same, and an editor still has to confirm. {_NOT_COUNTED}",
    "split": f"The reviewers differ, and an editor still has to decide. {_NOT_COUNTED}",
    "accepted": "It counts as evidence and is public.",
    "returned": "It is back with its author, with reasons.",
    "rejected": "It was judged not to hold, with reasons.",
    "withdrawn": "Its author took it back.",
    "superseded": "An accepted later version replaced it.",
    "retired": "It was accepted, and is no longer held.",
    "merged": "It is the same claim as another item.",
}


@dataclass(frozen=True)
class Shown:
    """One answer beside its question."""

    label: str
    text: str = ""
    values: list[dict[str, Any]] = field(default_factory=list)
    unknown: str = ""


@dataclass(frozen=True)
class ShownSection:
    """One of the seven sections: what is answered or must be, and what nobody looked at."""

    number: int
    name: str
    label: str
    answers: list[Shown]
    unopened: list[str]
    inferred: bool

    @property
    def words(self) -> list[dict[str, Any]]:
        """The answers that are words with a definition, each once."""
        entries = (entry for answer in self.answers for entry in answer.values)
        defined = {entry["label"]: entry for entry in entries if entry.get("definition")}
        return list(defined.values())


def claim_of(version: Version) -> Claim:
    """Return the public answers of a version as they were frozen."""
    claim: Claim = version.answers["claim"]
    return claim


def sections_of(version: Version, live: LiveTerms) -> list[ShownSection]:
    """Return the seven sections of `version`, private answers left out."""
    claim = claim_of(version)
    inferred = names_of(claim.get("inferred_sections"))
    return [
        _section(number, section, claim, live, section.name in inferred)
        for number, section in enumerate(SECTIONS, start=1)
    ]


def _section(
    number: int, section: Section, claim: Claim, live: LiveTerms, inferred: bool
) -> ShownSection:
    answers, unopened = [], []
    for column in columns_of(section.name):
        if column.private or column.name in _ELSEWHERE:
            continue
        shown = _shown(column, claim.get(column.name), live)
        if shown.unknown == "not_checked" and column.need != REQUIRED:
            unopened.append(column.label)
        else:
            answers.append(shown)
    return ShownSection(number, section.name, section.label, answers, unopened, inferred)


def _shown(column: Column, value: Any, live: LiveTerms) -> Shown:
    if unknown := unknown_of(value):
        return Shown(column.label, unknown=unknown)
    if column.name == "seen_at":
        return Shown(
            column.label, values=[{"label": t, "href": link_in(t)} for t in lines_of(value)]
        )
    if column.is_text:
        return Shown(column.label, text=text_of(value))
    return Shown(column.label, values=[_entry(column, e, live) for e in entries_of(value)])


def _entry(column: Column, entry: Entry, live: LiveTerms) -> dict[str, Any]:
    name = str(entry.get("name", ""))
    term = live.get((column.name, fold(name)))
    shown: dict[str, Any] = {
        "label": entry.get("label", name),
        "as_reported": entry.get("as_reported", ""),
        "codes": entry.get("codes", []),
        "details": [words for a in column.attributes if (words := _attribute(a, entry))],
        "marks": ["inferred"] if entry.get("inferred") else [],
        "provisional": term.status == "provisional" if term else bool(entry.get("provisional")),
    }
    shown["definition"] = _definition(column, name, term)
    if term:
        shown["href"] = reverse("evidence:term-detail", args=[term.pk])
        shown["obsolete"] = term.status == "obsolete"
        if term.replaced_by:
            shown["details"].append(f"now called {term.replaced_by.label}")
    elif column.name == "source_reviews" and slug_re.fullmatch(name):
        shown["href"] = reverse("evidence:citation-detail", args=[name])
    return shown


def _definition(column: Column, name: str, term: Term | None) -> str:
    """Return what a word means: as the vocabulary defines it now, or as its closed list does."""
    if term is not None:
        return term.definition
    choices = column.choices.choices if column.choices else ()
    return next((choice.meaning for choice in choices if choice.value == name), "")


def _attribute(attribute: Attribute, entry: Entry) -> str:
    """Return what an entry says besides its name, in words; "" where it says nothing more."""
    value = entry.get(attribute.name)
    if not value or attribute.name in ("as_reported", "inferred") or value == "itself":
        return ""
    if attribute.is_mark:
        return attribute.label
    label = attribute.choices.label_of(str(value)) if attribute.choices else str(value)
    bare = value not in _BARE if attribute.choices else attribute.name in ("detail", "id")
    return label if bare else f"{attribute.label}: {label}"


def lines_of(text: str) -> list[str]:
    """Return the addresses and remarks in a text in which ";" or a new line separates them."""
    return [part.strip() for part in text.replace("\n", ";").split(";") if part.strip()]


def link_in(text: str) -> str:
    """Return `text` where it is a link that a page may carry, else ""."""
    return text if text.startswith(("https://", "http://")) and " " not in text else ""


def private_parts(supplement: Mapping[str, Any]) -> list[Shown]:
    """Return quote and notes, for signed-in people only."""
    return [
        Shown(column.label, text=text)
        for column in COLUMNS
        if column.private and (text := text_of(supplement.get(column.name)))
    ]


def words_in(claim: Claim, name: str) -> list[str]:
    """Return the answers of a column as labels, or the unknown in words."""
    value = claim.get(name)
    if unknown := unknown_of(value):
        return [UNKNOWNS.label_of(unknown)]
    return [str(entry.get("label", entry["name"])) for entry in entries_of(value)]


def standing_sentence(status: str) -> str:
    """Return what a status means for whoever reads the claim."""
    return _STANDINGS[status]


def read_from_of(claim: Claim) -> str:
    """Return what was read, or the unknown, as the kind of a mark."""
    return (names_of(claim.get("read_from")) or [unknown_of(claim.get("read_from"))])[0]


# The words of the reading sentence that carry each effect; see policies.sentence.
_EFFECT_WORDS = {
    "promotes_resistance": "promote resistance of",
    "restores_sensitivity": "restore the sensitivity of",
    "enhances_potency": "more potent against",
    "no_effect": "do not change the response of",
    "mixed": "have mixed effects on the response of",
    "antitumour_only": "act on",
    "": "in a way still unclear",
}


def labelled_parts(version: Version) -> list[dict[str, str]]:
    """Return the reading sentence cut into parts, the telling ones with a label.

    Joined, the parts are the frozen sentence again; what cannot be found in it stays unlabelled.
    """
    reading = str(version.answers["reading"])
    parts, at = [], 0
    for start, end, label in sorted(_places(claim_of(version), reading)):
        if start >= at:
            parts.append({"text": reading[at:start], "label": ""})
            parts.append({"text": reading[start:end], "label": label})
            at = end
    parts.append({"text": reading[at:], "label": ""})
    return [part for part in parts if part["text"]]


def _places(claim: Claim, reading: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and label of each telling part of the sentence."""
    tissue = _span(reading, names_of(claim.get("tissue")), 0)
    carrying = reading.find(" carrying ")
    cargo = _span(reading, names_of(claim.get("cargo")), carrying) if carrying >= 0 else None
    rest = max(end for _, end in (tissue or (0, 0), cargo or (0, 0)))
    effect = (names_of(claim.get("effect")) or [""])[0]
    through = reading.rfind(", through ")
    direct = [entry for entry in entries_of(claim.get("targets")) if entry.get("role") == "direct"]
    spans = {
        "donor tissue": tissue,
        "cargo": cargo,
        "effect": _span(reading, [_EFFECT_WORDS.get(effect, "")], rest),
        "cancer": _span(reading, names_of(claim.get("cancer")), rest),
        "therapy": _span(reading, names_of(claim.get("agents")), rest),
        "target": _span(reading, names_of(direct), through) if through >= 0 else None,
    }
    for label, span in spans.items():
        if span:
            yield (*span, label)


def _span(reading: str, names: list[str], first: int) -> tuple[int, int] | None:
    """Return where all the `names` stand in `reading`, from its character `first` on."""
    found = [(reading.find(name, first), len(name)) for name in names if name]
    found = [(start, length) for start, length in found if start >= 0]
    if not found:
        return None
    return min(start for start, _ in found), max(start + length for start, length in found)
