"""Every address of the site."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from config.guide import guide, guide_page
from config.health import healthz

handler400 = "config.errors.bad_request"
handler403 = "config.errors.denied"
handler404 = "config.errors.not_found"
handler500 = "config.errors.failed"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("", include("accounts.urls")),
    path("api/v1/", include("api.urls")),
    path("releases/", include("releases.urls")),
    path("", include("exchange.urls")),
    path("", include("reviews.urls")),
    path("", include("evidence.urls")),
    # After the pages of the guide that are made of the evidence and of the review policy.
    path("guide/", guide, name="guide"),
    path("guide/<slug:page>/", guide_page, name="guide-page"),
]

if settings.DEBUG:
    from config.styleguide import styleguide

    urlpatterns.append(path("styleguide/", styleguide, name="styleguide"))
