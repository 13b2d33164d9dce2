"""How a release is cited: in one line for its files, and in four styles for its page."""

from releases.models import Release


def how_to_cite(release: Release) -> str:
    """Return the reference of a release; its number and date say which bytes are meant."""
    day = release.published_at
    return (
        f"{release.publisher} ({day:%Y}). {release.label}: {_claims(release)} [data set]. "
        f"Published {day.day} {day:%B %Y}."
    )


def in_four_styles(release: Release, *, address: str) -> dict[str, str]:
    """Return style → the reference of a release as a data set that is read at `address`.

    After what the four manuals say of data sets; their author is who publishes them.
    """
    day, who, what = release.published_at, release.publisher, release.label
    titled = f"{what}: {_claims(release)}"
    return {
        "APA": f"{who}. ({day:%Y}, {day:%B} {day.day}). {titled} [Data set]. {address}",
        "ACS": f"{who}. {titled} [Data set]; {who}, {day:%Y}. {address}",
        "NLM": (
            f"{who}. {titled} [dataset on the Internet]. {who}; {day:%Y %b} {day.day}. "
            f"Available from: {address}"
        ),
        "CSE": f"{who}. {day:%Y}. {titled} [data set]. {address}",
    }


def _claims(release: Release) -> str:
    return f"{release.rows} peer-reviewed {'claim' if release.rows == 1 else 'claims'}"
