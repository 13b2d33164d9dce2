"""One's own tokens for programs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions.tokens import make_token
from accounts.forms.fields import show_refusal
from accounts.forms.own import TokenForm
from accounts.presenters import problems_of, token_rows
from accounts.queries import tokens_of
from accounts.views.signed_in import signed_in
from ground import clock
from ground.errors import Invalid


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def token_list(request: HttpRequest) -> HttpResponse:
    """List the reader's tokens; on POST make one and show its secret, this once."""
    person, secret = signed_in(request), ""
    form = TokenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            _, secret = make_token(**form.cleaned_data, actor=person)
        except Invalid as refusal:
            show_refusal(form, refusal)
        else:
            form = TokenForm()
    context = {
        "form": form,
        "problems": problems_of(form),
        "secret": secret,
        "tokens": token_rows(tokens_of(person), clock.now()),
    }
    return render(request, "accounts/token_list.html", context, status=422 if form.errors else 200)
