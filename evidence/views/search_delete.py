"""Deleting one's own saved search."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from evidence.actions.searches import delete_search
from evidence.models import SavedSearch


@require_POST
def search_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a search at once, without asking: it is made again in a moment."""
    reader = signed_in(request)
    search = get_object_or_404(SavedSearch.objects.visible_to(reader), pk=pk)
    delete_search(search=search, actor=reader)
    messages.success(request, f"“{search.name}” is deleted.")
    return redirect("evidence:search-list")
