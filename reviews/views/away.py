"""Away until: saying when one is back, and leaving one's reviews in the same step."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from evidence.forms.claims import last
from evidence.views.see_other import see_other
from ground import clock
from ground.errors import Invalid, Problem
from reviews.actions.away import go_away
from reviews.forms.away import read_until
from reviews.presenters.ages import day_words
from reviews.presenters.queue import held_rows
from reviews.queries.seats import MOST_HELD, open_seats


@require_http_methods(["GET", "HEAD", "POST"])
def away(request: HttpRequest) -> HttpResponse:
    """Show until when the reader is away and what they hold; on POST change it."""
    if request.method != "POST":
        return _page(request, [], 200)
    until, problems = read_until(request.POST)
    if problems:
        return _page(request, problems, 422)
    leave = last(request.POST, "leave") == "1"
    try:
        left = go_away(until=until, leave_seats=leave, actor=signed_in(request))
    except Invalid as error:
        return _page(request, error.problems, 422)
    messages.success(request, _done(day_words(until) if until else "", len(left)))
    return see_other("reviews:away")


def _done(until: str, left: int) -> str:
    if not until:
        return "You are here: reviews can be assigned to you again."
    seats = {0: "", 1: " One seat was left."}.get(left, f" {left} seats were left.")
    return f"You are away until {until}. No review is assigned to you before.{seats}"


def _page(request: HttpRequest, problems: Sequence[Problem], status: int) -> HttpResponse:
    reader, now = signed_in(request), clock.now()
    is_away = reader.is_away(now.date())
    stored = reader.away_until.isoformat() if is_away and reader.away_until else ""
    context = {
        "until": last(request.POST, "until") if problems else stored,
        "away_until": day_words(reader.away_until) if is_away and reader.away_until else "",
        "leave": not problems or last(request.POST, "leave") == "1",
        "held": held_rows(open_seats(reader)[:MOST_HELD], now),
        "problems": problems,
        "until_errors": [problem.message for problem in problems if problem.field == "until"],
    }
    return render(request, "reviews/away.html", context, status=status)
