"""Django settings, all taken from the environment: see `environment.SETTINGS` for what there is."""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from hoshin.config import database, environment

ENVIRONMENT = environment.load()
PACKAGE = Path(__file__).resolve().parent.parent

DEBUG = ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "ninja",
    "procrastinate.contrib.django",
    "hoshin.base.tasks",
    # An app is a folder with an apps.py. Which stand below which, their rows say: base.cards reads them so.
    *sorted(f"hoshin.{path.parent.name}" for path in PACKAGE.glob("*/apps.py")),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hoshin.web.middleware.PersonalLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hoshin.web.middleware.OwnWrites",
    "hoshin.web.middleware.SignInRequired",
    "hoshin.web.middleware.PersonalFormats",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hoshin.web.middleware.TranslatedErrors",
]

ROOT_URLCONF = "hoshin.config.urls"
WSGI_APPLICATION = "hoshin.config.wsgi.application"

# A name that no view gives is a fault where somebody develops or tests; elsewhere it is nothing, and logged.
STRICT_TEMPLATES = DEBUG or "PYTEST_VERSION" in os.environ
FORM_RENDERER = "django.forms.renderers.Jinja2"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "web" / "templates", PACKAGE / "api" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "hoshin.web.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "hoshin.web.context.frame",
            ],
        },
    },
]

DATABASES = {"default": database.resolve(ENVIRONMENT)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
# The first signs in; whoever did so before there was one keeps their session by the second.
AUTHENTICATION_BACKENDS = ["hoshin.notices.signed_in.WithUnread", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "hoshin.accounts.hashing.BoundedArgon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGOUT_REDIRECT_URL = "sign_in"

# Jobs stand in the cards of their apps (hoshin.base.tasks): the library looks for none itself.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""

LANGUAGE_CODE = "en-gb"
LANGUAGES = list(environment.LANGUAGES)
# "" where everybody is addressed as their browser asks for.
ORGANISATION_LANGUAGE = ENVIRONMENT.language
TIME_ZONE = ENVIRONMENT.time_zone
USE_I18N = True
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.data_dir / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 20_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_TEMP_DIR = None

SESSION_ENGINE = "hoshin.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = ENVIRONMENT.behind_tls
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_FAILURE_VIEW = "hoshin.web.typed.stale_form"
CSRF_COOKIE_SECURE = ENVIRONMENT.behind_tls
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host not in ("*", "")]
SECURE_SSL_REDIRECT = ENVIRONMENT.behind_tls
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.behind_tls else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENVIRONMENT.behind_tls else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENVIRONMENT.behind_tls
SECURE_HSTS_PRELOAD = ENVIRONMENT.behind_tls
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
# Without TLS in front there is nothing that these three could protect: the server binds to this machine alone.
SILENCED_SYSTEM_CHECKS = (
    [] if ENVIRONMENT.behind_tls else ["security.W004", "security.W008", "security.W012", "security.W016"]
)

globals().update(ENVIRONMENT.email)
MAILS_GO_OUT = "EMAIL_HOST" in ENVIRONMENT.email
MAIL_FOLDER = ENVIRONMENT.data_dir / "mails"
SITE_URL = ENVIRONMENT.url

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": ENVIRONMENT.log_level},
}
