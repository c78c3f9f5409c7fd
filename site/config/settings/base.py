"""Settings shared by every way of running Ashar. All state made at run time lies under `VAR`."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parent.parent.parent.parent
VAR = Path(os.environ.get("ASHAR_VAR", ROOT / "var"))

SECRET_KEY = os.environ.get("SECRET_KEY", "")
DEBUG = False
ALLOWED_HOSTS: list[str] = []
DEMO = False

INSTALLED_APPS = [
    "home",
    "summaries",
    "grants",
    "trainings",
    "youth_groups",
    "safeguarding",
    "programme",
    "accounts",
    "core",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtail.locales",
    "wagtail.contrib.simple_translation",
    "modelcluster",
    "taggit",
    "import_export",
    "guardian",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages go compressed to 2G phones; Django pads them with random bytes and masks the CSRF token (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "config.csp.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.locale.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.DevicePassMiddleware",
    "accounts.middleware.BorrowedPhoneMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "core.middleware.PrivatePagesMiddleware",
    "core.middleware.GuardedRowsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context.site",
            ],
        },
    },
]
FORM_RENDERER = "core.forms_renderer.AsharRenderer"

DATABASES = {
    "default": dj_database_url.parse(os.environ.get("DATABASE_URL") or f"sqlite:///{VAR / 'db.sqlite3'}", conn_max_age=60),
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False

# The database cache holds limits across workers and restarts.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "ashar_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # Django's 300 would throw limits away while they count
    }
}

# Wagtail shares "default": it stays immediate; ours run in the worker.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]},
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "accounts.backends.RoleBackend",
    "guardian.backends.ObjectPermissionBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ANONYMOUS_USER_NAME = None
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:my"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["email", "phone", "password1*"]
# "At least one of e-mail and phone" is a rule of our form and of the database; allauth's check knows only "this one".
SILENCED_SYSTEM_CHECKS = ["account.W001"]
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "signup": "accounts.forms.SignUpForm",
    "request_login_code": "accounts.forms.RequestCodeForm",
    "confirm_login_code": "accounts.forms.CodeForm",
    "reset_password": "accounts.forms.ResetForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "reauthenticate": "accounts.forms.PasswordAgainForm",
}
# Per name and address narrowly ("key", see the adapter), per address widely: a classroom behind one address signs in together.
ACCOUNT_RATE_LIMITS = {
    "login": "300/5m/ip",
    "login_failed": "200/5m/ip,8/5m/key",
    "signup": "60/10m/ip",
    "request_login_code": "120/10m/ip,5/15m/key",
    "reset_password": "120/10m/ip,5/15m/key",
    "reset_password_from_key": "60/5m/ip",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PHONE_VERIFICATION_ENABLED = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Ashar"
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "accounts.mfa_forms.AuthenticateForm",
    "reauthenticate": "accounts.mfa_forms.ReauthenticateForm",
    "activate_totp": "accounts.mfa_forms.ActivateForm",
    "add_webauthn": "accounts.mfa_forms.PasskeyForm",
    "edit_webauthn": "accounts.mfa_forms.PasskeyNameForm",
}
SESSION_COOKIE_AGE = 30 * 24 * 3600
OFFICE_SESSION_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_NAME = "language"

LANGUAGE_CODE = "en"
LANGUAGES = [("ky", "Кыргызча"), ("ru", "Русский"), ("en", "English"), ("uz", "Oʻzbekcha")]
WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("ru", "Русский"), ("ky", "Кыргызча"), ("uz", "Oʻzbekcha")]
LOCALE_PATHS = [ROOT / "site" / "locale"]
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Bishkek"
WAGTAIL_USER_TIME_ZONES = ["Asia/Bishkek", "UTC"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "site" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "public"
PRIVATE_ROOT = VAR / "private"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {"BACKEND": "core.storage.PrivateStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 3_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 8000

WAGTAIL_SITE_NAME = "Ashar"
WAGTAILADMIN_BASE_URL = os.environ.get("ASHAR_ADDRESS", "http://127.0.0.1:8000")
WAGTAILADMIN_LOGIN_URL = "/accounts/login/"
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILIMAGES_IMAGE_MODEL = "core.AsharImage"
WAGTAILDOCS_DOCUMENT_MODEL = "core.AsharDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None

# Content security: nothing from elsewhere, nothing inline; the Wagtail admin is looser (config.csp).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("ASHAR_FROM", "Ashar <ashar@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# Promises that the office confirms (rules: trainings, grants).
ASHAR: dict[str, Any] = {
    "ADDRESS": os.environ.get("ASHAR_ADDRESS", "http://127.0.0.1:8000"),
    "SAFEGUARDING_NUMBER": os.environ.get("ASHAR_SAFEGUARDING_NUMBER", ""),
    # Keys of encrypted columns, newest first; outside the database on purpose (core.encrypted).
    "DATA_KEYS": [key.strip() for key in os.environ.get("ASHAR_DATA_KEYS", "").split(",") if key.strip()],
    "NAME": _("Ashar"),
    "UPLOAD_MAX_BYTES": 10_000_000,
    "CERTIFICATE_LINK_DAYS": 14,  # a link to the PDF of a certificate opens so long
    # A key and its certificate (PKCS#12) that sign the PDFs of certificates; none: they are not signed (docs/running.md).
    "CERTIFICATE_KEY": os.environ.get("ASHAR_CERTIFICATE_KEY", ""),
    "CERTIFICATE_KEY_PASSWORD": os.environ.get("ASHAR_CERTIFICATE_KEY_PASSWORD", ""),
    "JOB_HEARTBEAT_SECONDS": 60,
    "JOB_MAX_ATTEMPTS": 5,
    # Days that personal data are kept, by rule (core.retention): docs/decisions/0011-retention.md.
    "RETENTION": {
        "care": 30,  # after the activity
        "caregiver_phones": 90,  # after they were written down, and after the child's last activity
        "not_selected": 365,  # after the call closed
        "applications_not_awarded": 365,  # after the call closed
        "sheets": 0,  # after the last day of the longest agreement that paid for the training
        "held_rosters": 1,  # files of lists whose columns nobody chose
        "imports": 30,  # staged rows that nobody confirmed
        "follow_ups": 730,  # what one person answered months after a training
        "form_texts": 365,  # own words in tests and feedback, after the training
        "changes": 30,  # lists that came back and nobody confirmed
        "takeouts": 7,  # archives of an organisation's own data
        "jobs": 30,  # arguments, results and files of finished jobs
        "messages": 180,  # text and address, after sending
    },
}
