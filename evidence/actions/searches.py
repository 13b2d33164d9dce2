"""Keeping a search, and how one wants the list. All of it is the actor's own."""

from django.db import transaction

from accounts.models import Person
from evidence.list_columns import Layout
from evidence.models import ListLayout, SavedSearch
from evidence.policies.answers import line_problem
from ground import clock
from ground.errors import Invalid, Problem

LONGEST_SEARCH_NAME = 80
LONGEST_QUERY = 4_000
MOST_SEARCHES = 50


@transaction.atomic
def save_search(
    *, name: str, query: str, words: str = "", is_default: bool = False, actor: Person
) -> SavedSearch:
    """Keep `query`, an address of the list from behind its "?", under `name`.

    `words` say what it asks for. A search of the same name, in any case, is replaced. Raises
    Invalid and keeps nothing.
    """
    Person.objects.select_for_update(no_key=True).get(pk=actor.pk)
    own = SavedSearch.objects.visible_to(actor)
    kept = own.filter(name__iexact=name.strip()).first()
    if problems := _problems(name.strip(), query, is_new=kept is None, kept=own.count()):
        raise Invalid("The search was not kept.", problems)
    if is_default:
        own.update(is_default=False)
    search = kept or SavedSearch(person=actor)
    search.name, search.query, search.made_at = name.strip(), query, clock.now()
    search.words, search.is_default = words, is_default
    search.save()
    return search


def _problems(name: str, query: str, *, is_new: bool, kept: int) -> list[Problem]:
    problems = []
    if not name:
        problems.append(Problem("name", "Name: call the search something you will know again."))
    elif message := line_problem("Name", name, LONGEST_SEARCH_NAME):
        problems.append(Problem("name", message))
    if len(query) > LONGEST_QUERY:
        problems.append(Problem("name", "The filters are too many to be kept; take some away."))
    if is_new and kept >= MOST_SEARCHES:
        problems.append(Problem("name", f"You keep {kept} searches, and no more fit. Delete one."))
    return problems


@transaction.atomic
def delete_search(*, search: SavedSearch, actor: Person) -> None:
    """Forget one of the actor's own searches; nothing happens where it is gone already."""
    SavedSearch.objects.visible_to(actor).filter(pk=search.pk).delete()


@transaction.atomic
def open_with(*, search: SavedSearch, is_default: bool, actor: Person) -> None:
    """Let the list open with one of the actor's own searches, or with none of them."""
    Person.objects.select_for_update(no_key=True).get(pk=actor.pk)
    own = SavedSearch.objects.visible_to(actor)
    own.update(is_default=False)
    if is_default:
        own.filter(pk=search.pk).update(is_default=True)


@transaction.atomic
def remember_layout(*, layout: Layout, actor: Person) -> None:
    """Remember how the actor wants the list of claims."""
    ListLayout.objects.update_or_create(
        person=actor, defaults={"columns": list(layout.columns), "order": layout.order.word}
    )
