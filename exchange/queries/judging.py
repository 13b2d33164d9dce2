"""Judging a file: every row against what is stored, all errors of all rows at once.

The rows are judged in memory, against what a fixed number of queries loaded: at most 50,000 rows
of a checked size fit, and the cell grammar and the vocabulary's folding are Python that a staging
table would have to repeat in SQL.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from accounts.models import Person
from evidence.content import Content, entries_of, names_of
from evidence.documents import claim_hash, names_to_resolve, normalised, twin_hash
from evidence.documents.normal import Terms
from evidence.enums import OPEN_VOCABULARIES, VOCABULARIES
from evidence.models import Citation
from evidence.names import fold
from evidence.policies.answers import missing_problems
from evidence.policies.drafts import why_not_enter
from evidence.queries.entering import nearest
from evidence.queries.terms import closed_names, resolve
from exchange.judging.cells import CellReader
from exchange.judging.findings import Finding
from exchange.judging.headers import Header, read_header
from exchange.judging.merging import PAPER, Merged, merge
from exchange.judging.papers import NewPaper, Papers
from exchange.judging.rows import IDENTIFIERS, ReadRow, read_rows
from exchange.models import Meaning
from exchange.reading.shapes import Sheet
from ground.canonical import canonical_json, sha256_hex
from reviews.queries.twins import living_with

from .stored import Stored, Target, external_ids

MOST_NEAR = 300


@dataclass
class JudgedRow:
    """A row with what it would do. `content` and `paper` are what the draft would hold."""

    said: ReadRow
    kind: str = "error"
    target: Target | None = None
    merged: Merged = field(default_factory=Merged)
    content: Content = field(default_factory=dict)
    paper: Citation | NewPaper | None = None
    curator: Person | None = None
    said_sha256: str = ""

    @property
    def number(self) -> int:
        """The number of the row as the spreadsheet shows it."""
        return self.said.number

    @property
    def is_written(self) -> bool:
        """Would something be stored for it?"""
        return self.kind in ("new", "changed")


@dataclass
class Judgement:
    """What a file would do, row by row."""

    header: Header
    rows: list[JudgedRow] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    unknown: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are of each kind."""
        found = Counter(row.kind for row in self.rows)
        return {kind: found[kind] for kind in ("new", "changed", "unchanged", "both_sides")}


@dataclass(frozen=True)
class Asked:
    """What a person wants of a file besides its rows: choices per row and column, and submitting."""

    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    submits: bool = False


def meanings_of(person: Person) -> dict[tuple[str, str], str]:
    """Return what `person` said headers ("column") and names mean, by (kind, folded)."""
    rows = Meaning.objects.filter(person=person).values_list("kind", "said", "means")
    return {(kind, said): means for kind, said, means in rows}


def judge(
    sheet: Sheet, *, columns: Mapping[str, str] | None = None, asked: Asked = Asked(), actor: Person
) -> Judgement:
    """Return what `sheet` would do if `actor` imported it. Nothing is written.

    `columns` maps headers (folded) to what they mean for this file, over what was remembered.
    """
    meanings = meanings_of(actor)
    remembered = {said: means for (kind, said), means in meanings.items() if kind == "column"}
    header = read_header(sheet, remembered | dict(columns or {}))
    judgement = Judgement(header)
    judgement.warnings += [Finding(n.code, n.message, row=n.row) for n in sheet.notes]
    judgement.warnings += header.warnings
    if header.refusals:
        return judgement
    reader = CellReader(closed_names(), meanings, escapes=sheet.format in ("csv", "tsv"))
    said = read_rows(sheet, header, reader)
    if reader.broken_lines:
        message = f"Line ends written as CR became plain ones in {reader.broken_lines} cells."
        judgement.warnings.append(Finding("line_ends", message))
    judgement.rows = _Judge(said, asked, actor, judgement).rows()
    return judgement


