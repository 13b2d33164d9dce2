"""ORCID iDs: how they are read and checked."""

import re

# ASCII: digits of other scripts are no digits of an ORCID iD.
_SHAPE = re.compile(
    r"^(?:https?://(?:www\.)?orcid\.org/)?(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dX])/?$", re.ASCII
)


def normal_orcid(text: str) -> str:
    """Return the iD in `text`, also from a link to it, as 0000-0002-1825-0097, or "" if none is."""
    match = _SHAPE.match("".join(text.split()).replace("x", "X"))
    return "-".join(match.groups()) if match else ""


def orcid_problem(text: str) -> str:
    """Return what is wrong with `text` as an ORCID iD, or ""."""
    orcid = normal_orcid(text)
    if not orcid:
        return (
            f"ORCID iD: “{text[:60]}” is not one. Expected are sixteen digits in groups of four, "
            "the last of which may be X, such as 0000-0002-1825-0097."
        )
    if check_digit(orcid[:-1]) != orcid[-1]:
        return (
            f"ORCID iD: {orcid} has a typing mistake, since its last digit does not fit the "
            "others. Copy it again from your ORCID page."
        )
    return ""


def check_digit(digits: str) -> str:
    """Return the check digit (ISO 7064, MOD 11-2) of fifteen digits; hyphens are ignored."""
    total = 0
    for digit in digits.replace("-", ""):
        total = (total + int(digit)) * 2
    value = (12 - total % 11) % 11
    return "X" if value == 10 else str(value)
