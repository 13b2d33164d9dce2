"""The WSGI application of `serializers`: Django with nothing else around it."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.testing"

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

settings.ROOT_URLCONF = "benchmarks.parts.serializers"
settings.DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 8}
# Installed apps ask for their middleware when they are loaded, and not afterwards.
django.setup()
settings.MIDDLEWARE = []
application = get_wsgi_application()