class _Judge:
    """Judges the rows of one file."""

    def __init__(
        self, said: Sequence[ReadRow], asked: Asked, actor: Person, judgement: Judgement
    ) -> None:
        self.said, self.asked, self.actor, self.judgement = said, asked, actor, judgement
        self.stored = Stored(said, actor)
        self.papers = Papers(_papers_named(said))
        self.people = {
            person.username: person
            for person in Person.objects.filter(username__in={row.curator for row in said})
        }
        self.why_not_enter = why_not_enter(actor)
        self.terms: Terms = {}

    def rows(self) -> list[JudgedRow]:
        """Return every row, judged."""
        rows = [JudgedRow(row) for row in self.said]
        self._refuse_repeated()
        for row in rows:
            row.target = self.stored.target_of(row.said)
            row.paper = self.papers.of(row.said)
        self._learn_names(rows)
        for row in rows:
            self._compare(row)
        self._refuse_known_reviews(rows)
        self._refuse_equal(rows)
        for row in rows:
            if row.is_written:
                self._look_for_gaps(row)
            if row.said.errors:
                row.kind = "error"
        return rows

    def _refuse_repeated(self) -> None:
        """Refuse a claim, draft or external id that the file names twice."""
        first: dict[tuple[str, str], int] = {}
        for row in self.said:
            names = [("accession", row.accession), ("draft", row.draft)]
            names += [("external_ids", " ".join(pair)) for pair in external_ids(row.content)]
            for column, value in names:
                if not value:
                    continue
                before = first.setdefault((column, value), row.number)
                if before != row.number:
                    message = f"{column}: {value} stands in row {before} already."
                    row.refuse("row_twice", message, "Keep one of the rows.", column, value)

    def _learn_names(self, rows: Sequence[JudgedRow]) -> None:
        """Look up every name that the file or what is stored mentions, and say what was found."""
        wanted: set[tuple[str, str]] = set()
        for row in rows:
            wanted |= names_to_resolve(row.said.content)
            if row.target is not None:
                wanted |= names_to_resolve(row.target.content)
                wanted |= names_to_resolve(row.target.base)
        self.terms = resolve(wanted)
        first: dict[tuple[str, str], tuple[int, str, str]] = {}
        for row in self.said:
            for key, column, typed in _typed_names(row.content):
                first.setdefault(key, (row.number, column, typed))
        missing = [
            key for key in first if key not in self.terms and key[0] in OPEN_VOCABULARIES
        ]  # fmt: skip
        near = nearest(missing[:MOST_NEAR])
        for key, (number, column, typed) in first.items():
            finding = self._finding_of(key, typed, near.get(key, ""))
            if finding is not None:
                code, message, hint = finding
                self.judgement.warnings.append(Finding(code, message, hint, number, column, typed))
                if code == "unlisted_name":
                    self.judgement.unknown[key] = (typed, near.get(key, ""))

    def _finding_of(
        self, key: tuple[str, str], typed: str, near: str
    ) -> tuple[str, str, str] | None:
        vocabulary = VOCABULARIES.label_of(key[0])
        term = self.terms.get(key)
        if term is not None:
            if fold(term.label) == key[1]:
                return None
            return "synonym", f"“{typed}” is read as the {vocabulary} “{term.label}”.", ""
        if key[0] not in OPEN_VOCABULARIES:
            return None
        message = f"“{typed}” is no {vocabulary} known here; it becomes a provisional term."
        return "unlisted_name", message, f"Did you mean “{near}”?" if near else ""

    def _compare(self, row: JudgedRow) -> None:
        said, target = row.said, row.target
        mine = normalised(said.content, self.terms)
        row.curator = self._curator(said)
        if target is None:
            row.kind, row.content = "new", mine
            row.said_sha256 = _hash_of(said)
            if self.why_not_enter and row.curator is None:
                said.refuse("not_allowed", self.why_not_enter)
            return
        theirs = target.content
        paper = row.paper if isinstance(row.paper, NewPaper) else row.paper and row.paper.pk
        row.merged = merge(
            mine=mine | ({PAPER: paper} if paper else {}),
            clears=said.clears,
            base=normalised(target.base, self.terms) | {PAPER: target.base_paper},
            theirs=normalised(theirs, self.terms) | {PAPER: target.paper_id},
            choices=self.asked.choices.get(str(row.number), {}),
        )
        row.content = row.merged.applied_to(theirs)
        if all(change.column != PAPER for change in row.merged.changes):
            row.paper = target.draft.citation if target.draft else target.version.citation \
                if target.version else row.paper
        if row.merged.both_sides:
            row.kind = "both_sides"
            self._say_both_sides(row)
        else:
            row.kind = "changed" if row.merged.changes else "unchanged"
        if row.merged.changes and target.why_not:
            said.refuse("not_open", target.why_not)

    def _say_both_sides(self, row: JudgedRow) -> None:
        for change in row.merged.both_sides:
            message = (
                f"{change.column}: changed here and in the spreadsheet since the row was exported."
            )
            hint = "Choose which one counts, in the preview; or export again and edit that."
            row.said.warn("both_sides", message, hint, change.column)

    def _curator(self, said: ReadRow) -> Person | None:
        if not said.curator or said.curator == self.actor.username:
            return None
        person = self.people.get(said.curator)
        if not self.actor.is_editor:
            message = "Only editors import on behalf of others."
            said.refuse("not_allowed", message, "Empty the cell.", "curator", said.curator)
        elif person is None or not (person.is_active and person.is_curator):
            message = f"curator: “{said.curator}” is no active curator here."
            said.refuse("unknown_person", message, "Write a user name.", "curator", said.curator)
        else:
            return person
        return None

    def _refuse_known_reviews(self, rows: Sequence[JudgedRow]) -> None:
        wanted = {name for row in rows for name in names_of(row.said.content.get("source_reviews"))}
        known = set(Citation.objects.filter(key__in=wanted).values_list("key", flat=True))
        for row in rows:
            for name in names_of(row.said.content.get("source_reviews")):
                if name not in known:
                    message = f"Source reviews: no citation has the key “{name}”."
                    hint = "Enter the review first, or correct the key."
                    row.said.refuse("unknown_paper", message, hint, "source_reviews", name)

    def _refuse_equal(self, rows: Sequence[JudgedRow]) -> None:
        """Refuse rows that say the same as another claim, and warn of twins."""
        hashed = [
            (row, claim_hash(mine, row.paper), twin_hash(mine, row.paper))
            for row in rows
            if row.is_written and row.paper is not None
            and (mine := normalised(row.content, self.terms))
        ]  # fmt: skip
        living = living_with(claims={c for _, c, _ in hashed}, twins={t for _, _, t in hashed})
        first_equal: dict[str, int] = {}
        first_twin: dict[str, int] = {}
        for row, claim, twin in hashed:
            own = row.target.item.pk if row.target else None
            equal = [v for v in living.equal.get(claim, ()) if v.item_id != own]
            before = first_equal.setdefault(claim, row.number)
            if equal or before != row.number:
                where = equal[0].item.accession if equal else f"row {before}"
                message = f"Every answer equals {where}: the same claim is already there."
                row.said.refuse("identical", message, "Change what differs, or delete the row.")
                continue
            twins = [v.item.accession for v in living.twins.get(twin, ()) if v.item_id != own]
            before = first_twin.setdefault(twin, row.number)
            twins += [f"row {before}"] if before != row.number else []
            if twins and not row.said.why_separate:
                message = f"Same paper, cargo, cancer, agents and effect as {', '.join(twins[:3])}."
                hint = "If it is a claim of its own, say why in the column why_separate."
                (row.said.refuse if self.asked.submits else row.said.warn)("twin", message, hint)

    def _look_for_gaps(self, row: JudgedRow) -> None:
        """Say what is not answered yet: a draft may lack it, a submission may not."""
        problems = missing_problems(normalised(row.content, self.terms))
        gaps = [(p.field, p.message) for p in problems]
        if row.paper is None:
            gaps.insert(0, ("pmid", "The row names no paper."))
        if self.asked.submits:
            for column, message in gaps:
                row.said.refuse("required", message, "", column)
        elif gaps and row.target is None:
            message = f"{len(gaps)} required answers are missing; the draft can be saved without."
            hint = "Missing: " + ", ".join(dict.fromkeys(column for column, _ in gaps)) + "."
            row.said.warn("required", message, hint)


def _papers_named(said: Iterable[ReadRow]) -> list[Citation]:
    """Return the known papers that any row may mean, in one query a kind of name."""
    told: dict[str, set[str]] = {}
    for row in said:
        for name, value in row.paper.items():
            told.setdefault(name, set()).add(value)
    found: dict[int, Citation] = {}
    lookups = {"citation_key": "key", "citation_title": "title", **{n: n for n in IDENTIFIERS}}
    for name, lookup in lookups.items():
        if name in told:
            found.update(Citation.objects.in_bulk(
                Citation.objects.filter(**{f"{lookup}__in": told[name]}).values_list("pk", flat=True)
            ))  # fmt: skip
    return list(found.values())


def _typed_names(content: Content) -> Iterable[tuple[tuple[str, str], str, str]]:
    """Yield (vocabulary, folded name), column and typed name of every name in `content`."""
    for column, value in content.items():
        for key in names_to_resolve({column: value}):
            for entry in entries_of(value):
                if fold(str(entry["name"])) == key[1]:
                    yield key, column, str(entry["name"])
                    break


def _hash_of(said: ReadRow) -> str:
    """Return the hash by which a row without a name of its own is known again."""
    return sha256_hex(canonical_json({"paper": said.paper, "answers": said.content}))
