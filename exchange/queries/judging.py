"""Judging a file: every row against what is stored, all errors of all rows at once.

The rows are judged in memory, against what a fixed number of queries loaded: at most 50,000 rows
of a checked size fit, and the cell grammar and the vocabulary's folding are Python that a staging
table would have to repeat in SQL.
"""

from collections.abc import Iterable, Mapping, Sequence

from accounts.models import Person
from evidence.columns import BY_NAME
from evidence.content import Content, Value
from evidence.documents import normalised
from evidence.documents.normal import Known, Terms
from evidence.models import Citation
from evidence.policies.answers import missing_problems
from evidence.policies.drafts import why_not_enter
from evidence.queries.terms import closed_names, labels_of_codes
from exchange.judging.cells import CellReader
from exchange.judging.findings import Finding
from exchange.judging.headers import CITATION, nameless_warnings, read_header
from exchange.judging.merging import PAPER, merge, same
from exchange.judging.papers import NewPaper, Papers
from exchange.judging.rows import IDENTIFIERS, ReadRow, read_rows
from exchange.models import Meaning
from exchange.reading.shapes import CUT_OFF, Sheet
from ground.canonical import canonical_json, sha256_hex

from .judgement import NOTHING_ASKED, Asked, JudgedRow, Judgement
from .likeness import refuse_equal, refuse_repeated, refuse_unknown_reviews
from .names_said import learn_names
from .stored import Stored, imported_before


def meanings_of(person: Person) -> dict[tuple[str, str], str]:
    """Return what `person` said headers ("column") and names mean, by (kind, folded)."""
    rows = Meaning.objects.filter(person=person).values_list("kind", "said", "means")
    return {(kind, said): means for kind, said, means in rows}


def judge(
    sheet: Sheet,
    *,
    columns: Mapping[str, str] | None = None,
    asked: Asked = NOTHING_ASKED,
    actor: Person,
) -> Judgement:
    """Return what `sheet` would do if `actor` imported it. Nothing is written.

    `columns` maps headers (folded) to what they mean for this file, over what was remembered.
    """
    meanings = meanings_of(actor)
    remembered = {said: means for (kind, said), means in meanings.items() if kind == "column"}
    header = read_header(sheet, remembered | dict(columns or {}))
    judgement = Judgement(header)
    notes = [note for note in sheet.notes if note.code != CUT_OFF]
    judgement.warnings += [Finding(n.code, n.message, row=n.row) for n in notes]
    judgement.warnings += header.warnings
    if header.refusals:
        return judgement
    escapes = sheet.format in ("csv", "tsv")
    reader = CellReader(closed_names(), meanings, escapes, codes=labels_of_codes)
    said = read_rows(sheet, header, reader)
    judgement.warnings += nameless_warnings(header)
    _refuse_cut_off(said, sheet)
    if reader.broken_lines:
        message = f"Line ends written as CR became plain ones in {reader.broken_lines} cells."
        judgement.warnings.append(Finding("line_ends", message))
    for (column, code), label in reader.coded.items():
        message = f"“{code}” is read as “{label}”."
        judgement.warnings.append(Finding("code", message, "", None, column, code))
    judgement.rows = _Judge(said, asked, actor, judgement, reader).rows()
    judgement.unlisted = reader.unlisted
    for name in judgement.unknown.keys() & meanings.keys():
        del judgement.unknown[name]
    return judgement


def _refuse_cut_off(said: Sequence[ReadRow], sheet: Sheet) -> None:
    """Refuse the last row of a text file that ends in the midst of it."""
    for note in sheet.notes:
        if note.code == CUT_OFF and said and said[-1].number == note.row:
            hint = "Save or download the file anew, or end the row with a line end."
            said[-1].refuse(CUT_OFF, note.message, hint)


