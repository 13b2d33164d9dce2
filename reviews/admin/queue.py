"""Versions under review: status, age, paper, seats taken, flags; and moves on many at once.

Nothing here depends on what was recommended, or whether anything was, before a round closes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.admin import ReadOnlyAdmin
from accounts.views.signed_in import signed_in
from evidence.enums import STATUSES
from evidence.forms.claims import last
from evidence.models import Item
from ground import clock
from reviews.actions.assigning import assign
from reviews.actions.decide import confirm, contest
from reviews.actions.in_bulk import Act, decide_alike, each
from reviews.actions.recommend import fewer_seats
from reviews.actions.remind import remind
from reviews.actions.withdraw import withdraw
from reviews.models import QueuedVersion
from reviews.presenters.ages import age_words
from reviews.queries.people import reviewer_named, reviewers_here
from reviews.queries.under_review import with_seats_and_flags

from .filters import FlagFilter, SeatFilter, StatusFilter


@dataclass(frozen=True)
class Choice:
    """What is chosen once for all selected versions: its name, its label, (value, label)s."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]


OUTCOMES = Choice("outcome", "Decision", [(o, o) for o in ("accepted", "returned", "rejected")])


class QueuedVersionAdmin(ReadOnlyAdmin):
    """The changelist; looking closer leads to our own pages."""

    list_display = ("accession", "status", "paper", "age", "seats", "flags")
    list_display_links = None
    list_filter = (StatusFilter, SeatFilter, FlagFilter)
    search_fields = ("citation__title", "citation__key")
    search_help_text = "Title or key of the paper, or an accession"
    ordering = ("submitted_at", "item__number")
    list_per_page = 50
    show_full_result_count = False
    actions = (
        "assign_reviewer",
        "confirm_agreed",
        "decide_split",
        "contest_agreed",
        "remind_reviewers",
        "lower_seats",
        "withdraw_for_authors",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[QueuedVersion]:
        """Return the versions under review that the editor may read, with what is listed."""
        reader = signed_in(request)
        return with_seats_and_flags(QueuedVersion.objects.visible_to(reader), reader)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[QueuedVersion], search_term: str
    ) -> tuple[QuerySet[QueuedVersion], bool]:
        """Find by accession too."""
        term = search_term.strip().upper()
        number = Item.number_of(term) if term.isascii() else None
        if number is not None:
            return queryset.filter(item__number=number), False
        return super().get_search_results(request, queryset, search_term)

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Go to the decide page, which shows what this reader may see."""
        return self._leave(request, object_id, "reviews:decide")

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Go to the item's history; the admin itself records nothing."""
        return self._leave(request, object_id, "reviews:history")

    def _leave(self, request: HttpRequest, object_id: str, page: str) -> HttpResponse:
        version = self.get_object(request, object_id)
        if version is None:
            return redirect("admin:reviews_queuedversion_changelist")
        names = [version.item.accession, version.number]
        return redirect(page, *names[: 1 if page == "reviews:history" else 2])

    @admin.display(description="item", ordering="item__number")
    def accession(self, version: QueuedVersion) -> SafeString:
        """Link to the decide page."""
        href = reverse("reviews:decide", args=[version.item.accession, version.number])
        words = f"{version.item.accession}, version {version.number}"
        return format_html('<a href="{}">{}</a>', href, words)

    @admin.display(ordering="standing__status")
    def status(self, version: QueuedVersion) -> str:
        """Return where it stands."""
        return STATUSES.label_of(version.standing.status)

    @admin.display(ordering="citation__key")
    def paper(self, version: QueuedVersion) -> str:
        """Return the paper, and what is wrong with it."""
        marks = [version.citation.kind] if version.citation.kind == "unidentified" else []
        if version.citation.status in ("retracted", "concern"):
            marks.append(version.citation.status)
        return " · ".join([version.citation.short, *marks])

    @admin.display(description="submitted", ordering="submitted_at")
    def age(self, version: QueuedVersion) -> str:
        """Return how long ago it was submitted."""
        return f"{age_words(version.submitted_at, clock.now())} ago"

    @admin.display(description="seats taken", ordering="seats_taken")
    def seats(self, version: Any) -> str:
        """Return the seats somebody holds; nothing on an own item or once the round is closed."""
        if version.is_own or version.standing.status != "in_review":
            return "–"
        return f"{version.seats_taken} of {version.round.seats_wanted}"

    @admin.display(description="open flags", ordering="open_flags")
    def flags(self, version: Any) -> int:
        """Return how many flags are open on the item."""
        return int(version.open_flags)

    @admin.action(description="Assign a reviewer …")
    def assign_reviewer(
        self, request: HttpRequest, queryset: QuerySet[QueuedVersion]
    ) -> HttpResponse | None:
        """Ask whom, then give them a free seat in each round."""
        people = [(person.username, str(person)) for person in reviewers_here()]
        person = reviewer_named(last(request.POST, "person"))
        if "apply" in request.POST and person is None:
            self.message_user(request, "Reviewer: choose somebody from the list.", messages.ERROR)
            return None
        return self._with_reason(
            request, queryset, "Assign",
            lambda v, why: assign(
                version=v, person=person, override_reason=why, actor=request.user
            ),
            choice=Choice("person", "Reviewer", people), is_reason_needed=False,
        )  # fmt: skip

    @admin.action(description="Confirm what the reviewers agreed")
    def confirm_agreed(self, request: HttpRequest, queryset: QuerySet[QueuedVersion]) -> None:
        """Confirm each; what refuses says why."""
        self._each(request, queryset, lambda v, _: confirm(version=v, actor=request.user))

    @admin.action(description="Decide, with a reason …")
    def decide_split(
        self, request: HttpRequest, queryset: QuerySet[QueuedVersion]
    ) -> HttpResponse | None:
        """Ask for outcome and reason, then decide each."""
        outcome = last(request.POST, "outcome")
        return self._with_reason(
            request,
            queryset,
            "Decide",
            lambda v, why: decide_alike(version=v, outcome=outcome, reason=why, actor=request.user),
            choice=OUTCOMES,
        )

    @admin.action(description="Contest what was agreed …")
    def contest_agreed(
        self, request: HttpRequest, queryset: QuerySet[QueuedVersion]
    ) -> HttpResponse | None:
        """Ask for the reason, then contest each."""
        return self._with_reason(
            request, queryset, "Contest",
            lambda v, why: contest(version=v, reason=why, actor=request.user),
        )  # fmt: skip

    @admin.action(description="Remind their reviewers")
    def remind_reviewers(self, request: HttpRequest, queryset: QuerySet[QueuedVersion]) -> None:
        """Remind those who have something to say yet; who that is is told to nobody."""
        self._each(request, queryset, lambda v, _: remind(version=v, actor=request.user))

    @admin.action(description="One seat is enough …")
    def lower_seats(
        self, request: HttpRequest, queryset: QuerySet[QueuedVersion]
    ) -> HttpResponse | None:
        """Ask for the reason, then lower each round to one seat."""
        return self._with_reason(
            request, queryset, "Lower to one seat",
            lambda v, why: fewer_seats(version=v, reason=why, actor=request.user),
        )  # fmt: skip

    @admin.action(description="Withdraw, where the author is gone …")
    def withdraw_for_authors(
        self, request: HttpRequest, queryset: QuerySet[QueuedVersion]
    ) -> HttpResponse | None:
        """Ask for the reason, then withdraw each."""
        return self._with_reason(
            request, queryset, "Withdraw",
            lambda v, why: withdraw(version=v, reason=why, actor=request.user),
        )  # fmt: skip

    def _with_reason(
        self,
        request: HttpRequest,
        queryset: QuerySet[QueuedVersion],
        button: str,
        act: Act,
        *,
        choice: Choice | None = None,
        is_reason_needed: bool = True,
    ) -> HttpResponse | None:
        has_reason = bool(last(request.POST, "reason").strip())
        if "apply" in request.POST and (has_reason or not is_reason_needed):
            self._each(request, queryset, act)
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": button,
            "versions": queryset,
            "action": last(request.POST, "action"),
            "button": button,
            "choice": choice,
            "chosen": last(request.POST, choice.name) if choice else "",
            "is_reason_needed": is_reason_needed,
            "is_missing": "apply" in request.POST,
            "opts": self.model._meta,
        }
        return TemplateResponse(request, "reviews/admin_reason.html", context)

    def _each(self, request: HttpRequest, queryset: QuerySet[QueuedVersion], act: Act) -> None:
        """Act on each version by itself; say of each what became of it or why not."""
        for became in each(versions=queryset, act=act, reason=last(request.POST, "reason")):
            level = messages.ERROR if became.why_not else messages.SUCCESS
            self.message_user(request, became.words, level)
