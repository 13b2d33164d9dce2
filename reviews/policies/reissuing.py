"""Who corrects the identifiers of a paper, and with them its accepted claims."""

from collections.abc import Collection


def why_not_change_identifiers(roles: Collection[str]) -> str:
    """Return why somebody with these roles may not correct a paper's identifiers, or ""."""
    if "editor" in roles:
        return ""
    return (
        "Editors correct the identifiers of a paper, and you are not one here. Nothing was "
        "changed. Tell one of them, for example in the talk of one of its claims."
    )
