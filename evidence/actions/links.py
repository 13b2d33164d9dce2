"""The narrow rows a version is written with: which terms it names, which answers it gives.

Every stage of a picture must have a value for every claim, so that nothing falls out of a count
unseen; docs/adr/0026 says which rows that took.
"""

from evidence.columns import BY_NAME, COLUMNS
from evidence.content import Content, entries_of, unknown_of
from evidence.documents.normal import Terms, is_no_agent
from evidence.enums import NO_AGENT, NO_DIRECT_TARGET
from evidence.names import fold
from evidence.policies.strength import directness

# Attributes people filter by, each as a role of its own.
_FACETED_ATTRIBUTES = {
    "cargo": {"kind": "cargo_kind"},
    "agents": {"role": "agent_role"},
    "settings": {"measured": "measured"},
}
_DIRECT = "direct_targets"
# Contradictions are looked for among these: a whole vesicle is no cargo in particular.
_ACTING = ("acting_cargo", "inhibited_cargo")


def term_links(content: Content, terms: Terms) -> set[tuple[str, int]]:
    """Return role and term of every name; a direct target has a role of its own besides,
    and so has cargo that acts as itself or as its inhibitor."""
    links = set()
    for column in COLUMNS:
        for entry in entries_of(content.get(column.name)):
            term = terms.get((column.vocabulary, fold(str(entry["name"]))))
            if term is not None:
                links.add((column.name, term.pk))
                if column.name == "targets" and entry.get("role") == "direct":
                    links.add((_DIRECT, term.pk))
                if column.name == "cargo" and entry.get("kind") != "whole_ev":
                    links.add((_ACTING[entry.get("acts_as") == "inhibitor"], term.pk))
    return links


def choice_links(content: Content, named: set[tuple[str, int]]) -> set[tuple[str, str]]:
    """Return role and value of every answer of a closed list; `named` are its term links."""
    links = {("directness", str(sum(point.met for point in directness(content))))}
    for column in COLUMNS:
        if column.is_text and column.name != "doubt":
            continue
        value = content.get(column.name)
        if column.name == "doubt":
            links |= {("doubt", "yes")} if value else set()
        elif unknown := unknown_of(value):
            links.add((column.name, unknown))
        elif column.choices:
            links |= {(column.name, str(entry["name"])) for entry in entries_of(value)}
        for attribute, role in _FACETED_ATTRIBUTES.get(column.name, {}).items():
            links |= {
                (role, str(entry[attribute])) for entry in entries_of(value) if attribute in entry
            }
    if unknown := unknown_of(content.get("cargo")):
        links.add(("cargo_kind", unknown))
    if any(is_no_agent(BY_NAME["agents"], entry) for entry in entries_of(content.get("agents"))):
        links.add(("agents", NO_AGENT.value))
    if not any(role == _DIRECT for role, _ in named):
        links.add((_DIRECT, unknown_of(content.get("targets")) or NO_DIRECT_TARGET.value))
    return links
