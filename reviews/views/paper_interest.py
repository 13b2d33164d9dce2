"""One's interest in a paper: its author, of the same lab, another; and editors' word for others."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import Person
from accounts.views.signed_in import signed_in
from evidence.forms.claims import last
from evidence.models import Citation
from evidence.views.see_other import see_other
from ground.errors import DomainError, Invalid, Problem, Stale
from reviews.actions.authorship import claim_authorship
from reviews.actions.interests import declare_interest
from reviews.enums import INTEREST_KINDS
from reviews.forms.interests import ReadInterest, read_interest
from reviews.models import Interest
from reviews.policies.interests import names_of
from reviews.presenters.interests import interest_rows
from reviews.queries.interests import judges, own_interests
from reviews.views.resending import keeps_what_is_typed


@keeps_what_is_typed
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paper_interest(request: HttpRequest, key: str) -> HttpResponse:
    """Show the reader's interests in the paper; on POST declare one."""
    citation = get_object_or_404(Citation, key=key)
    if request.method != "POST":
        return _page(request, citation)
    read = read_interest(request.POST)
    try:
        interest = _declared(citation, read, signed_in(request))
    except DomainError as error:
        problems, status = [Problem("main", error.message)], 403
        if isinstance(error, Invalid):
            problems, status = error.problems or problems, 422
        elif isinstance(error, Stale):
            status = 409
            citation.refresh_from_db()
        return _page(request, citation, problems, status=status)
    messages.success(request, _told(interest, signed_in(request)))
    return see_other("reviews:paper-interest", citation.key)


def _declared(citation: Citation, read: ReadInterest, reader: Person) -> Interest:
    if read.person:
        person = judges().filter(pk=read.person).first() if read.person.isdecimal() else None
        if person is None:
            message = "Who: choose somebody from the list."
            raise Invalid("Nothing was declared.", [Problem("person", message, "required")])
        return declare_interest(
            citation=citation, person=person, kind=read.kind, detail=read.detail, actor=reader
        )
    if read.kind == "authorship":
        return claim_authorship(
            citation=citation, place=read.place, name=read.name, words=read.detail, actor=reader
        )
    return declare_interest(
        citation=citation, person=reader, kind=read.kind, detail=read.detail, actor=reader
    )


def _told(interest: Interest, reader: Person) -> str:
    kind = INTEREST_KINDS.label_of(interest.kind)
    if interest.person_id != reader.pk:
        return f"Declared for {interest.person}: {kind}. They judge no claim of this paper now."
    if interest.kind != "authorship":
        return (
            f"Declared: {kind}. You judge no claim of this paper unless an editor waives it; "
            "reviews of it that you held are free again."
        )
    how = "ORCID confirmed it" if interest.confirmed else "an editor has to confirm it"
    return (
        f"You are named as an author of this paper; {how}. You may enter claims and comment, and "
        "judge none of it; reviews of it that you held are free again."
    )


def _page(
    request: HttpRequest,
    citation: Citation,
    problems: Sequence[Problem] = (),
    *,
    status: int = 200,
) -> HttpResponse:
    reader, names = signed_in(request), names_of(citation.csl)
    place = last(request.POST, "place") or last(request.GET, "author")
    chosen = int(place) if place.isascii() and place.isdigit() and len(place) < 6 else None
    own = own_interests(reader, citation)
    context = {
        "citation": citation,
        "names": list(enumerate(names)),
        "chosen": chosen if chosen is not None and chosen < len(names) else None,
        "chosen_name": names[chosen] if chosen is not None and chosen < len(names) else "",
        "not_listed": last(request.GET, "author") == "none",
        "interests": interest_rows(own, reader),
        "is_author": any(one.kind == "authorship" for one in own),
        "others": judges().exclude(pk=reader.pk) if reader.is_editor else None,
        "kinds": INTEREST_KINDS.choices,
        "typed": {name: last(request.POST, name) for name in ("kind", "detail", "person")},
        "problems": problems,
    }
    return render(request, "reviews/paper_interest.html", context, status=status)
