"""A citation file dropped in: what it holds beside what is here, then the papers of one's choice.

Nothing is kept between the two steps: the page carries the records, signed for the person.
"""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from evidence.policies.drafts import why_not_enter
from exchange.actions.enter_references import enter_references
from exchange.presenters.triage import triage_groups
from exchange.queries.triage import triage
from exchange.reference_files.found import FoundReference
from exchange.reference_files.reading import read_reference_file
from ground.errors import Denied, Invalid, Problem, Stale


@require_http_methods(["GET", "HEAD", "POST"])
def reference_import(request: HttpRequest) -> HttpResponse:
    """Ask for a file; show what it holds; enter what was chosen."""
    person = signed_in(request)
    if sentence := why_not_enter(person):
        raise Denied(sentence)
    if request.method != "POST":
        return render(request, "exchange/reference_import.html")
    if "carried" in request.POST:
        return _enter(request)
    sent = request.FILES.get("file")
    if sent is None:
        return _again(request, "Choose a file first. Nothing was entered.")
    try:
        kind, records = read_reference_file(sent.read())
    except Invalid as error:
        return _again(request, error.message)
    return _page(request, records, kind=kind, name=str(sent.name or "")[:200])


def _enter(request: HttpRequest) -> HttpResponse:
    try:
        carried = signing.loads(request.POST["carried"], salt=_salt(request))
    except signing.BadSignature as error:
        raise Stale(
            "This list was made for another sign-in or was changed on the way. Nothing was "
            "entered: drop the file in again."
        ) from error
    records = [FoundReference(**record) for record in carried["records"]]
    chosen = [n for n, _ in enumerate(records, 1) if str(n) in request.POST.getlist("chosen")]
    if not chosen:
        problem = Problem("chosen", "Choose at least one paper.")
        return _page(request, records, **carried["about"], problems=[problem])
    try:
        entered, filled = enter_references(
            records=[records[number - 1] for number in chosen],
            seen_at=carried["about"]["name"],
            actor=signed_in(request),
        )
    except Invalid as error:
        return _page(request, records, **carried["about"], problems=error.problems, chosen=chosen)
    words = f" Papers completed: {len(filled)}." if filled else ""
    messages.success(request, f"Papers entered: {len(entered)}.{words}")
    return redirect("evidence:citation-list")


def _page(
    request: HttpRequest,
    records: list[FoundReference],
    *,
    kind: str,
    name: str,
    problems: list[Problem] | None = None,
    chosen: list[int] | None = None,
) -> HttpResponse:
    about = {"kind": kind, "name": name}
    carried = {"records": [asdict(record) for record in records], "about": about}
    context: dict[str, Any] = {
        **about,
        "count": len(records),
        "groups": triage_groups(triage(records), chosen),
        "carried": signing.dumps(carried, salt=_salt(request), compress=True),
        "problems": problems or [],
    }
    status = 422 if problems else 200
    return render(request, "exchange/reference_triage.html", context, status=status)


def _again(request: HttpRequest, sentence: str) -> HttpResponse:
    context = {"problems": [Problem("file", sentence)]}
    return render(request, "exchange/reference_import.html", context, status=422)


def _salt(request: HttpRequest) -> str:
    return f"exchange.references.{signed_in(request).pk}"
