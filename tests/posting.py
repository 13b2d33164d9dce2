"""A content as the claim form posts it."""

from evidence.columns import BY_NAME
from evidence.content import Content


def as_post(content: Content) -> dict[str, list[str]]:
    """Return the POST body of a form that shows `content`, blank controls left out."""
    body: dict[str, list[str]] = {}
    for name, value in content.items():
        column = BY_NAME[name]
        if isinstance(value, dict):
            body[f"{name}-unknown"] = [value["unknown"]]
        elif isinstance(value, str):
            body[name] = [value.replace("\n", "\r\n")]
        elif column.kind in ("terms", "rows"):
            for index, entry in enumerate(value):
                for key, said in entry.items():
                    body[f"{name}-{index}-{key}"] = ["1" if said is True else said]
        else:
            body[name] = [entry["name"] for entry in value]
    return body
