"""Settings. Everything an installation may change comes from the environment.

The command ``fairway`` fills the database variables when it starts the embedded server.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import dj_database_url

from fairway.paths import home, locale_dir, package_dir

HOME = home()
DEBUG = False
DEMO = os.environ.get("FAIRWAY_DEMO") == "1"
TESTING = "pytest" in sys.modules

# Written once by `fairway init` with mode 0600; without it sessions last one process.
_secret_file = HOME / "keys" / "django.key"
SECRET_KEY = os.environ.get("FAIRWAY_SECRET_KEY") or (
    _secret_file.read_text(encoding="utf-8") if _secret_file.exists() else os.urandom(32).hex()
)

ALLOWED_HOSTS = os.environ.get("FAIRWAY_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
PUBLIC_URL = os.environ.get("FAIRWAY_PUBLIC_URL", "http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
# Proxies of the installation's own, whose word on a visitor's address is taken: core/proxies.py.
TRUSTED_PROXIES = os.environ.get("FAIRWAY_TRUSTED_PROXIES", "")
# Which installation a record was born in: two sovereign ones will share a corridor one day.
INSTALLATION = os.environ.get("FAIRWAY_INSTALLATION", "local")

INSTALLED_APPS = [
    "fairway.core",
    "fairway.commons",
    "fairway.leaving",
    "fairway.abroad",
    "fairway.returning",
    "fairway.api",
    "fairway.web",
    "procrastinate.contrib.django",
    "django_otp",
    "django_otp.plugins.otp_static",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "fairway.core.proxies.TrustedProxies",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # A list of occupations is long, and a worker's phone is cheap. What is hidden in a page cannot
    # be guessed from its length: the token of a form is masked anew and random bytes are added.
    "django.middleware.gzip.GZipMiddleware",
    "fairway.web.middleware.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "fairway.core.access.middleware.ActorMiddleware",
    "fairway.web.middleware.LocalTime",
    "fairway.web.middleware.Refusals",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "fairway.web.urls"
WSGI_APPLICATION = "fairway.wsgi.application"
AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "fairway.core.accounts.backends.StaffBackend",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            package_dir() / "web" / "templates",
            *sorted(package_dir().glob("*/*/templates")),
        ],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "fairway.web.context.shell",
            ],
            "builtins": ["fairway.web.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# The application connects as a role that owns no table; only migrations use the owner.
_OWNER_URL = os.environ.get("FAIRWAY_OWNER_DATABASE_URL") or os.environ.get("DATABASE_URL", "")
_APP_URL = os.environ.get("FAIRWAY_APP_DATABASE_URL", "")
APP_ROLE = os.environ.get("FAIRWAY_APP_ROLE", "fairway_app")


def _database(url: str, *, role: str = "") -> dict[str, Any]:
    config: dict[str, Any] = dict(
        dj_database_url.parse(url or "postgres:///fairway", conn_max_age=60)
    )
    config["OPTIONS"] = {**config.get("OPTIONS", {}), "client_encoding": "UTF8"}
    if role:
        config["OPTIONS"]["options"] = f"-c role={role}"
    config["ATOMIC_REQUESTS"] = False
    return config


DATABASES = {
    # A server of the user's own is entered with one address: the role is then dropped to.
    "default": _database(_APP_URL) if _APP_URL else _database(_OWNER_URL, role=APP_ROLE),
    "owner": _database(_OWNER_URL) | {"TEST": {"MIRROR": "default"}},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("ar", "العربية")]
LOCALE_PATHS = [locale_dir()]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [
    package_dir() / "web" / "static",
    ("fonts", Path(__import__("fontpkg_ibm_plex_sans_arabic").__file__ or "").parent / "files"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

SESSION_COOKIE_AGE = 60 * 60 * 8
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_URL.startswith("https://")
CSRF_FAILURE_VIEW = "fairway.web.views.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
LOGIN_URL = "sign-in"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
MAX_UPLOAD_BYTES = 8 * 1024 * 1024

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if TESTING
    else ["django.contrib.auth.hashers.ScryptPasswordHasher"]
)

# Five wrong passwords for one account from one place lock it for a quarter of an hour.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "fairway.web.views.errors.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
# Failures are counted; from where somebody signed in rightly is not kept.
AXES_DISABLE_ACCESS_LOG = True
OTP_TOTP_ISSUER = "Fairway"

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if os.environ.get("FAIRWAY_SMTP_HOST")
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = os.environ.get("FAIRWAY_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("FAIRWAY_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("FAIRWAY_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("FAIRWAY_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("FAIRWAY_SMTP_TLS") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("FAIRWAY_FROM", "fairway@localhost")

# Text messages go by HTTP to this address (core/messages/gateways.py says how); without one
# they are printed by the worker, which serves for trying out.
SMS_URL = os.environ.get("FAIRWAY_SMS_URL", "")
SMS_TOKEN = os.environ.get("FAIRWAY_SMS_TOKEN", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("FAIRWAY_LOG_LEVEL", "WARNING")},
}
