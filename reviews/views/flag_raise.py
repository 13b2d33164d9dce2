"""Raising a flag."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from evidence.forms.claims import last
from evidence.queries.items import item_by, versions_of
from evidence.views.see_other import see_other
from ground.errors import Invalid
from reviews.actions.flags import raise_flag
from reviews.queries.footing import footing_of
from reviews.views.resending import keeps_what_is_typed


@keeps_what_is_typed
@require_http_methods(["GET", "HEAD", "POST"])
def flag_raise(request: HttpRequest, accession: str) -> HttpResponse:
    """Ask what is wrong; on POST flag the item."""
    item = item_by(accession, signed_in(request))
    versions = versions_of(item, signed_in(request)) if item else []
    if item is None or not versions:
        raise Http404
    context = {
        "item": item,
        "version": versions[0],
        "is_moderated": not signed_in(request).roles,
        "text": "",
        "problems": [],
    }
    if request.method != "POST":
        return render(request, "reviews/flag_raise.html", context)
    text = last(request.POST, "text")
    is_author = footing_of(signed_in(request), versions[0]).is_author_of_item
    kind = "doubt" if is_author else "concern"
    try:
        flag = raise_flag(item=item, kind=kind, text=text, actor=signed_in(request))
    except Invalid as error:
        context |= {"text": text, "problems": error.problems}
        return render(request, "reviews/flag_raise.html", context, status=422)
    done = f"{accession} is flagged. An editor looks at it before acceptance."
    if flag.awaits_moderation:
        done = f"Your report on {accession} was sent. An editor reads it before it becomes a flag."
    messages.success(request, done)
    return see_other("evidence:item-detail", accession)
