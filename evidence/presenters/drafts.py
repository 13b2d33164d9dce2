"""A draft as its pages show it: sections, what is open in each, and what two tabs disagree on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evidence.columns import COLUMNS, FOLDED, SECTIONS, Column, Section, columns_of
from evidence.content import Content, entries_of, is_gap, names_of
from evidence.documents import normalised
from evidence.enums import MODALITIES, OPEN_VOCABULARIES
from evidence.names import fold
from evidence.policies.answers import closed_list_problems, missing_problems
from evidence.policies.proposals import proposed_modality
from evidence.policies.sentence import reading_of
from evidence.policies.strength import DirectnessPoint, directness, suggested_level
from evidence.queries.entering import Lists, Suggestion
from ground.canonical import canonical_json, sha256_hex
from ground.errors import Problem

from .fields import Field, field_of
from .words import words_of


@dataclass(frozen=True)
class FormSection:
    """One of the seven sections of the form. `open` counts the questions that keep it from
    being submitted, `gaps` those that may stay open."""

    number: int
    id: str
    title: str
    lede: str
    asked: list[Field]
    folded: list[Field]
    folded_open: bool
    open: int
    gaps: int

    @property
    def href(self) -> str:
        """Where the section stands on the page."""
        return f"#{self.id}"

    @property
    def folded_words(self) -> str:
        """What is folded away, in words."""
        some = len(self.folded)
        return f"{some} more question{'s' if some > 1 else ''}, not checked until answered"


@dataclass(frozen=True)
class ClaimForm:
    """Everything the edit page shows of a draft's content."""

    sections: list[FormSection]
    reading: str
    directness: list[DirectnessPoint]
    suggested_level: str
    modality: list[str]
    lists: dict[str, list[Suggestion]]

    @property
    def open(self) -> int:
        """How many questions still keep the claim from being submitted."""
        return sum(section.open for section in self.sections)

    @property
    def met(self) -> int:
        """The directness, 0 to 5."""
        return sum(point.met for point in self.directness)


def claim_form(
    content: Content,
    lists: Lists,
    reviews: list[Suggestion],
    *,
    problems: Iterable[Problem] = (),
    rows: Mapping[str, int] | None = None,
) -> ClaimForm:
    """Return the form for `content`. `problems` are shown beside their fields; names that no
    closed list has are shown always. `rows` asks for so many rows of a column."""
    errors = _by_field([*problems, *closed_list_problems(content, lists.closed)])
    normal = normalised(content, lists.terms)
    open_fields = {problem.field for problem in open_problems(normal, lists)}
    labels = {
        vocabulary: [name.name for name in names if not name.means]
        for vocabulary, names in lists.names.items()
    }
    shown = {
        column.name: field_of(
            column,
            content.get(column.name),
            closed=labels,
            errors=errors.get(column.name, ()),
            notices=unlisted_notices(column, content, lists),
            rows=(rows or {}).get(column.name, 0),
        )
        for column in COLUMNS
    }
    return ClaimForm(
        sections=[
            _section(number, section, content, shown, open_fields)
            for number, section in enumerate(SECTIONS, start=1)
        ],
        reading=reading_so_far(normal),
        directness=directness(normal),
        suggested_level=suggested_level(normal),
        modality=_modality_labels(normal, lists),
        lists={f"list-{name}": names for name, names in lists.names.items()}
        | {"list-reviews": reviews},
    )


def open_problems(normal: Content, lists: Lists) -> list[Problem]:
    """Return what keeps normalised content from being submitted, as far as its answers go."""
    return missing_problems(normal) + closed_list_problems(normal, lists.closed)


