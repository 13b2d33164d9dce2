"""What one person keeps of the list of claims."""

from accounts.models import Person
from evidence.list_columns import Layout, layout_of
from evidence.models import ListLayout, SavedSearch


def searches_of(reader: Person | None) -> list[SavedSearch]:
    """Return the searches that `reader` keeps, by name; none and no question for visitors."""
    return list(SavedSearch.objects.visible_to(reader)) if reader else []


def layout_remembered(reader: Person | None) -> Layout:
    """Return the columns and the order that `reader` chose last, or the usual ones."""
    found = ListLayout.objects.filter(person=reader).first() if reader else None
    return layout_of(tuple(found.columns), found.order) if found else Layout()
