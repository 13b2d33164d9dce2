"""How the claims of a release were judged, as a methods section says it."""

from django.conf import settings

from releases.models import Release
from reviews.policies.agreement import agreements
from reviews.policies.methods import Accepted, methods_paragraph
from reviews.queries.agreement import all_years, judged_years

from .particulars import Particulars


def methods_of(release: Release, particulars: Particulars) -> str:
    """Return the paragraph as of the release, which keeps it: later rounds never change it."""
    judged = all_years(judged_years())
    at = release.published_at
    return methods_paragraph(
        site=settings.SITE_NAME,
        period=f"until {at.day} {at:%B %Y}",
        reviewers=settings.REVIEWERS_PER_ROUND,
        courses=judged.courses,
        found=agreements(judged.by_pair()),
        accepted=Accepted(
            {int(many): count for many, count in particulars.reviewed_by.items()},
            len({one.accession for one in particulars.waivers}),
        ),
    )
