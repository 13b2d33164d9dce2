"""Flags: raising, letting reports through, and settling them."""

from typing import TYPE_CHECKING

from django.db import transaction

from evidence.models import Item, VersionAuthor
from evidence.policies.answers import LONGEST_TEXT, text_problem
from ground import clock, events
from ground.errors import Denied, Invalid, Missing, Problem
from reviews.models import Flag

from .reasons import required_reason
from .telling import tell_of_flag

if TYPE_CHECKING:
    from accounts.models import Person


@transaction.atomic
def raise_flag(*, item: Item, kind: str, text: str, actor: "Person") -> Flag:
    """Flag an item; it cannot be accepted until the flag is settled or waived.

    The word of somebody without a role is kept as a reader's report, which an editor lets
    through first. Saying the same again returns what is there.
    """
    text = required_reason(text, "No flag was raised.", field="text", label="What is wrong")
    Item.objects.select_for_update().get(pk=item.pk)
    same = Flag.objects.filter(item=item, text=text, raised_by=actor, resolved_at=None).first()
    if same:
        return same
    if not actor.roles:
        return _keep_report(item, text, raised_by=actor)
    flag = Flag.objects.create(
        item=item, kind=kind, text=text, raised_by=actor, raised_at=clock.now()
    )
    data = {"flag": str(flag.pk), "kind": kind}
    events.record(stream=f"item:{item.accession}", verb="raise flag", data=data, actor=actor)
    tell_of_flag(flag=flag)
    return flag


@transaction.atomic
def report_problem(*, item: Item, text: str, contact: str = "") -> Flag:
    """Keep a reader's report about a public claim until an editor lets it through; return it."""
    problems = []
    if not text.strip():
        problems.append(Problem("text", "What is wrong: say it in a sentence or two.", "required"))
    elif message := text_problem("What is wrong", text, LONGEST_TEXT):
        problems.append(Problem("text", message))
    if message := text_problem("How to reach you", contact, 200):
        problems.append(Problem("contact", message))
    if problems:
        raise Invalid("The report was not sent; your text is kept.", problems)
    same = Flag.objects.filter(
        item=item, kind="report", text=text.strip(), awaits_moderation=True
    ).first()
    return same or _keep_report(item, text.strip(), contact=contact.strip())


def _keep_report(
    item: Item, text: str, *, contact: str = "", raised_by: "Person | None" = None
) -> Flag:
    flag = Flag.objects.create(
        item=item, kind="report", text=text, contact=contact, raised_by=raised_by,
        raised_at=clock.now(), awaits_moderation=True,
    )  # fmt: skip
    tell_of_flag(flag=flag)
    return flag


@transaction.atomic
def let_through(*, flag: Flag, actor: "Person") -> Flag:
    """Make a reader's report an open flag; return it."""
    flag = _locked(flag, actor)
    if flag.awaits_moderation:
        flag.awaits_moderation = False
        flag.save(update_fields=["awaits_moderation"])
        _record(flag, "let report through", actor)
        tell_of_flag(flag=flag)
    return flag


@transaction.atomic
def settle_flag(*, flag: Flag, reason: str, actor: "Person") -> Flag:
    """Resolve a flag, or turn a report down, with a reason; return it."""
    flag = _locked(flag, actor)
    if flag.resolved_at is not None:
        return flag
    if VersionAuthor.objects.filter(item=flag.item_id, person=actor).exists():
        raise Denied(
            "You are an author of this item, so another editor settles its flags. Nothing was "
            "changed."
        )
    flag.why_resolved = required_reason(reason, "The flag is still open.")
    flag.resolved_by, flag.resolved_at = actor, clock.now()
    flag.awaits_moderation = False
    flag.save(update_fields=["why_resolved", "resolved_by", "resolved_at", "awaits_moderation"])
    _record(flag, "settle flag", actor)
    return flag


def _locked(flag: Flag, actor: "Person") -> Flag:
    if not actor.is_editor:
        raise Denied("Editors settle flags, and you are not one here. Nothing was changed.")
    found = Flag.objects.select_for_update(of=("self",)).filter(pk=flag.pk).first()
    if found is None:
        raise Missing("There is no such flag.")
    return found


def _record(flag: Flag, verb: str, actor: "Person") -> None:
    stream = f"item:{flag.item.accession}"
    events.record(stream=stream, verb=verb, data={"flag": str(flag.pk)}, actor=actor)
