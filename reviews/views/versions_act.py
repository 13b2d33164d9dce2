"""Acting on many versions at once: assign, remind, confirm, return."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.models import Person
from accounts.views.signed_in import signed_in
from ground.errors import Problem
from reviews.actions.assigning import assign
from reviews.actions.decide import confirm
from reviews.actions.in_bulk import Act, decide_alike, each
from reviews.actions.remind import remind
from reviews.forms.many import Chosen, read_chosen
from reviews.queries.people import reviewer_named
from reviews.queries.under_review import chosen_versions
from reviews.views.resending import keeps_what_is_typed
from reviews.views.version_list import refuse_all_but_editors, versions_page


@keeps_what_is_typed
@require_POST
def versions_act(request: HttpRequest) -> HttpResponse:
    """Act on each ticked version by itself; show what became of each, and why not."""
    actor, chosen = signed_in(request), read_chosen(request.POST)
    refuse_all_but_editors(actor)
    person = reviewer_named(chosen.person) if chosen.person else None
    problems = chosen.problems
    if chosen.act == "assign" and chosen.person and person is None:
        problems = [*problems, Problem("person", "Reviewer: choose somebody from the list.")]
    if problems:
        return versions_page(request, request.POST, chosen, problems=problems, status=422)
    versions = chosen_versions(actor, chosen.numbers)
    act = _act(chosen, person, actor)
    became = each(versions=versions, act=act, reason=chosen.reason)
    return versions_page(request, request.POST, chosen, became=became)


def _act(chosen: Chosen, person: Person | None, actor: Person) -> Act:
    """Return what is done to each version: the same actions as one by one."""
    acts: dict[str, Act] = {
        "remind": lambda version, _: remind(version=version, actor=actor),
        "confirm": lambda version, _: confirm(
            version=version, expected=chosen.expected.get(version.pk, ""), actor=actor
        ),
        "return": lambda version, why: decide_alike(
            version=version, outcome="returned", reason=why, actor=actor
        ),
    }
    if person is not None:
        acts["assign"] = lambda version, why: assign(
            version=version, person=person, override_reason=why, actor=actor
        )
    return acts[chosen.act]