class _Judge:
    """Judges the rows of one file."""

    def __init__(
        self, said: Sequence[ReadRow], asked: Asked, actor: Person, judgement: Judgement,
        reader: CellReader,
    ) -> None:  # fmt: skip
        self.said, self.asked, self.actor, self.judgement = said, asked, actor, judgement
        self.reader = reader
        self.stored = Stored(said, actor)
        self.papers = Papers(_papers_named(said))
        self.people = {
            person.username: person
            for person in Person.objects.filter(username__in={row.curator for row in said})
        }
        self.why_not_enter = why_not_enter(actor)
        self.hashes = {row.number: _hash_of(row) for row in said if not row.accession}
        self.before = imported_before(self.hashes.values(), actor)
        self.terms: Terms = {}
        self.known: Known = {}
        self.values: dict[tuple[str, str], Value] = {}

    def rows(self) -> list[JudgedRow]:
        """Return every row, judged."""
        rows = [JudgedRow(row) for row in self.said]
        refuse_repeated(self.said)
        for row in rows:
            row.target = self.stored.target_of(row.said)
            row.paper = self.papers.of(row.said)
        self.terms = learn_names(rows, self.judgement)
        for row in rows:
            self._compare(row)
        refuse_unknown_reviews(rows)
        refuse_equal(rows, submits=self.asked.submits)
        for row in rows:
            if row.is_written:
                self._look_for_gaps(row)
            if row.said.errors:
                row.kind = "error"
        return rows

    def _compare(self, row: JudgedRow) -> None:
        said, target = row.said, row.target
        mine = normalised(said.content, self.terms, self.known)
        row.curator = self._curator(said)
        if target is None:
            row.kind, row.content, row.meant = "new", mine, mine
            row.said_sha256 = self.hashes.get(said.number, "")
            if accession := self.before.get(row.said_sha256):
                row.kind = "unchanged"
                message = f"This row was imported before, as {accession}."
                said.warn("imported_before", message, "Add its accession to change that claim.")
            elif self.why_not_enter and row.curator is None:
                said.refuse("not_allowed", self.why_not_enter)
            return
        theirs = self._shared(target.content)
        meant = normalised(theirs, self.terms, self.known)
        base = meant if target.base is target.content else self._meant(target.base)
        self._drop_repeated_doubts(said, meant)
        paper = row.paper if isinstance(row.paper, NewPaper) else row.paper and row.paper.pk
        row.merged = merge(
            mine=mine | ({PAPER: paper} if paper else {}),
            clears=said.clears,
            base=base | {PAPER: target.base_paper},
            theirs=meant | {PAPER: target.paper_id},
            choices=self.asked.choices.get(str(row.number), {}),
        )
        row.content = row.merged.applied_to(theirs)
        row.meant = normalised(row.content, self.terms, self.known)
        if all(change.column != PAPER for change in row.merged.changes):
            row.paper = target.paper
        if row.merged.both_sides:
            row.kind = "both_sides"
            self._say_both_sides(row)
        else:
            row.kind = "changed" if row.merged.changes else "unchanged"
        if row.merged.changes and target.why_not:
            said.refuse("not_open", target.why_not)

    def _meant(self, content: Content) -> Content:
        return normalised(self._shared(content), self.terms, self.known)

    def _shared(self, content: Content) -> Content:
        """Return `content` with equal lists of many claims as one, which is then judged once."""
        return {
            name: self.values.setdefault((name, repr(value)), value)
            if isinstance(value, list)
            else value
            for name, value in content.items()
        }

    def _drop_repeated_doubts(self, said: ReadRow, theirs: Content) -> None:
        """Forget the doubts about cells that only repeat what is stored."""
        for name, cell in said.errors.cells():
            value = self.reader.read(name, cell).value if name in BY_NAME else None
            if value is None:
                continue
            told = normalised({name: value}, self.terms)
            if same(told.get(name), theirs.get(name)):
                said.errors.forget(name)

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

    def _look_for_gaps(self, row: JudgedRow) -> None:
        """Say what is not answered yet: a draft may lack it, a submission may not."""
        problems = missing_problems(row.meant)
        wrong = row.said.errors.columns()
        gaps = [(p.field, p.message) for p in problems if p.field not in wrong]
        if row.paper is None and wrong.isdisjoint(CITATION):
            gaps.insert(0, ("pmid", "The row names no paper."))
        if self.asked.submits:
            for column, message in gaps:
                row.said.refuse("required", message, "", column)
        elif gaps and row.target is None:
            missing = ", ".join(dict.fromkeys(column for column, _ in gaps))
            message = "Required answers are missing; the draft can be saved without."
            hint = f"Missing: {missing}."
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
            named = Citation.objects.filter(**{f"{lookup}__any_of": told[name]})
            found.update({citation.pk: citation for citation in named})
    return list(found.values())


def _hash_of(said: ReadRow) -> str:
    """Return the hash by which a row without a name of its own is known again."""
    return sha256_hex(canonical_json({"paper": said.paper, "answers": said.content}))
