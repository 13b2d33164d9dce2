"""Correcting the identifiers of a paper, and reissuing its accepted claims with them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from evidence.actions.citations import identifiers_of, normal_identifier
from evidence.forms.citations import IDENTIFIERS
from evidence.forms.claims import last
from evidence.models import Citation
from evidence.presenters.citation_form import citation_fields
from evidence.views.see_other import see_other
from ground.canonical import canonical_json, sha256_hex
from ground.errors import Denied, DomainError, Invalid, Problem, Stale
from reviews.actions.reissue import correct_identifiers
from reviews.policies.reissuing import why_not_change_identifiers
from reviews.presenters.reissuing import changes, reissue_rows
from reviews.queries.reissuing import to_reissue, under_review
from reviews.views.resending import keeps_what_is_typed


@dataclass(frozen=True)
class Asked:
    """What the page holds: identifiers and reason as typed, and what was seen and looked at."""

    typed: dict[str, str]
    seen: dict[str, str]
    reason: str = ""
    looked_at: str = ""

    @property
    def identifiers(self) -> dict[str, str]:
        """The identifiers in their one spelling, where they have one."""
        return {name: normal_identifier(text) for name, text in self.typed.items()}


@keeps_what_is_typed
@require_http_methods(["GET", "HEAD", "POST"])
def citation_identifiers(request: HttpRequest, key: str) -> HttpResponse:
    """Ask for the identifiers; on POST show what will happen, and once that was seen do it."""
    citation, actor = get_object_or_404(Citation, key=key), signed_in(request)
    if sentence := why_not_change_identifiers(actor.roles):
        raise Denied(sentence)
    if request.method != "POST":
        now = identifiers_of(citation)
        return _page(request, citation, Asked(now, now))
    asked = _read(request)
    if asked.looked_at != _what_will_happen(request, citation, asked):
        return _page(request, citation, asked, is_preview=True)
    try:
        made = correct_identifiers(
            citation=citation, identifiers=asked.typed, seen=asked.seen, reason=asked.reason,
            actor=actor,
        )  # fmt: skip
    except DomainError as error:
        return _refused(request, citation, asked, error)
    messages.success(request, _done(len(made)))
    return see_other("evidence:citation-detail", key)


def _done(number: int) -> str:
    if not number:
        return "The identifiers are corrected. No accepted claim had to be reissued."
    return f"The identifiers are corrected; claims reissued: {number}."


def _read(request: HttpRequest) -> Asked:
    return Asked(
        typed={name: last(request.POST, name).strip() for name in IDENTIFIERS},
        seen={name: last(request.POST, f"seen-{name}") for name in IDENTIFIERS},
        reason=last(request.POST, "reason"),
        looked_at=last(request.POST, "looked_at"),
    )


def _what_will_happen(request: HttpRequest, citation: Citation, asked: Asked) -> str:
    """Return a mark of what the page lists, so that nothing else than that is done."""
    claims = to_reissue(citation, asked.identifiers, signed_in(request))
    listed = [[claim.version.item.accession, claim.version.number] for claim in claims]
    return sha256_hex(canonical_json({"to": asked.identifiers, "claims": listed}))


def _refused(
    request: HttpRequest, citation: Citation, asked: Asked, error: DomainError
) -> HttpResponse:
    """Show the refusal with everything that was typed, looking at the paper anew."""
    citation.refresh_from_db()
    problems, status = [Problem("doi", error.message)], 403
    if isinstance(error, Invalid):
        problems, status = error.problems or problems, 422
    elif isinstance(error, Stale):
        status = 409
        asked = Asked(asked.typed, identifiers_of(citation), asked.reason)
    return _page(request, citation, asked, problems, status=status)


def _page(
    request: HttpRequest,
    citation: Citation,
    asked: Asked,
    problems: Sequence[Problem] = (),
    *,
    is_preview: bool = False,
    status: int = 200,
) -> HttpResponse:
    actor, now = signed_in(request), identifiers_of(citation)
    claims = to_reissue(citation, asked.identifiers, actor)
    known = [p.code.removeprefix("known:") for p in problems if p.code.startswith("known:")]
    fields = citation_fields(asked.typed, problems)
    context = {
        "citation": citation,
        "fields": [field for field in fields if field.name in IDENTIFIERS],
        "seen": asked.seen.items(),
        "reason": asked.reason,
        "reason_errors": [p.message for p in problems if p.field == "reason"],
        "problems": problems,
        "known": Citation.objects.filter(pk__in=known).first() if known else None,
        "is_preview": is_preview,
        "looked_at": _what_will_happen(request, citation, asked) if is_preview else "",
        "changes": changes(now, asked.identifiers),
        "rows": reissue_rows(claims, asked.identifiers),
        "waiting": under_review(citation, actor),
        "is_refused": any(claim.why_not for claim in claims),
    }
    return render(request, "reviews/citation_identifiers.html", context, status=status)
