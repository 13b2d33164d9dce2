"""What people think of one version."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """The workflow and every move's action, rounds, seats, recommendations, decisions."""

    name = "reviews"
    default_auto_field = "django.db.models.BigAutoField"
