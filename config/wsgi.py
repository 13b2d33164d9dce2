"""What gunicorn runs."""

import os
from importlib import import_module

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

from config.serving import wait_until_prepared

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")
django.setup()
import_module(settings.ROOT_URLCONF)  # now, and not at the first request
wait_until_prepared()
application = get_wsgi_application()
