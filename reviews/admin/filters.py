"""What the review queue can be narrowed by."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from evidence.enums import OPEN_STATUSES, STATUSES


class StatusFilter(admin.SimpleListFilter):
    """Where the round stands."""

    title = "status"
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the open statuses."""
        return [(status, STATUSES.label_of(status)) for status in OPEN_STATUSES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Narrow by the chosen one."""
        return queryset.filter(standing__status=self.value()) if self.value() else queryset


class SeatFilter(admin.SimpleListFilter):
    """How many seats somebody holds, in rounds in review."""

    title = "seats taken"
    parameter_name = "seats"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the numbers there can be."""
        return [("0", "none"), ("1", "one"), ("2", "two")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Narrow by the chosen one; own items, whose seats are not shown, are left out."""
        if self.value() not in ("0", "1", "2"):
            return queryset
        taken = int(self.value() or 0)
        return queryset.filter(seats_taken=taken, standing__status="in_review", is_own=False)


class FlagFilter(admin.SimpleListFilter):
    """Whether a flag is open."""

    title = "flags"
    parameter_name = "flags"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return both."""
        return [("open", "open"), ("none", "none")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Narrow by the chosen one."""
        if self.value() == "open":
            return queryset.filter(open_flags__gt=0)
        return queryset.filter(open_flags=0) if self.value() == "none" else queryset