def _by_field(problems: Iterable[Problem]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for problem in problems:
        if problem.message not in found[problem.field]:
            found[problem.field].append(problem.message)
    return found


def _section(
    number: int,
    section: Section,
    content: Content,
    shown: Mapping[str, Field],
    open_fields: set[str],
) -> FormSection:
    columns = columns_of(section.name)
    folded = [column for column in columns if column.need == FOLDED]
    asked = [column for column in columns if column.need != FOLDED]
    open_, gaps = _counts(columns, content, open_fields)
    return FormSection(
        number=number,
        id=f"section-{section.name}",
        title=section.label,
        lede=section.lead,
        asked=[shown[column.name] for column in asked],
        folded=[shown[column.name] for column in folded],
        folded_open=any(content.get(c.name) or shown[c.name].errors for c in folded),
        open=open_,
        gaps=gaps,
    )


# Nothing is missing where nobody has a doubt, and quote and level have a stand-in.
NO_GAP = ("doubt", "quote", "level")


def section_counts(content: Content, lists: Lists) -> list[dict[str, str | int]]:
    """Return id, open and gaps of each section, for a page that is already shown."""
    open_fields = {p.field for p in open_problems(normalised(content, lists.terms), lists)}
    counts: list[dict[str, str | int]] = []
    for section in SECTIONS:
        open_, gaps = _counts(columns_of(section.name), content, open_fields)
        counts.append({"id": f"section-{section.name}", "open": open_, "gaps": gaps})
    return counts


def _counts(columns: Sequence[Column], content: Content, open_fields: set[str]) -> tuple[int, int]:
    names = {column.name for column in columns}
    gaps = [
        column
        for column in columns
        if column.need != FOLDED
        and column.name not in {*NO_GAP, *open_fields}
        and is_gap(content.get(column.name))
    ]
    return len(names & open_fields), len(gaps)


def remarks(content: Content, lists: Lists) -> dict[str, dict[str, list[str]]]:
    """Return, per column that has any, the errors and notices about its names."""
    errors = _by_field(closed_list_problems(content, lists.closed))
    found = {
        column.name: {
            "errors": errors.get(column.name, []),
            "notices": unlisted_notices(column, content, lists),
        }
        for column in COLUMNS
    }
    return {name: said for name, said in found.items() if any(said.values())}


def unlisted_notices(column: Column, content: Content, lists: Lists) -> list[str]:
    """Return a sentence for each name that an open list does not have yet."""
    if column.vocabulary not in OPEN_VOCABULARIES:
        return []
    notices = []
    for name in names_of(content.get(column.name)):
        key = (column.vocabulary, fold(name))
        if key in lists.near:
            near = lists.near[key]
            hint = f" Did you mean “{near}”?" if near else ""
            notices.append(
                f"“{name[:80]}” is not in the list yet: it will be entered as a provisional term, "
                f"marked, until an editor confirms it.{hint}"
            )
    return notices


def _modality_labels(normal: Content, lists: Lists) -> list[str]:
    """Return the proposed modalities in words where the answer is not the same already."""
    proposed = proposed_modality(normal, lists.terms)
    if proposed == names_of(normal.get("modality")):
        return []
    return [MODALITIES.label_of(value) for value in proposed]


def digests(content: Content) -> str:
    """Return a short mark for each answer, by which a page knows later what it started from."""
    return " ".join(f"{name}:{_mark(value)}" for name, value in sorted(content.items()))


def _mark(value: object) -> str:
    return sha256_hex(canonical_json(value))[:12]


@dataclass(frozen=True)
class Difference:
    """A question that two tabs answered differently. `keep` is "mine", "saved", or "" where both
    changed it and a person has to say."""

    name: str
    label: str
    mine: str
    saved: str
    keep: str


def differences(mine: Content, saved: Content, started_from: str) -> list[Difference]:
    """Return where `mine` and `saved` differ; `started_from` are the digests mine began with."""
    marks = dict(mark.split(":", 1) for mark in started_from.split() if ":" in mark)
    found = []
    for column in COLUMNS:
        here, there = mine.get(column.name), saved.get(column.name)
        if here == there:
            continue
        before = marks.get(column.name, "")
        keep = ""
        if started_from:
            mine_untouched = (_mark(here) if here else "") == before
            saved_untouched = (_mark(there) if there else "") == before
            keep = "saved" if mine_untouched else "mine" if saved_untouched else ""
        found.append(
            Difference(
                column.name, column.label, words_of(column, here), words_of(column, there), keep
            )
        )
    return found


@dataclass(frozen=True)
class DraftLine:
    """A draft in a list: what it says, "" where that is nothing yet, and how much is open."""

    reading: str
    open: int


def draft_line(content: Content, lists: Lists) -> DraftLine:
    """Return one draft as a line of a list."""
    normal = normalised(content, lists.terms)
    open_fields = {problem.field for problem in open_problems(normal, lists)}
    return DraftLine(reading_so_far(normal), len(open_fields))


def reading_so_far(normal: Content) -> str:
    """Return the sentence that normalised content reads as, or "" while nothing would show."""
    parts = ("tissue", "cargo", "cancer", "agents", "effect")
    return reading_of(normal) if any(entries_of(normal.get(name)) for name in parts) else ""


@dataclass(frozen=True)
class Answer:
    """A question and its answer in words."""

    label: str
    words: str


def answers_of(content: Content) -> list[Answer]:
    """Return every answer that `content` holds, in the form's order."""
    return [
        Answer(column.label, words_of(column, content[column.name]))
        for column in COLUMNS
        if content.get(column.name)
    ]
