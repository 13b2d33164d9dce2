"""Letting a page frame the PDF of its paper: no other page frames anything."""

from csp.constants import SELF
from django.http import HttpResponse


def framing_own(response: HttpResponse) -> HttpResponse:
    """Return `response`, which may now frame what this site itself sends."""
    # What django-csp's own decorator leaves on a response, which fits plain views only.
    vars(response)["_csp_update"] = {"frame-src": [SELF]}
    return response
