"""One settings file. Nothing set means the embedded default of one machine; see docs/running.md."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF

from config.env import database_from_url, env_bool, env_int, env_list, env_secret, env_text

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env_text("DATA_DIR") or BASE_DIR / "var")
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env_bool("DEBUG", False)
SECRET_KEY = env_secret("SECRET_KEY", keep_in=DATA_DIR / "secret_key")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
PUBLIC_URL = env_text("PUBLIC_URL", "http://127.0.0.1:8000")

INSTALLED_APPS = [
    "core",
    "audit",
    "accounts",
    "organisations",
    "reference",
    "search",
    "notifications",
    "documents",
    "plans",
    "work",
    "villages",
    "inspections",
    "dashboard",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "template_partials",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "js_lib_bootstrap5",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.middleware.RequestIdMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "organisations.middleware.AccessMiddleware",
    "core.middleware.HtmxMessagesMiddleware",
    "core.middleware.DomainErrorMiddleware",
    "axes.middleware.AxesMiddleware",
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
                "organisations.context.portal",
            ],
            "builtins": ["template_partials.templatetags.partials", "core.templatetags.ui", "core.templatetags.vi"],
        },
    }
]

DATABASES = {"default": database_from_url(env_text("DATABASE_URL"), sqlite_path=DATA_DIR / "portal.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "accounts.backends.EmailOrStaffCodeBackend",
]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "dashboard:home"
LOGOUT_REDIRECT_URL = "accounts:login"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.validators.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "accounts.validators.NotOnesName", "OPTIONS": {"user_attributes": ("full_name", "email", "staff_code")}},
    {"NAME": "accounts.validators.NotCommon"},
    {"NAME": "accounts.validators.NotDigitsAlone"},
]
PASSWORD_RESET_TIMEOUT = 24 * 3600
INVITATION_DAYS = env_int("INVITATION_DAYS", 7)
EDIT_STEPS_KEPT_DAYS = env_int("EDIT_STEPS_KEPT_DAYS", 30)  # how long a deletion in the editor can be undone
SIGN_IN_LOG_DAYS = env_int("SIGN_IN_LOG_DAYS", 180)  # who signed in from where, before it is forgotten
CONTACTS_KEPT_DAYS = env_int(
    "CONTACTS_KEPT_DAYS", 90
)  # phone and e-mail of a locked account, before they may be erased
TOTP_REQUIRED = env_bool("TOTP_REQUIRED", False)  # for lãnh đạo, văn thư, quản trị
OTP_TOTP_ISSUER = "Cổng CCHC"
AXES_FAILURE_LIMIT = env_int("LOGIN_FAILURES", 5)
LOGIN_FAILURES_OF_ADDRESS = env_int("LOGIN_FAILURES_OF_ADDRESS", 60)  # of all names together; 0: no such limit
AXES_COOLOFF_TIME = 0.25  # hours: a quarter of an hour
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "accounts.backends.login_key"  # LAN@… and lan@… are one name
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the waiting time told on the page stays true
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "accounts.views.auth.locked_out"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "accounts.backends.client_address"
PROXY_COUNT = env_int("PROXY_COUNT", 0)  # servers of ours in front, each adding to X-Forwarded-For

# Language and time
LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "media"
UPLOAD_LIMIT_MB = env_int("UPLOAD_LIMIT_MB", 20)
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024  # a pasted plan of 3,000 rows stays below
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": MEDIA_ROOT}},
    "staticfiles": {"BACKEND": "core.storage.ModuleManifestStorage"},
}
if DEBUG:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_USE_FINDERS = True

# Mail: an SMTP address, else letters as files
_mail = env_text("EMAIL_HOST")
if _mail:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _mail
    EMAIL_PORT = env_int("EMAIL_PORT", 587)
    EMAIL_HOST_USER = env_text("EMAIL_HOST_USER")
    EMAIL_HOST_PASSWORD = env_text("EMAIL_HOST_PASSWORD")
    EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS", True)
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = env_text("DEFAULT_FROM_EMAIL", "Cổng CCHC <khong-tra-loi@cchc.example>")

# Texts (SMS) to people who wish them: none, file (DATA_DIR/sms) or http; see docs/running.md
SMS_GATEWAY = env_text("SMS_GATEWAY", "none")
SMS_WITHOUT_MARKS = env_bool("SMS_WITHOUT_MARKS", True)  # one cheap message of 160 letters
SMS_FOLDER = DATA_DIR / "sms"
SMS_URL = env_text("SMS_URL")
SMS_METHOD = env_text("SMS_METHOD", "POST")
SMS_BODY = env_text("SMS_BODY", '{"phone": "{phone}", "text": "{text}"}')
SMS_CONTENT_TYPE = env_text("SMS_CONTENT_TYPE", "application/json")
SMS_HEADER = env_text("SMS_HEADER")  # "Authorization: Bearer …"
SMS_SUCCESS_PATTERN = env_text("SMS_SUCCESS_PATTERN")
SMS_TIMEOUT = env_int("SMS_TIMEOUT", 15)

# Background work: the row is the work, a message only wakes it (docs/decisions)
REDIS_URL = env_text("REDIS_URL")
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {"visibility_timeout": 600}
else:
    CELERY_BROKER_URL = "filesystem://"
    _broker = DATA_DIR / "broker"
    for _folder in ("queue", "control"):
        (_broker / _folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_broker / "queue"),
        "data_folder_out": str(_broker / "queue"),
        "control_folder": str(_broker / "control"),
        "polling_interval": 0.2,
    }
CELERY_TASK_ALWAYS_EAGER = False
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# Web security
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
    }
}
X_FRAME_OPTIONS = "SAMEORIGIN"  # the print preview stands in a frame of our own page
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
if env_bool("HTTPS", False):
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 30 * 24 * 3600
CSRF_FAILURE_VIEW = "core.views.csrf_failure"

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Printing: folders with the Liberation Serif 2.x files, searched in this order
PRINT_FONT_DIRS = env_list(
    "PRINT_FONT_DIRS", "/usr/share/fonts/truetype/liberation2,/usr/share/fonts/truetype/liberation"
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "filters": {"secrets": {"()": "core.log_secrets.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]}},
    "root": {"handlers": ["console"], "level": env_text("LOG_LEVEL", "INFO")},
    "loggers": {
        "axes": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "pdfminer": {"level": "ERROR"},
        "pyhanko": {"level": "CRITICAL"},  # what is wrong with a signature is told to who asked, not to the log
        "pyhanko_certvalidator": {"level": "CRITICAL"},
    },
}
