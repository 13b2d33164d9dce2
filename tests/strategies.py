"""Generated contents: everything a person could have answered, and stored as a version would."""

from hypothesis import strategies as st

from evidence.columns import COLUMNS, Attribute, Column
from evidence.content import Content, Entry, Value
from evidence.enums import UNKNOWNS

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")), min_size=1,
    max_size=40,
).map(str.strip).filter(bool)  # fmt: skip


def attribute_values(attribute: Attribute) -> st.SearchStrategy[object]:
    """Values one attribute can have."""
    if attribute.is_mark:
        return st.just(True)
    return st.sampled_from(attribute.choices.values) if attribute.choices else WORDS


def entries(column: Column) -> st.SearchStrategy[Entry]:
    """Entries of one column: a name, and any of its attributes."""
    names = st.sampled_from(column.choices.values) if column.choices else WORDS
    required = {a.name: attribute_values(a) for a in column.attributes if a.required}
    optional = {a.name: attribute_values(a) for a in column.attributes if not a.required}
    return st.fixed_dictionaries({"name": names} | required, optional=optional)


def values(column: Column) -> st.SearchStrategy[Value]:
    """Values of one column, unknowns included."""
    unknowns = st.sampled_from(UNKNOWNS.values).map(lambda kind: {"unknown": kind})
    if column.is_text:
        return st.one_of(WORDS, unknowns)
    most = 3 if column.many else 1
    return st.one_of(st.lists(entries(column), min_size=1, max_size=most), unknowns)


def contents() -> st.SearchStrategy[Content]:
    """Whole contents, any question answered or not."""
    return st.fixed_dictionaries({}, optional={c.name: values(c) for c in COLUMNS})
