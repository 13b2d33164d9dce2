"""The same claims as a Django project with django-import-export would hold them: with links.

The baselines' flat table has nothing to look up or to join. Here every name of a cell that takes
several (cargo, agents, settings …) is a row of its own, linked many-to-many; still without
drafts, authors, events or checks.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connections, models
from import_export import fields, resources
from import_export.widgets import ManyToManyWidget

SEPARATOR = "; "


def _model(name: str, contents: dict[str, Any]) -> type[models.Model]:
    # Relations are followed within installed apps only, so the models say they belong to one.
    meta = type("Meta", (), {"app_label": "exchange", "db_table": f"benchmark_{name.lower()}",
                             "managed": False})  # fmt: skip
    return type(name, (models.Model,), {**contents, "__module__": __name__, "Meta": meta})


LinkedName = _model("LinkedName", {"name": models.TextField(unique=True)})


def linked_claim(columns: Sequence[str], linked: Sequence[str]) -> type[models.Model]:
    """Return a model of these columns: `linked` ones many-to-many, the others text."""
    contents: dict[str, Any] = {
        name: models.ManyToManyField(LinkedName, related_name="+")
        if name in linked
        else models.TextField(null=True)
        for name in columns
    }
    return _model("LinkedClaim", contents)


def linked_resource(
    model: type[models.Model], columns: Sequence[str], linked: Sequence[str], **told: Any
) -> resources.ModelResource:
    """Return what django-import-export needs to be told of such a model; links are prefetched."""
    contents: dict[str, Any] = {
        name: fields.Field(
            column_name=name,
            attribute=name,
            widget=ManyToManyWidget(LinkedName, field="name", separator=SEPARATOR.strip()),
        )
        for name in linked
    }
    contents["Meta"] = type("Meta", (), {"model": model, "fields": columns, **told})
    contents["get_queryset"] = lambda _: model.objects.order_by("id").prefetch_related(*linked)
    return type("LinkedClaims", (resources.ModelResource,), contents)()


def make_tables(model: type[models.Model]) -> None:
    """Make the tables of names, claims and links, for everybody to write."""
    owner = connections["owner"]
    made = [LinkedName, model]
    with owner.schema_editor() as editor:
        for one in made:
            editor.create_model(one)
    made += [field.remote_field.through for field in model._meta.many_to_many]
    with owner.cursor() as cursor:
        for table in (one._meta.db_table for one in made):
            cursor.execute(f'GRANT ALL ON "{table}" TO PUBLIC')
            cursor.execute(f'GRANT ALL ON SEQUENCE "{table}_id_seq" TO PUBLIC')


def add_names(names: Iterable[str]) -> None:
    """Add the names that cells will link to: such an import looks them up, it makes none."""
    LinkedName.objects.bulk_create((LinkedName(name=name) for name in names), batch_size=5_000)
