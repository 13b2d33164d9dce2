"""The page between this site and another server where one signs in."""

from allauth.socialaccount.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.sign_in_elsewhere import server_named, trouble_said
from ground.errors import Denied, DomainError


def going_on(request: HttpRequest, name: str, process: str, next_url: str) -> HttpResponse:
    """Lead to the server called `name`, or say why not.

    A page that goes on by itself, and no redirect: browsers hold the redirect of a form to our
    rule that forms are sent to this site alone.
    """
    server = server_named(name)
    provider = get_adapter(request).get_provider(request, name)
    try:
        with trouble_said(server):
            address = provider.redirect(request, process, next_url=next_url)["Location"]
    except Denied as refusal:
        return refused_page(request, refusal)
    context = {"server": server, "address": address}
    page = render(request, "accounts/going_on.html", context)
    page["Refresh"] = f"0; url={address}"
    page["Cache-Control"] = "no-store"
    return page


def refused_page(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """Say why somebody is not signed in, or nothing connected, and what to do."""
    context = {"message": refusal.message}
    return render(request, "accounts/sign_in_refused.html", context, status=403)
