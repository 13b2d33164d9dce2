"""One's own profile."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions.profiles import FIELDS, update_profile
from accounts.forms.fields import show_refusal
from accounts.forms.own import ProfileForm
from accounts.presenters import problems_of, record_lines, roles_in_words
from accounts.queries import account_record
from accounts.views.signed_in import signed_in
from ground.errors import Invalid


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change the reader's own name and addresses; show roles and the account's record."""
    person = signed_in(request)
    stored = {field: getattr(person, field) or "" for field in FIELDS}
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=stored)
    if form.is_valid():
        try:
            update_profile(person=person, **form.cleaned_data, actor=person)
        except Invalid as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "Your profile is saved.")
            return redirect("accounts:profile")
    context = {
        "person": person,
        "form": form,
        "problems": problems_of(form),
        "roles": roles_in_words(person),
        "record": record_lines(account_record(person), person),
    }
    return render(request, "accounts/profile.html", context, status=422 if form.errors else 200)
