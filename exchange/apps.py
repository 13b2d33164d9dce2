"""What comes in and goes out: cells, the starter set, and their loaders."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Spreadsheets and citation files in and out; the starter set."""

    name = "exchange"
    default_auto_field = "django.db.models.BigAutoField"
