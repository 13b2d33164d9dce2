"""People, roles, invitations."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who is who, and who may do what kind of work."""

    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
