"""A citation file or a list of identifiers dropped in: what it holds beside what is here.

Then the papers of one's choice are entered. Nothing is kept between the two steps:
the page carries the records, signed for the person.
"""

from dataclasses import asdict
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from evidence.policies.drafts import why_not_enter
from exchange.actions.enter_references import Source, enter_references
from exchange.presenters.triage import triage_groups
from exchange.queries.listed_identifiers import look_up_all
from exchange.queries.triage import triage
from exchange.reference_files.found import FoundReference
from exchange.reference_files.identifiers import read_identifiers
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
    typed = request.POST.get("identifiers", "")
    sent = request.FILES.get("file")
    if sent is None and not typed.strip():
        return _again(request, "Choose a file first, or paste identifiers. Nothing was entered.")
    try:
        if sent is None:
            return _listed(request, typed)
        kind, records = read_reference_file(sent.read())
    except Invalid as error:
        return _again(request, error.message, typed, field="file" if sent else "identifiers")
    return _page(request, records, kind=kind, name=str(sent.name or "")[:200])


def _listed(request: HttpRequest, typed: str) -> HttpResponse:
    records, why_not = look_up_all(read_identifiers(typed))
    for sentence in why_not:
        messages.warning(request, sentence)
    return _page(request, records, kind="Identifiers", name="Pasted identifiers")


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
    is_any_new = any(one.verdict == "new" for one in triage(records))
    if not chosen and is_any_new:
        problem = Problem("chosen", "Choose at least one paper.")
        return _page(request, records, **carried["about"], problems=[problem])
    about = carried["about"]
    try:
        entered, filled = enter_references(
            records=records,
            chosen=chosen,
            source=Source(UUID(about["drop"]), about["kind"], about["name"]),
            actor=signed_in(request),
        )
    except Invalid as error:
        return _page(request, records, **about, problems=error.problems, chosen=chosen)
    words = f" Papers completed: {len(filled)}." if filled else ""
    messages.success(request, f"Papers entered: {len(entered)}. They are on the worklist.{words}")
    return redirect("evidence:worklist")


def _page(
    request: HttpRequest,
    records: list[FoundReference],
    *,
    kind: str,
    name: str,
    drop: str = "",
    problems: list[Problem] | None = None,
    chosen: list[int] | None = None,
) -> HttpResponse:
    about = {"kind": kind, "name": name, "drop": drop or str(uuid4())}
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


def _again(
    request: HttpRequest, sentence: str, typed: str = "", *, field: str = "file"
) -> HttpResponse:
    context = {"problems": [Problem(field, sentence)], "typed": typed, "wrong": field}
    return render(request, "exchange/reference_import.html", context, status=422)


def _salt(request: HttpRequest) -> str:
    return f"exchange.references.{signed_in(request).pk}"
