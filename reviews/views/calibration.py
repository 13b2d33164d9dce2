"""The calibration set: what is left to judge, one's own results, and for editors the set itself."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.views.signed_in import signed_in
from evidence.models import Item, Version
from evidence.views.see_other import see_other
from ground.errors import Denied
from reviews.policies.calibration import FEWEST_PEOPLE, NOT_REVIEWER, SET_SIZE, when_asked
from reviews.presenters.calibration import own_sums, set_rows
from reviews.queries.calibration import set_of, sums


@never_cache
@require_safe
def calibration(request: HttpRequest) -> HttpResponse:
    """Show the set as the reader meets it; `accession` leads an editor to choosing a claim."""
    reader = signed_in(request)
    if not (reader.is_reviewer or reader.is_editor):
        raise Denied(NOT_REVIEWER)
    asked = request.GET.get("accession", "").strip()
    if asked and reader.is_editor:
        version = _latest(request, asked)
        if version is not None:
            return see_other("reviews:version-calibrate", version.item.accession, version.number)
        messages.error(request, f"There is no claim “{asked[:40]}” that can be chosen.")
    found = set_of(reader)
    context = {
        "rows": set_rows(found, is_editor=reader.is_editor),
        "own": own_sums(found),
        "left": sum(one.is_left for one in found),
        "when_asked": when_asked(is_on=settings.CALIBRATION_FIRST, size=len(found)),
        "size": SET_SIZE,
        "fewest": FEWEST_PEOPLE,
    }
    if reader.is_editor:
        context["people"], context["sums"] = sums()
    return render(request, "reviews/calibration.html", context)


def _latest(request: HttpRequest, accession: str) -> Version | None:
    number = Item.number_of(accession.upper()) if accession.isascii() else None
    versions = Version.objects.visible_to(signed_in(request)).select_related("item")
    return versions.filter(item__number=number).order_by("-number").first() if number else None
