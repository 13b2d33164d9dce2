"""Production settings; everything that differs between machines comes from the environment."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from accounts.servers import servers_in
from config.logs import configure_structlog

BASE_DIR = Path(__file__).resolve().parent.parent.parent
EVIDENCE_HOME = Path(os.environ.get("EVIDENCE_HOME") or BASE_DIR / "var").resolve()
PORT = int(os.environ.get("PORT") or 8000)
DEMO = os.environ.get("EVIDENCE_DEMO") == "1"
VERSION = "0.1.0"

# Without a key in the environment only commands that need none may run; `serve` makes one.
SECRET_KEY = os.environ.get("SECRET_KEY", "")
SECRET_KEY_FALLBACKS = os.environ.get("SECRET_KEY_FALLBACKS", "").split()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "config",
    "api",
    "exchange",
    "releases",
    "reviews",
    "evidence",
    "accounts",
    "ground",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "csp",
    "procrastinate.contrib.django",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_structlog",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.middleware.RefuseNulInAdmin",
    "config.middleware.TranslateErrors",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "config.context.site",
            ],
            "builtins": ["django.templatetags.static"],
        },
    },
]

# Two doors to one database: `default` is the runtime role, `owner` is for migrations only.
_RUNTIME_URL = os.environ.get("DATABASE_URL", "")
_OWNER_URL = os.environ.get("DATABASE_OWNER_URL", "") or _RUNTIME_URL
# `pool` is psycopg's own; health checks make a restarted PostgreSQL invisible to the next request.
_POOL = {"min_size": 1, "max_size": int(os.environ.get("DATABASE_POOL", "8")), "timeout": 5}
DATABASES = {
    "default": dj_database_url.parse(_RUNTIME_URL or "postgresql:///evidence"),
    "owner": dj_database_url.parse(_OWNER_URL or "postgresql:///evidence"),
}
for _database in DATABASES.values():
    _database["CONN_HEALTH_CHECKS"] = True
    _database.setdefault("OPTIONS", {})["connect_timeout"] = 3
DATABASES["default"]["OPTIONS"]["pool"] = _POOL
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "ground_cache",
        # Attempts are counted here; with Django's 300 a crowd would make others' be forgotten.
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

# Jobs are in `<app>/jobs.py`. A worker says every five seconds that it lives (`ground.jobs`).
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_WORKER_DEFAULTS = {
    "concurrency": 2,
    "delete_jobs": "successful",
    "update_heartbeat_interval": 5.0,
    "stalled_worker_timeout": 15.0,
    "shutdown_graceful_timeout": 2.0,
}

# Mail. Without a server it goes into files, which a demonstration shows on a page.
MAIL_DIRECTORY = EVIDENCE_HOME / "mail"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT") or 587)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "1") == "1"
EMAIL_TIMEOUT = 5
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST and not DEMO
    else "ground.outbox.OutboxBackend"
)
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "evidence@localhost")
# Where the links of mails lead.
SITE_ADDRESS = os.environ.get("EVIDENCE_ADDRESS") or f"http://127.0.0.1:{PORT}"

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# A set-password link goes from hand to hand, so it lives for a day and not for Django's three.
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "evidence:home"
ACCOUNT_ADAPTER = "accounts.sign_in.ClosedAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "evidence:home"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_USER_DISPLAY = "accounts.sign_in.display_name"
MFA_ADAPTER = "accounts.sign_in.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
# ORCID and a server of the institution, where the environment names them (docs/sign-in.md).
SIGN_IN_SERVERS = servers_in(os.environ)
SOCIALACCOUNT_ADAPTER = "accounts.sign_in_elsewhere.KnownServersAdapter"
# How long, in seconds, a password counts that was asked again before a change to sign-in.
CONFIRMED_FOR = 15 * 60
# Sign-in is limited per address; behind proxies the address is the one they vouch for.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXIES") or 0)

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
STATIC_ROOT = EVIDENCE_HOME / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# The demo speaks plain HTTP on 127.0.0.1; everywhere else a secure front is required.
SECURE = not DEMO
SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# How many people review a version: two, or one for small teams. Pinned to a round when it opens.
REVIEWERS_PER_ROUND = int(os.environ.get("EVIDENCE_REVIEWERS", "2"))
# Whether acceptance needs a reviewer who read the full text; otherwise a blocker that is waived.
FULL_TEXT_REQUIRED = os.environ.get("EVIDENCE_FULL_TEXT_REQUIRED", "0") == "1"
# Whether papers are looked up by their identifiers in Europe PMC, PubMed, Crossref and
# ClinicalTrials.gov. In the demonstration nothing leaves the machine.
LOOK_UP = os.environ.get("EVIDENCE_LOOK_UP", "0" if DEMO else "1") == "1"
# Whether people who review for the first time judge the calibration set before, once it is whole.
CALIBRATION_FIRST = os.environ.get("EVIDENCE_CALIBRATION_FIRST", "1") == "1"
SITE_NAME = os.environ.get("EVIDENCE_SITE_NAME", "EVidence")
# Printed into every release: under which licence it may be used, and who publishes it.
# Where nginx serves the folder “releases” of the home, inside it only (docs/releases.md).
RELEASE_FILES_FROM = os.environ.get("EVIDENCE_RELEASE_FILES_FROM", "")
RELEASE_LICENCE = os.environ.get("EVIDENCE_LICENCE", "CC BY 4.0")
RELEASE_PUBLISHER = os.environ.get("EVIDENCE_PUBLISHER", SITE_NAME)
# The claim shown, with its parts labelled, to visitors on the home page while nothing is accepted.
SHOWCASE_EXTERNAL_ID = ("starter", "MSCEV-001")

# The API: JSON only, by token or by the session a browser has; the address says the format.
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "api.authentication.TokenAuthentication",
        "api.authentication.BrowserAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "api.negotiation.AddressDecides",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "config.problems.api_problem",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": SITE_NAME,
    "DESCRIPTION": (
        "Peer-reviewed evidence, and the work on it. What is public needs no token. Every write "
        "is the action of a page: the same rules, the same sentences."
    ),
    # Raised with every breaking change; `write_docs` refuses one without.
    "VERSION": "1.0",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_PUBLIC": True,
    "POSTPROCESSING_HOOKS": ["api.components.add_components"],
}
# Requests a minute: of one address without an account, of one token or person. 0: no limit.
API_PER_ADDRESS = int(os.environ.get("EVIDENCE_API_PER_ADDRESS", "300"))
API_PER_PERSON = int(os.environ.get("EVIDENCE_API_PER_PERSON", "1200"))

configure_structlog()
LOGGING_CONFIG = "logging.config.dictConfig"
