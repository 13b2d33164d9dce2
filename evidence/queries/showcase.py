"""The one claim that the home page shows to everybody."""

from django.conf import settings

from evidence.enums import OPEN_STATUSES
from evidence.models import Version


def showcase() -> Version | None:
    """Return the claim that shows a newcomer what a claim looks like, or None.

    It is the latest accepted one. While nothing is accepted, it is the starter claim named in
    settings.SHOWCASE_EXTERNAL_ID, although visitors otherwise learn only the number of claims
    under review: the starter facts are public data shipped with the project, so that showing one
    of them reveals nothing, and a newcomer understands one real claim faster than a description.
    This exception to the sight table is for the home page alone (docs/adr/0009).
    """
    versions = Version.objects.select_related("item", "citation", "standing")
    accepted = versions.filter(standing__status="accepted").order_by(
        "-standing__since", "-standing__version_id"
    )
    collection, value = settings.SHOWCASE_EXTERNAL_ID
    starter = versions.filter(
        item__external_ids__collection=collection,
        item__external_ids__value=value,
        standing__status__in=OPEN_STATUSES,
    )
    return accepted.first() or starter.order_by("-number").first()
