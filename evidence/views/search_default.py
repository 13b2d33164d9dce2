"""What the list of claims opens with."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from evidence.actions.searches import open_with
from evidence.models import SavedSearch


@require_POST
def search_default(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the list open with a search of the reader's, or with the whole of it again."""
    reader = signed_in(request)
    search = get_object_or_404(SavedSearch.objects.visible_to(reader), pk=pk)
    is_default = "is_default" in request.POST
    open_with(search=search, is_default=is_default, actor=reader)
    what = f"“{search.name}”" if is_default else "all claims"
    messages.success(request, f"The list opens with {what}.")
    return redirect("evidence:search-list")
