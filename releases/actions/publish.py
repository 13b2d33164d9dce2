"""Publish: everything that is accepted becomes a numbered release that never changes."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from evidence.models import Version
from evidence.policies.answers import text_problem
from ground import clock, events
from ground.errors import Denied, Invalid, Problem, Stale
from releases import storage
from releases.models import Release, ReleaseFile
from releases.policies import LONGEST_NOTE, next_number, number_problem, why_not_publish
from releases.queries.accepted import Blocked
from releases.queries.audit import keep_heads
from releases.queries.gate import Gate, gate_of, held_by, printable, speaks_against
from releases.queries.methods import methods_for
from releases.queries.particulars import Particulars, contributors_to, particulars_of
from releases.queries.printing import of_release, of_versions, print_missing
from releases.queries.releases import release_before
from releases.storage import Stored

from .building import MEDIA_TYPES, build_files, pack
from .placing import placing, sweep_leftovers, take_turn

if TYPE_CHECKING:
    from accounts.models import Person

_MOST_NAMED = 25  # in one sentence; the page that publishes lists every one


@transaction.atomic
def publish_release(*, number: str, note: str, why_as_is: str = "", actor: "Person") -> Release:
    """Print every accepted version into the files of a new release and return it.

    Left out are claims whose paper was retracted meanwhile, unless that was waived; `why_as_is`
    says why names that are obsolete or that no editor confirmed go in as they are. Raises Denied
    for who is no editor, where nothing is accepted, where something unwaived speaks against an
    accepted version, and where a claim of the last release is gone without a reason; Invalid for
    a number that is none or used, and for a missing reason; Stale where somebody else publishes
    at this moment; Unable where the disk takes no more. Nothing is published then.
    """
    if sentence := why_not_publish(actor):
        raise Denied(sentence)
    note, why_as_is = (text.replace("\r\n", "\n").strip() for text in (note, why_as_is))
    _take_turn()
    # Claims are decided and retired meanwhile: what the release holds is fixed first, in one
    # statement, and everything that follows is asked of that.
    release = _new_release(number, note, actor)
    against = speaks_against()
    release.rows = _hold(release, printable(against.quarantined))
    found = gate_of(against, held_by(release), release_before(release))
    if sentence := why_closed(found):
        raise Denied(sentence)
    _refuse_unusable(number, note, why_as_is, needs_reason=found.needs_reason)
    release.manifest |= {
        "gone": {c.accession: c.reason for c in found.changes if c.kind == "gone"},
        "quarantined": found.quarantined,
        "obsolete": found.obsolete,
        "why_as_is": why_as_is if found.needs_reason else "",
    }
    print_missing(of_release(release))
    release.contributors = "\n".join(contributors_to(release))
    return _printed(release, actor)


def why_closed(found: Gate) -> str:
    """Say why nothing can be published now, and what to do; "" where the gate is open."""
    if found.vanished:
        return (
            f"Nothing was published, because {len(found.vanished)} of the last release are gone "
            f"without a reason: {', '.join(found.vanished[:_MOST_NAMED])}. Restore each, or retire "
            "or merge it with a reason."
        )
    if found.violations:
        return (
            "Nothing was published, because the data breaks the separation of duties. Have "
            f"manage.py check_duties looked into: {' '.join(found.violations[:_MOST_NAMED])}"
        )
    if found.blocked:
        return blocked_sentence(found.blocked)
    if not found.rows:
        return (
            "Nothing is accepted yet, so there is nothing to publish. Nothing was published. A "
            "claim is accepted when its reviewers have judged it and an editor has decided."
        )
    return ""


def blocked_sentence(found: list[Blocked]) -> str:
    """Say which versions are in the way, why, and what to do."""
    lines = [
        f"{version.item.accession}: {' '.join(blocker.sentence for blocker in blockers)}"
        for version, blockers in found[:_MOST_NAMED]
    ]
    if left_off := len(found) - len(lines):
        lines.append(f"And {left_off} more.")
    claims = "claim" if len(found) == 1 else "claims"
    return (
        f"Nothing was published, because something speaks against {len(found)} accepted {claims} "
        "by now. Retire or revise each, settle its flags, or waive what may be waived, then "
        f"publish. {' '.join(lines)}"
    )


def _take_turn() -> None:
    if not take_turn():
        raise Stale(
            "Somebody else is publishing a release at this moment, or the site prints rows for the "
            "next one. Nothing was published by you. Look at the releases in a minute, and publish "
            "then if there is no new one."
        )
    sweep_leftovers()


def _refuse_unusable(number: str, note: str, why_as_is: str, *, needs_reason: bool) -> None:
    problems = [
        Problem("number", number_problem(number) or _used_problem(number)),
        Problem("note", text_problem("Note", note, LONGEST_NOTE)),
        Problem("why_as_is", text_problem("Reason", why_as_is, LONGEST_NOTE)),
    ]
    if needs_reason and not why_as_is:
        message = (
            "Reason: say why the names listed above go in as they are; it is printed in the "
            "release. Or have each confirmed, merged or replaced first."
        )
        problems.append(Problem("why_as_is", message, "required"))
    if found := [problem for problem in problems if problem.message]:
        raise Invalid("Nothing was published; what you wrote is kept.", found)


def _used_problem(number: str) -> str:
    if not Release.objects.filter(number=number).exists():
        return ""
    used = list(Release.objects.values_list("number", flat=True))
    return (
        f"Number: there is a release {number} already, and a release never changes. The next free "
        f"number is {next_number(clock.now().year, used)}."
    )


def _new_release(number: str, note: str, actor: "Person") -> Release:
    """Return a release not stored yet: where events stand and its versions are kept first, its
    files made, itself last."""
    release = Release(
        number=number,
        label=f"{settings.SITE_NAME} {number}",
        published_at=clock.now(),
        published_by=actor,
        note=note,
        licence=settings.RELEASE_LICENCE,
        publisher=settings.RELEASE_PUBLISHER,
        manifest={},
    )
    release.manifest["events_sha256"] = keep_heads(release)
    return release


_HOLD = """
    INSERT INTO releases_release_version (release_id, version_id, place)
    SELECT %s, wanted.id, row_number() OVER (ORDER BY wanted.number)
    FROM ({versions}) wanted (id, number) ORDER BY wanted.number
    """


def _hold(release: Release, versions: QuerySet[Version]) -> int:
    """Fix which versions the release holds; return how many they are."""
    wanted = of_versions(versions)
    with connection.cursor() as cursor:
        cursor.execute(_HOLD.format(versions=wanted.sql), [release.pk, *wanted.params])
        return int(cursor.rowcount)


def _printed(release: Release, actor: "Person") -> Release:
    """Make the files, bring each to its place on the disk, and only then store the release."""
    particulars = particulars_of(release)
    release.manifest["methods"] = methods_for(release, particulars)
    with placing() as folder:
        made = build_files(release, particulars, folder)
        packed = pack(folder, made)
        for name, stored in (made | packed).items():
            storage.keep(folder / name, stored)
        release.manifest["gzip"] = {name: stored._asdict() for name, stored in packed.items()}
        release.manifest["figures"] = _figures(particulars)
        _store(release, made, actor)
    return release


def _store(release: Release, made: dict[str, Stored], actor: "Person") -> None:
    release.manifest["files"] = {name: stored._asdict() for name, stored in made.items()}
    release.save(force_insert=True)
    ReleaseFile.objects.bulk_create(
        ReleaseFile(
            release=release,
            place=place,
            name=name,
            sha256=stored.sha256,
            size=stored.size,
            media_type=MEDIA_TYPES[name],
        )
        for place, (name, stored) in enumerate(made.items(), start=1)
    )
    data = {"rows": release.rows, "sha256sums": made["SHA256SUMS"].sha256}
    events.record(stream=f"release:{release.number}", verb="publish", data=data, actor=actor)


def _figures(particulars: Particulars) -> dict[str, object]:
    return {
        "reviewed_by": particulars.reviewed_by,
        "waivers": len(particulars.waivers),
        "fewer_seats": len(particulars.fewer_seats),
        "interests": len(particulars.interests),
        "corrections": len(particulars.corrections),
        "provisional_terms": len(particulars.provisional),
    }
