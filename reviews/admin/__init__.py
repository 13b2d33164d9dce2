"""The review queue in Django's admin, for editors. Every change goes through an action."""

from django.contrib import admin

from reviews.models import QueuedVersion

from .queue import QueuedVersionAdmin

admin.site.register(QueuedVersion, QueuedVersionAdmin)

__all__ = ["QueuedVersionAdmin"]
