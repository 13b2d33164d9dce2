"""Where a browser goes after a POST."""

from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url


def see_other(to: str, *args: object, onto: str = "") -> HttpResponseRedirect:
    """Answer 303 with the page called `to`; `onto` is appended, such as "#summary"."""
    response = HttpResponseRedirect(resolve_url(to, *args) + onto)
    response.status_code = 303
    return response
