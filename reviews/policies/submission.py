"""What stands in the way of a submission besides unanswered questions."""

from collections.abc import Sequence

from evidence.models import Version

NO_INTERESTS = "none"


def same_claim(where: str) -> str:
    """Say where exactly this is claimed already: in a version, or in a row of the same file."""
    return f"Every answer equals {where}: the same claim is already there."


def near_claims(where: Sequence[str]) -> str:
    """Say which claims are so near that one has to say why it is another."""
    return f"Same paper, cargo, cancer, agents and effect as {', '.join(where)}."


def named(version: Version) -> str:
    """Return what a version is called in these sentences."""
    return f"{version.item.accession}, version {version.number}"


def identical_sentence(other: Version) -> str:
    """Say which item already claims exactly this."""
    return (
        f"{same_claim(named(other))} It was not submitted again; the draft is kept. Change what "
        "differs, or withdraw the draft."
    )


def twin_sentence(twins: Sequence[Version]) -> str:
    """Ask why a claim so near to others is one of its own."""
    names = [f"{twin.item.accession} (version {twin.number})" for twin in twins]
    return (
        f"{near_claims(names)} If it is a claim of its own, say in one sentence why, and submit "
        "again. The draft is kept."
    )


def open_round_sentence(accession: str, label: str) -> str:
    """Say that one version of the item is still being judged."""
    return (
        f"Another version of {accession} is {label}. One version is judged at a time: wait for "
        "its decision or withdraw it first. The draft is kept."
    )
