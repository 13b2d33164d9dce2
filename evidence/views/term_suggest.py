"""Names to choose from while typing, for lists too long to stand in the page."""

from django.http import HttpRequest, HttpResponseBadRequest, JsonResponse
from django.views.decorators.http import require_safe

from evidence.enums import VOCABULARIES
from evidence.policies.answers import LONGEST_NAME, text_problem
from evidence.queries.entering import suggest


@require_safe
def term_suggest(request: HttpRequest) -> JsonResponse | HttpResponseBadRequest:
    """Answer `{"names": [{"name", "means"}]}` for the list `vocabulary` and the letters `q`."""
    vocabulary, text = request.GET.get("vocabulary", ""), request.GET.get("q", "")
    problem = text_problem("Search", text, LONGEST_NAME)
    if vocabulary not in VOCABULARIES.values:
        problem = f"vocabulary: choose one of {', '.join(VOCABULARIES.values)}."
    if problem:
        return HttpResponseBadRequest(problem, content_type="text/plain; charset=utf-8")
    found = suggest(vocabulary=vocabulary, text=text)
    return JsonResponse({"names": [{"name": s.name, "means": s.means} for s in found]})
