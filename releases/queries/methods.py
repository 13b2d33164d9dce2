"""How the claims of a release were judged, as a methods section says it."""

from releases.models import Release
from reviews.policies.methods import Accepted
from reviews.policies.period import Period
from reviews.queries.methods import methods_of, report_of

from .particulars import Particulars


def methods_for(release: Release, particulars: Particulars) -> str:
    """Return the paragraph as of the moment the release is made, for the claims it holds.

    Publishing keeps it in the manifest: what is judged later never changes a release.
    """
    day = release.published_at.date()
    accepted = Accepted(
        {int(many): count for many, count in particulars.reviewed_by.items()},
        len({one.accession for one in particulars.waivers}),
    )
    return methods_of(report_of(Period(last=day)), day, accepted)
