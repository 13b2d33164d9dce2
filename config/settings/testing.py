"""For the test-suite: `tests.postgres` provides the databases and the secret key."""

from .base import *  # noqa: F403 - a settings module is its base plus what differs
from .base import DATABASES, STORAGES

SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
SECURE_HSTS_SECONDS = 0
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
# Files are looked up when asked for: a list of all of them for every client cost 27 ms each.
WHITENOISE_AUTOREFRESH = True
LOOK_UP = False
# Tests ask faster than anybody; those of the limits set their own.
API_PER_ADDRESS = API_PER_PERSON = 0
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# Argon2 is slow on purpose; the suite signs in hundreds of times and tests argon2 once by name.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
DATABASES["default"]["OPTIONS"].pop("pool")
