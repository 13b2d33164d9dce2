"""People and invitations in Django's admin: to look at. Every change has its own page."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from accounts.models import Invitation, Person
from accounts.presenters import roles_in_words
from accounts.views.sign_out import sign_out
from ground.errors import Denied


class ReadOnlyAdmin(admin.ModelAdmin):
    """Shows rows and changes none: the admin would write past locks, rules and the record."""

    actions: Sequence[str] | None = None

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        """Nobody adds rows here."""
        return False

    def has_change_permission(self, request: HttpRequest, *args: Any) -> bool:
        """Nobody changes rows here."""
        return False

    def has_delete_permission(self, request: HttpRequest, *args: Any) -> bool:
        """Nobody deletes rows here."""
        return False


@admin.register(Person)
class PersonAdmin(ReadOnlyAdmin):
    """People, without their password hashes."""

    list_display = ("username", "name", "held", "is_active", "last_login")
    list_filter = ("is_active", "is_administrator")
    search_fields = ("username", "name", "orcid")
    ordering = ("username",)
    fields = (
        *("username", "name", "email", "orcid", "held", "is_active"),
        *("date_joined", "last_login", "where_to_change"),
    )
    readonly_fields = fields

    @admin.display(description="roles")
    def held(self, person: Person) -> str:
        """Return the roles as words."""
        return roles_in_words(person)

    @admin.display(description="to change this")
    def where_to_change(self, person: Person) -> SafeString:
        """Link to the page with the actions on this person."""
        return _link_to_people(f"#person-{person.pk}")


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """Invitations, without their tokens."""

    list_display = ("__str__", "note", "held", "invited_by", "expires_at", "accepted_by")
    list_select_related = ("invited_by", "accepted_by")
    ordering = ("-created_at",)
    fields = (
        *("note", "held", "invited_by", "created_at", "expires_at"),
        *("accepted_by", "accepted_at", "withdrawn_at", "where_to_change"),
    )
    readonly_fields = fields

    @admin.display(description="roles")
    def held(self, invitation: Invitation) -> str:
        """Return the roles as words."""
        return roles_in_words(invitation)

    @admin.display(description="to change this")
    def where_to_change(self, invitation: Invitation) -> SafeString:
        """Link to the page with the actions on invitations."""
        return _link_to_people("#invitations")


def _link_to_people(anchor: str) -> SafeString:
    return format_html(
        '<a href="{}{}">go to the people page</a>', reverse("accounts:people"), anchor
    )


@login_not_required
def sign_in_for_admin(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """Send strangers to our sign-in page, and say to everybody else who the admin is for."""
    if request.user.is_authenticated and not request.user.is_staff:
        raise Denied(
            "These pages are for editors and administrators, and you are neither. Nothing was "
            "changed. An administrator can appoint you."
        )
    wanted = urlencode({"next": request.GET.get("next") or reverse("admin:index")})
    return redirect(f"{reverse('accounts:sign-in')}?{wanted}")


def password_for_admin(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """Passwords are changed on our own page, where it is recorded."""
    return redirect("accounts:password-change")


site: Any = admin.site
site.site_header = site.site_title = settings.SITE_NAME
site.index_title = "To look at: every change has a page of its own"
site.login = sign_in_for_admin
site.logout = sign_out
site.password_change = password_for_admin
