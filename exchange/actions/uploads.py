"""A file on its way in: kept between drop and confirmation, and what its person says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from evidence.columns import COLUMNS
from evidence.enums import OPEN_VOCABULARIES
from evidence.names import fold
from evidence.policies.answers import text_problem
from evidence.queries.terms import resolve
from exchange.judging.headers import LONGEST_NAME, WRITABLE, header_key, plain_meaning
from exchange.judging.merging import MINE, THEIRS
from exchange.models import Importing, Meaning, Upload
from exchange.policies import why_not_import, why_not_want_reviewers
from exchange.reading import limits
from ground import clock
from ground.errors import Denied, Invalid, Problem

from .import_items import sha256_of

if TYPE_CHECKING:
    from accounts.models import Person

KEPT = timedelta(days=7)
_CHOICES = {column.choices.name: column.choices for column in COLUMNS if column.choices}


@transaction.atomic
def keep_upload(*, data: bytes, name: str, actor: "Person") -> Upload:
    """Keep a file until it is imported or cancelled, at most a week, and return it.

    The same file dropped in again is the one that is kept already.
    """
    if sentence := why_not_import(actor):
        raise Denied(sentence)
    if len(data) > limits.FILE_BYTES:
        message = (
            f"The file is bigger than {limits.FILE_BYTES // 1024**2} MiB. Split it and bring it "
            "in piece by piece. Nothing was saved."
        )
        raise Invalid(message, [Problem("file", message)])
    own = Upload.objects.visible_to(actor)
    own.filter(uploaded_at__lt=clock.now() - KEPT).delete()
    file_sha256 = sha256_of(data)
    same = own.filter(file_sha256=file_sha256).first()
    return same or Upload.objects.create(
        person=actor,
        file_name=file_name(name),
        file_sha256=file_sha256,
        data=data,
        uploaded_at=clock.now(),
    )


def file_name(name: str) -> str:
    """Return what a file is called, without folders and without what cannot be shown."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in last)
    return shown[-200:] or "file"


@dataclass(frozen=True)
class How:
    """How a file is to be imported: see `Wishes`."""

    submits: bool = False
    reviewers: int | None = None
    share_with_two: int = 0


@transaction.atomic
def describe_upload(
    *,
    upload: Upload,
    columns: Mapping[str, str],
    names: Mapping[tuple[str, str], str],
    choices: Mapping[str, Mapping[str, str]],
    how: How,
    actor: "Person",
) -> Upload:
    """Note what headers and names mean, whose answers count and how to import; return the file.

    `columns` maps headers to our columns, "" for none; `names` maps (vocabulary, typed name) to
    a name of that vocabulary, "" to keep it as a provisional term: both are remembered for the
    person's next file. `choices` maps row and column to "mine" or "theirs". Raises Invalid for
    what is not there; then nothing is noted.
    """
    if sentence := why_not_want_reviewers(how.reviewers, how.share_with_two, actor):
        raise Denied(sentence)
    known = _listed(names)
    if problems := _unknown(columns, names, known):
        raise Invalid("Nothing was noted of what you said about the file.", problems)
    upload = Upload.objects.visible_to(actor).select_for_update().get(pk=upload.pk)
    for said, means in columns.items():
        key = header_key(said)
        if means == plain_meaning(said):
            Meaning.objects.filter(person=actor, kind="column", said=key).delete()
        else:
            _remember(actor, "column", key, means)
    for (kind, typed), means in names.items():
        if means or kind in OPEN_VOCABULARIES:
            _remember(actor, kind, fold(typed), known.get((kind, fold(means)), ""))
    for row, answers in choices.items():
        kept = {c: a for c, a in answers.items() if a in (MINE, THEIRS)}
        upload.choices[row] = upload.choices.get(row, {}) | kept
    upload.submits, upload.reviewers = how.submits, how.reviewers
    upload.share_with_two = how.share_with_two if how.reviewers == 1 else 0
    upload.save(update_fields=["choices", "submits", "reviewers", "share_with_two"])
    return upload


def _unknown(
    columns: Mapping[str, str],
    names: Mapping[tuple[str, str], str],
    known: Mapping[tuple[str, str], str],
) -> list[Problem]:
    """Return which headers and names are said to mean what is not there."""
    problems = [
        Problem("columns", f"“{said[:60]}”: there is no column “{means[:60]}”.")
        for said, means in columns.items()
        if means and means not in WRITABLE
    ]
    problems += [
        Problem("names", f"“{typed[:60]}”: “{means[:60]}” is not in that list either.")
        for (kind, typed), means in names.items()
        if means and (kind, fold(means)) not in known
    ]
    for text in (*columns, *(typed for _, typed in names)):
        if message := text_problem("A header or name", text, LONGEST_NAME):
            problems.append(Problem("columns", message))
    return problems


def _listed(names: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """Return, for each (list, folded name) that is one, the name as its list has it."""
    wanted = {(kind, fold(means)) for (kind, _), means in names.items() if means}
    found = {key: term.label for key, term in resolve(wanted).items()}
    for kind, means in wanted:
        listed = _CHOICES.get(kind)
        if listed and (choice := listed.find(means)):
            found[kind, means] = choice.label
    return found


def _remember(actor: "Person", kind: str, said: str, means: str) -> None:
    Meaning.objects.update_or_create(person=actor, kind=kind, said=said, defaults={"means": means})


@transaction.atomic
def forget_meanings(*, meanings: Sequence[int], actor: "Person") -> int:
    """Forget what the actor said these headers and names mean, and return how many there were."""
    count, _ = Meaning.objects.filter(person=actor, pk__in=meanings).delete()
    return count


@transaction.atomic
def cancel_upload(*, upload: Upload, actor: "Person") -> None:
    """Forget a file; what was already imported of it stays.

    Raises Denied while its import is under way.
    """
    own = Upload.objects.visible_to(actor).select_for_update().filter(pk=upload.pk).first()
    if own is None:
        return
    if Importing.objects.filter(upload=own, why_not="").exists():
        raise Denied("The file is being imported. Cancel that first. Nothing was changed.")
    own.delete()
