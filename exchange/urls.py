"""The addresses of what comes in and goes out as files."""

from django.urls import path

from exchange.views.reference_import import reference_import
from exchange.views.retraction_import import retraction_import

app_name = "exchange"
urlpatterns = [
    path("citations/import/", reference_import, name="reference-import"),
    path("citations/retractions/", retraction_import, name="retraction-import"),
]
