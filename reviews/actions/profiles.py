"""Agreeing to a public profile as an author of papers, and taking that back."""

from django.db import transaction

from accounts.models import Person
from ground import clock, events
from ground.errors import Denied, Invalid, Problem
from reviews.models import Profile
from reviews.policies.papers import profile_name_problem, why_not_show_profile
from reviews.queries.papers import confirmed_papers, own_profile


@transaction.atomic
def show_profile(*, name: str, actor: Person) -> Profile:
    """Show everybody a profile of `actor` under `name`, with ORCID iD and papers; return it.

    Raises Denied where no authorship is confirmed, Invalid where the name cannot be shown.
    """
    Person.objects.select_for_update(no_key=True).get(pk=actor.pk)
    if sentence := why_not_show_profile(papers=len(confirmed_papers(actor))):
        raise Denied(f"{sentence} Nothing was changed.")
    if message := profile_name_problem(name):
        raise Invalid("Nothing was changed; what you wrote is kept.", [Problem("name", message)])
    before = own_profile(actor)
    if before is not None and before.hidden_at is None and before.name == name.strip():
        return before
    shown, _ = Profile.objects.update_or_create(
        person=actor,
        defaults={"name": name.strip(), "agreed_at": clock.now(), "hidden_at": None},
    )
    events.record(stream=f"person:{actor.pk}", verb="show-profile", actor=actor)
    return shown


@transaction.atomic
def hide_profile(*, actor: Person) -> None:
    """Show the profile of `actor` to nobody any more; where there is none nothing happens."""
    shown = Profile.objects.select_for_update().filter(person=actor, hidden_at=None).first()
    if shown is None:
        return
    shown.hidden_at = clock.now()
    shown.save(update_fields=["hidden_at"])
    events.record(stream=f"person:{actor.pk}", verb="hide-profile", actor=actor)
