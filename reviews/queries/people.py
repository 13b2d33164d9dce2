"""People to choose from."""

from django.db.models import QuerySet

from accounts.models import Person


def curators() -> QuerySet[Person]:
    """Return the active curators, by name; for editors who hand an item over."""
    found = Person.objects.filter(is_active=True, roles__contains=["curator"])
    return found.order_by("name", "username")
