"""What a person said headers and names in their files mean; and forgetting it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from exchange.actions.uploads import forget_meanings
from exchange.models import Meaning
from exchange.policies import why_not_import
from exchange.presenters.meanings import shown_meanings
from ground.errors import Denied


@require_http_methods(["GET", "HEAD", "POST"])
def meaning_list(request: HttpRequest) -> HttpResponse:
    """Show what is remembered; on POST forget what was ticked."""
    person = signed_in(request)
    if sentence := why_not_import(person):
        raise Denied(sentence)
    if request.method == "POST":
        ticked = [int(pk) for pk in request.POST.getlist("forget") if _is_key(pk)]
        count = forget_meanings(meanings=ticked, actor=person)
        messages.success(request, f"Forgotten: {count}. Your next file asks for them again.")
        return redirect("exchange:meaning-list")
    meanings = Meaning.objects.filter(person=person).order_by("kind", "said")
    context = {"meanings": shown_meanings(meanings)}
    return render(request, "exchange/meaning_list.html", context)


def _is_key(text: str) -> bool:
    return text.isdecimal() and len(text) < 19
