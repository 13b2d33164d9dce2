"""The Django app of the API."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The door for programs: it reads and calls actions, and adds nothing of its own."""

    name = "api"
    default_auto_field = "django.db.models.BigAutoField"
