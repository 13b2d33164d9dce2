"""What a notification says, made anew at each reading from what the reader may see then."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from accounts.models import Notification, Person
from accounts.notices import KINDS
from evidence.models import CitationStatus, Version
from ground import clock
from releases.models import ReleaseFile
from reviews.models import (
    Comment,
    CommentAct,
    Decision,
    Flag,
    Interest,
    PaperComment,
    Seat,
    Statement,
)
from reviews.queries.seats import open_seats

from .comments import excerpt, signed

SETTLED = "This is settled by now, or not open to you any more."


@dataclass(frozen=True)
class Told:
    """One notification in words. Where nothing is open any more, `href` and the thing are gone."""

    notification: Notification
    kind: str
    text: str
    href: str = ""

    @property
    def is_open(self) -> bool:
        """Says something that mail may say, too."""
        return self.text != SETTLED


@dataclass
class Seen:
    """What `reader` may see of all the things that some notifications are about."""

    reader: Person
    versions: dict[str, Version]
    decisions: dict[str, Decision]
    comments: dict[str, Comment]
    retracted: set[str]
    questions: dict[str, PaperComment]
    seats: dict[str, Any]
    own_seats: dict[int, Seat]
    flags: dict[str, Flag]
    statements: dict[str, Statement]
    claims: dict[str, Interest]
    became: dict[str, CitationStatus]
    files: dict[str, ReleaseFile]


def told_to(reader: Person, notifications: Sequence[Notification]) -> list[Told]:
    """Return each notification in words for `reader`; the queries do not depend on how many."""
    seen = _seen(reader, notifications)
    told = []
    for notification in notifications:
        words = _WORDS[notification.kind](notification, seen)
        text, href = words or (SETTLED, "")
        told.append(Told(notification, KINDS[notification.kind].subject, text, href))
    return told


def _seen(reader: Person, notifications: Iterable[Notification]) -> Seen:
    ids: dict[str, set[str]] = {}
    for row in notifications:
        ids.setdefault(row.about, set()).add(row.about_id)
    versions, comments = ids.get("version", set()), ids.get("comment", set())
    rounds = [int(pk) for pk in versions]
    light = ("version__document", "version__answers", "version__supplement")
    shown = Version.objects.visible_to(reader).select_related("item", "standing", "round")
    decided = Decision.objects.visible_to(reader).select_related("round__version__item")
    said = Comment.objects.visible_to(reader).select_related("item", "version", "writer")
    taken_back = CommentAct.objects.visible_to(reader).filter(
        act="retract", comment__in=[UUID(pk) for pk in comments]
    )
    asked = PaperComment.objects.visible_to(reader).filter(retraction=None)
    asked = asked.select_related("citation", "writer")
    own = Seat.objects.visible_to(reader).filter(round__in=rounds)
    raised = Flag.objects.visible_to(reader).select_related("item").filter(resolved_at=None)
    stated = Statement.objects.visible_to(reader).waiting().select_related("citation")
    claimed = Interest.objects.visible_to(reader).barring().filter(confirmed=False)
    claimed = claimed.select_related("citation")
    return Seen(
        reader=reader,
        versions=_by_id(shown.defer("document", "answers", "supplement"), versions),
        decisions=_by_id(decided.defer(*(f"round__{name}" for name in light)), versions),
        comments=_by_id(said.defer(*light), comments),
        retracted={str(pk) for pk in taken_back.values_list("comment", flat=True)}
        if comments
        else set(),
        questions=_by_id(asked, ids.get("question", set())),
        seats=_by_id(open_seats(reader), ids.get("seat", set())),
        own_seats={seat.round_id: seat for seat in own} if versions else {},
        flags=_by_id(raised, ids.get("flag", set())),
        statements=_by_id(stated, ids.get("statement", set())),
        claims=_by_id(claimed, ids.get("authorship", set())),
        became=_by_id(CitationStatus.objects.select_related("citation"), ids.get("status", set())),
        files=_by_id(ReleaseFile.objects.select_related("release"), ids.get("file", set())),
    )


def _by_id(rows: Any, ids: set[str]) -> dict[str, Any]:
    return {str(row.pk): row for row in rows.filter(pk__in=ids)} if ids else {}


# What is said and where it leads, or None where nothing is open to the reader any more.
Words = tuple[str, str] | None


def _decision(told: Notification, seen: Seen) -> Words:
    decision = seen.decisions.get(told.about_id)
    version = decision.round.version if decision else seen.versions.get(told.about_id)
    if version is None:
        return None
    name = f"{version.item.accession}, version {version.number}"
    outcome = decision.outcome if decision else version.standing.get_status_display()
    href = ""
    if told.about_id in seen.versions:
        page = "reviews:feedback" if decision else "evidence:version-detail"
        href = reverse(page, args=[version.item.accession, version.number])
    return f"{name}: {outcome}.", href


def _round(told: Notification, seen: Seen) -> Words:
    version = seen.versions.get(told.about_id)
    if version is None or version.standing.status not in ("agreed", "split"):
        return None
    name = f"{version.item.accession}, version {version.number}"
    seat, until = seen.own_seats.get(version.pk), version.round.reconciling_until
    if seat and until and version.round.is_reconciling(clock.now()):
        text = f"{name}: you and the other reviewer differ. You see each other’s reasons until "
        return f"{text}{until:%-d %B} and may change yours.", reverse(
            "reviews:seat", args=[seat.pk]
        )
    return f"{name}: the round has closed. An editor decides next.", _version_href(version)


def _decider(told: Notification, seen: Seen) -> Words:
    version = seen.versions.get(told.about_id)
    if version is None or version.standing.status not in ("agreed", "split"):
        return None
    name = f"{version.item.accession}, version {version.number}"
    href = reverse("reviews:decide", args=[version.item.accession, version.number])
    return f"{name} waits for a decision.", href


def _seat(told: Notification, seen: Seen) -> Words:
    seat = seen.seats.get(told.about_id)
    if seat is None or seat.delivered or seat.round.version.standing.status != "in_review":
        return None
    version, now = seat.round.version, clock.now()
    name = f"Your review of {version.item.accession}"
    until = f"{seat.lease_until:%-d %B, %H:%M} UTC"
    if seat.lease_until > now:
        text = f"{name} is due on {until}."
    else:
        text = f"{name} was due on {until}. You may still deliver while a seat is free."
    return text, reverse("reviews:seat", args=[seat.pk])


def _talk(told: Notification, seen: Seen) -> Words:
    if told.about != "question":
        return _comment(told, seen)
    asked = seen.questions.get(told.about_id)
    if asked is None:
        return None
    href = reverse("reviews:paper-comments", args=[asked.citation.key]) + f"#comment-{asked.pk}"
    text = f"{asked.citation.short}: {asked.writer} asks its authors “{excerpt(asked.text)}”"
    return text, href


def _comment(told: Notification, seen: Seen) -> Words:
    comment = seen.comments.get(told.about_id)
    if comment is None or told.about_id in seen.retracted:
        return None
    who = signed(comment, seen.reader)
    href = reverse("reviews:talk", args=[comment.item.accession]) + f"#comment-{comment.pk}"
    return f"{comment.item.accession}: {who} wrote “{excerpt(comment.text)}”", href


def _flag(told: Notification, seen: Seen) -> Words:
    flag = seen.flags.get(told.about_id)
    if flag is None:
        return None
    if flag.awaits_moderation:
        return f"{flag.item.accession}: a reader’s report waits.", reverse("reviews:flag-list")
    href = reverse("evidence:item-detail", args=[flag.item.accession])
    return f"{flag.item.accession} is flagged: {excerpt(flag.text)}", href


def _statement(told: Notification, seen: Seen) -> Words:
    statement = seen.statements.get(told.about_id)
    if statement is None or not seen.reader.is_editor:
        return None
    text = f"{statement.citation.short}: an author’s statement waits for an editor’s word."
    return text, reverse("reviews:statement-list")


def _editors_word(told: Notification, seen: Seen) -> Words:
    if told.about != "authorship":
        return _statement(told, seen)
    claim = seen.claims.get(told.about_id)
    if claim is None or not seen.reader.is_editor:
        return None
    text = f"{claim.citation.short}: a claim of authorship waits for an editor’s word."
    return text, reverse("reviews:interest-list")


def _became(told: Notification, seen: Seen) -> Words:
    noted = seen.became.get(told.about_id)
    if noted is None:
        return None
    citation, label = noted.citation, noted.get_status_display()
    text = f"{citation.short}: “{excerpt(str(citation))}” is {label} ({noted.source})."
    return text, reverse("evidence:citation-detail", args=[citation.key])


def _damaged(told: Notification, seen: Seen) -> Words:
    file = seen.files.get(told.about_id)
    if file is None or not seen.reader.is_editor:
        return None
    text = (
        f"{file.name} of {file.release.label} was found altered on the server’s disk on "
        f"{told.made_at:%-d %B} and is not sent as it is. Have manage.py verify_releases run."
    )
    return text, reverse("releases:release-detail", args=[file.release.number])


def _account(told: Notification, seen: Seen) -> Words:
    text = (
        f"How you sign in was changed on {told.made_at:%-d %B, %H:%M} UTC. Your settings say what "
        "was done. If it was neither you nor asked for by you, tell an administrator at once."
    )
    return text, reverse("accounts:security")


def _version_href(version: Version) -> str:
    return reverse("evidence:version-detail", args=[version.item.accession, version.number])


_WORDS: dict[str, Callable[[Notification, Seen], Words]] = {
    "decision": _decision,
    "assigned": _seat,
    "lease": _seat,
    "talk": _talk,
    "round": _round,
    "flag": _flag,
    "decider": _decider,
    "interest": _editors_word,
    "withdrawn": _became,
    "damage": _damaged,
    "account": _account,
}
