"""The WSGI application of `serializers`: Django with nothing else around it."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.testing"

from django.conf import settings
from django.core.wsgi import get_wsgi_application

settings.ROOT_URLCONF = "benchmarks.parts.serializers"
settings.MIDDLEWARE = []
settings.INSTALLED_APPS = [app for app in settings.INSTALLED_APPS if "allauth" not in app]
settings.DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 8}
application = get_wsgi_application()
