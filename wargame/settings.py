"""All settings of Parley. Two addresses choose how it runs, DATABASE_URL and REDIS_URL; deploy/parley.env has the rest.

Without REDIS_URL one server process does everything ("embedded"); with it there are several processes ("services").
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from wargame import logs, policies
from wargame.databases import database
from wargame.env import Environment
from wargame.keys import secret_key

ROOT = Path(__file__).resolve().parent.parent
env = Environment(os.environ)

# --- How this installation runs -------------------------------------------------------------------------------------

VAR = Path(env.text("PARLEY_VAR", str(ROOT / "var")))
VAR.mkdir(parents=True, exist_ok=True)
DEBUG = env.flag("DEBUG")
REDIS_URL = env.secret("REDIS_URL")
EMBEDDED = not REDIS_URL
PORT = env.number("PORT", 8000, low=1, high=65535)
# Whole origins, scheme and port included: the socket compares them letter by letter, and hosts are read off them.
ORIGINS = env.words("PARLEY_ORIGINS", f"http://localhost:{PORT},http://127.0.0.1:{PORT}")
HTTPS = all(origin.startswith("https://") for origin in ORIGINS)
# "embedded": the server process runs worker and beat as threads; "workers": they run elsewhere; "off": nobody ticks.
CLOCK = env.choice("PARLEY_CLOCK", "embedded" if EMBEDDED else "workers", ("embedded", "workers", "off"))
PROXIES = env.number("PARLEY_PROXIES", 0, low=0, high=5)
WEB_PROCESSES = env.number("WEB_CONCURRENCY", 1, low=1, high=256)
METRICS_TOKEN = env.secret("METRICS_TOKEN")

SECRET_KEY = secret_key(env, VAR, may_make=EMBEDDED)
SECRET_KEY_FALLBACKS = [key for key in [env.secret("SECRET_KEY_OLD")] if key]
ALLOWED_HOSTS = policies.hosts(env, ORIGINS)
CSRF_TRUSTED_ORIGINS = ORIGINS

# --- What it is made of ---------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "wargame",
    "exercises",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "template_partials",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "wargame.middleware.StaticFiles",
    "csp.middleware.CSPMiddleware",
    "wargame.middleware.private_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wargame.middleware.staff_second_factor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "wargame.urls"
ASGI_APPLICATION = "wargame.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["template_partials.templatetags.partials"],
            "libraries": {"parley": "exercises.web.templatetags.parley"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# --- Database, cache, live updates ----------------------------------------------------------------------------------

DATABASES = {"default": database(env, env.secret("DATABASE_URL") or f"sqlite:///{VAR}/parley.sqlite3", ROOT)}
# Redis helps and is never waited for: who hears nothing this long goes on without it.
QUICKLY = {"socket_timeout": 1, "socket_connect_timeout": 1}
# The cache counts attempts and nothing else; a private page must never enter it.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if EMBEDDED
    else {"BACKEND": "wargame.attempts.Attempts", "LOCATION": REDIS_URL, "OPTIONS": QUICKLY}
}
# Hints only ("stream reached N"): what a hint announces is in the database, so a lost one costs seconds, not data.
CHANNEL_LAYERS = {
    "default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}
    if EMBEDDED
    else {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [{"address": REDIS_URL, **QUICKLY}]},
    }
}

# --- Celery: the clock and the heavy work (the schedule itself is in the database) ----------------------------------

CELERY_BROKER_URL = REDIS_URL or "memory://localhost/"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"polling_interval": 0.1} if EMBEDDED else {"visibility_timeout": 120, "socket_timeout": 5}
)
CELERY_TASK_DEFAULT_QUEUE = "heavy"
CELERY_TASK_ROUTES = {"exercises.tasks.tick": {"queue": "clock"}}
CELERY_BEAT_SCHEDULE = {
    # Late ticks are worthless: the next one reads the same rows.
    "tick": {"task": "exercises.tasks.tick", "schedule": 1.0, "options": {"queue": "clock", "expires": 10}}
}
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"  # one entry a second needs no file of what ran last
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 60  # below the visibility timeout, or the broker would hand a running task to a second worker
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TIMEZONE = "UTC"

# --- People ---------------------------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "wargame.accounts.StaffAccounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 30 * 60
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Parley"
STAFF_SECOND_FACTOR = env.flag("PARLEY_STAFF_MFA", default=HTTPS)
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_IPWARE_PROXY_COUNT = PROXIES
AXES_VERBOSE = False

# --- Safety in the browser ------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = policies.content_security(ORIGINS)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
SIGNED_COOKIE_LEGACY_SALT_FALLBACK = False
# A script may have 1 MiB; the rest is room for the form around it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576 + 65_536
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 5
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_048_576

# --- Programs that call us ------------------------------------------------------------------------------------------

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "NUM_PROXIES": PROXIES,
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Parley",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
}

# --- Words, files, logs ---------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # empty until collectstatic; a server without it says so at every start
# Packing every file takes most of a minute; on one's own machine nobody waits for a byte of it.
PLAIN, NAMED, PACKED = (
    "django.contrib.staticfiles.storage.StaticFilesStorage",
    "django.contrib.staticfiles.storage.ManifestStaticFilesStorage",
    "whitenoise.storage.CompressedManifestStaticFilesStorage",
)
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAR / "files"}},
    "staticfiles": {"BACKEND": PLAIN if DEBUG else NAMED if EMBEDDED else PACKED},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False
LOGGING_CONFIG = None
logs.configure(env.choice("LOG_FORMAT", "text" if DEBUG or EMBEDDED else "json", ("text", "json")), sys.stderr)

env.finish()
