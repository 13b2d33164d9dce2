"""Taking the reviews of a paper."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from evidence.forms.claims import last
from evidence.models import Citation
from evidence.policies.answers import LONGEST_TEXT, text_problem
from evidence.views.see_other import see_other
from ground.errors import Denied, Invalid, Problem
from reviews.actions.calibrate import Uncalibrated
from reviews.actions.declaring import Undeclared
from reviews.actions.seats import take_paper
from reviews.queries.seats import open_seats
from reviews.views.resending import keeps_what_is_typed


@keeps_what_is_typed
@require_POST
def paper_take(request: HttpRequest, key: str) -> HttpResponse:
    """Take up to ten waiting items of the paper and open the first."""
    citation = get_object_or_404(Citation, key=key)
    reason = last(request.POST, "override_reason")
    try:
        if message := text_problem("Reason", reason, LONGEST_TEXT):
            raise Invalid("Nothing was taken.", [Problem("override_reason", message)])
        taken = take_paper(citation=citation, override_reason=reason, actor=signed_in(request))
    except Undeclared as error:
        return _refused(request, citation, error.message, reason, 403, declares_first=True)
    except Uncalibrated as error:
        return _refused(request, citation, error.message, reason, 403, calibrates_first=True)
    except Denied as error:
        held = open_seats(signed_in(request)).filter(round__version__citation=citation).first()
        if held is not None:  # a double click: they are taken already
            return see_other("reviews:seat", held.pk)
        return _refused(request, citation, error.message, reason, 403)
    except Invalid as error:
        return _refused(request, citation, error.problems[0].message, reason, 422)
    many = "1 review" if len(taken) == 1 else f"{len(taken)} reviews"
    messages.success(
        request,
        f"You hold {many} of {citation.short} until {taken[0].lease_until:%-d %B}; the time "
        "begins anew with everything you save.",
    )
    return see_other("reviews:seat", taken[0].pk)


def _refused(
    request: HttpRequest,
    citation: Citation,
    message: str,
    reason: str,
    status: int,
    *,
    declares_first: bool = False,
    calibrates_first: bool = False,
) -> HttpResponse:
    context = {
        "citation": citation,
        "message": message,
        "override_reason": reason,
        "declares_first": declares_first,
        "calibrates_first": calibrates_first,
        "may_override": signed_in(request).is_editor
        and ("last person" in message or status == 422),
    }
    return render(request, "reviews/paper_take.html", context, status=status)
