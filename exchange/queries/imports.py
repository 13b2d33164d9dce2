"""Imports and their rows, as far as a person may see them."""

from django.db.models import QuerySet

from accounts.models import Person
from exchange.models import Import, ImportedRow


def imports_of(reader: Person) -> QuerySet[Import]:
    """Return the imports `reader` may see, newest first, with who made and who undid each."""
    imports = Import.objects.visible_to(reader).select_related("undoing", "imported_by")
    return imports.order_by("-imported_at", "-pk")


def rows_of(done: Import, reader: Person) -> QuerySet[ImportedRow]:
    """Return the rows of an import: all to its importer, to others those brought for them."""
    rows = ImportedRow.objects.filter(of=done).order_by("number")
    if done.imported_by_id != reader.pk:
        rows = rows.filter(curator=reader)
    shown = rows.select_related("item", "draft", "draft__became", "citation", "curator")
    return shown.defer("content", "before")
