"""For working on EVidence itself: errors on the page, static files unhashed, the style guide."""

from .base import *  # noqa: F403 - a settings module is its base plus what differs
from .base import STORAGES

DEBUG = True
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
