"""Asking for many values at once: `field__any_of=values`, as one parameter.

`field__in` has a placeholder for each value, and finding thousands of them in a long statement
takes longer than the question itself.
"""

from typing import Any

from django.db.models import Field, Lookup


@Field.register_lookup
class AnyOf(Lookup):
    """The field has one of the values: `= ANY(array)`."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the condition and its parameters."""
        column, params = self.process_lhs(compiler, connection)
        values = [self.lhs.output_field.get_prep_value(value) for value in self.rhs]
        return f"{column} = ANY(%s)", (*params, values)
