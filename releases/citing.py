"""How a release is cited, in one line."""

from releases.models import Release


def how_to_cite(release: Release) -> str:
    """Return the reference of a release; its number and date say which bytes are meant."""
    day = release.published_at
    return (
        f"{release.publisher} ({day:%Y}). {release.label}: {release.rows} peer-reviewed "
        f"{'claim' if release.rows == 1 else 'claims'} [data set]. Published {day.day} {day:%B %Y}."
    )
