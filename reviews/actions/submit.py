"""Submit: a draft becomes a frozen version and its round opens."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction

from evidence.actions.versions import freeze_version
from evidence.content import text_of
from evidence.enums import OPEN_STATUSES, STATUSES
from evidence.models import Draft, Item, Standing, Version
from evidence.policies.answers import LONGEST_TEXT, text_problem
from evidence.policies.drafts import why_not_edit
from ground.errors import Denied, Invalid, Problem, Stale
from reviews.models import Round, Seat
from reviews.policies.submission import (
    NO_INTERESTS,
    identical_sentence,
    open_round_sentence,
    twin_sentence,
)
from reviews.queries.twins import identical_to, twins_of

from .declaring import answer_about, refuse_undeclared
from .flags import raise_flag
from .interests import declare_interest
from .moving import set_status

if TYPE_CHECKING:
    from accounts.models import Person


def submit(
    *,
    draft: Draft,
    revision: int,
    interests: str,
    why_separate: str = "",
    actor: "Person",
) -> Version:
    """Freeze `draft`, read at `revision`, and open its round; return the version.

    `interests` is the author's answer on conflicts of interest: "none" or what there is.
    Submitting a draft that is already a version returns that version, so a retry is safe.
    Raises Denied, Stale or Invalid with every problem at once; the draft is kept in each case.
    A conflict that is named bars the author from judging other claims of the paper, and stays
    declared where the submission is refused for another reason.
    """
    refuse_undeclared(actor, "The claim was not submitted; the draft is kept.")
    _refuse_missing_interests(interests)
    if draft.citation is not None and interests.strip() != NO_INTERESTS:
        # In a transaction of its own: it locks the whole paper, a submission its own item first.
        declare_interest(
            citation=draft.citation, person=actor, kind="other", detail=interests, actor=actor
        )
    return _submitted(draft, revision, interests.strip(), why_separate.strip(), actor)


@transaction.atomic
def _submitted(
    draft: Draft, revision: int, interests: str, why_separate: str, actor: "Person"
) -> Version:
    Item.objects.select_for_update().get(pk=draft.item_id)
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    is_author = draft.authors.filter(pk=actor.pk).exists()
    if draft.became is not None and is_author:
        return draft.became
    if sentence := why_not_edit(draft, is_author=is_author):
        raise Denied(sentence)
    if draft.revision != revision:
        message = (
            f"The draft was saved again at {draft.saved_at:%H:%M} UTC, after this page was opened. "
            "It was not submitted. Look at it once more and submit."
        )
        raise Stale(message, current=draft)
    _refuse_open_round(draft)
    _wait_for_the_paper(draft)
    version = freeze_version(draft=draft, actor=actor)
    _refuse_identical(version)
    _refuse_unexplained_twin(version, why_separate)
    round_ = Round.objects.create(
        version=version,
        seats_wanted=draft.reviewers or settings.REVIEWERS_PER_ROUND,
        authors_interests=interests,
        why_separate=why_separate,
        opened_at=version.submitted_at,
    )
    Seat.objects.bulk_create(
        Seat(round=round_, number=number + 1) for number in range(round_.seats_wanted)
    )
    answer_about(citation=version.citation, occasion="submission", interests=interests, actor=actor)
    if doubt := text_of(draft.content.get("doubt")):
        raise_flag(item=version.item, kind="doubt", text=doubt, actor=actor)
    set_status(
        version=version,
        move="submit",
        status="in_review",
        data={"document": version.document_sha256, "seats": round_.seats_wanted},
        actor=actor,
    )
    return version


def _wait_for_the_paper(draft: Draft) -> None:
    """Let one claim of a paper be submitted at a time, so that of two equal ones one is refused."""
    with connection.cursor() as cursor:
        name = f"claims of citation {draft.citation_id}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _refuse_open_round(draft: Draft) -> None:
    standing = Standing.objects.filter(item=draft.item_id, status__in=OPEN_STATUSES).first()
    if standing:
        label = STATUSES.label_of(standing.status)
        raise Denied(open_round_sentence(draft.item.accession, label))


def _refuse_missing_interests(interests: str) -> None:
    message = text_problem("Conflict of interest", interests, LONGEST_TEXT)
    if not interests.strip():
        message = (
            "Say whether you have a conflict of interest with this paper: "
            f"“{NO_INTERESTS}”, or what it is."
        )
    if message:
        raise Invalid(
            "The claim was not submitted; the draft is kept.",
            [Problem("interests", message, "required")],
        )


def _refuse_identical(version: Version) -> None:
    """Refuse a claim that another item already makes; raising undoes the freezing."""
    other = identical_to(claim_sha256=version.claim_sha256, item=version.item).first()
    if other is not None:
        sentence = identical_sentence(other)
        raise Invalid(sentence, [Problem("", sentence, "identical")])


def _refuse_unexplained_twin(version: Version, why_separate: str) -> None:
    twins = list(twins_of(twin_sha256=version.twin_sha256, item=version.item))
    message = text_problem("Why it is separate", why_separate, LONGEST_TEXT)
    if twins and not why_separate.strip():
        message = twin_sentence(twins)
    if message:
        raise Invalid(message, [Problem("why_separate", message, "twin")])
