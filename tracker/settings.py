"""Every setting that a person may change comes from the environment; the rest is chosen here."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.encoding import punycode

from tracker.keys import secret_key_from

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / "data"))).expanduser().resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)

HOST = env.str("HOST", "127.0.0.1")
PORT = env.int("PORT", 8000)
_own_host = "127.0.0.1" if HOST in ("0.0.0.0", "::") else HOST
_site = environ.urlparse(env.str("SITE_URL", f"http://{_own_host}:{PORT}").rstrip("/"))
# As browsers ask for it, and as it may stand in the headers of a mail.
SITE_URL = _site._replace(netloc=punycode(_site.netloc)).geturl()
SITE_IS_SECURE = SITE_URL.startswith("https://")
WEB_WORKERS = env.int("WEB_WORKERS", 1)
QUEUE_WORKERS = env.int("QUEUE_WORKERS", 3)
ALLOW_SIGNUP = env.bool("ALLOW_SIGNUP", False)
# Made by `manage.py up`, unless it is given, when the first account may come from another machine.
SETUP_TOKEN = env.str("SETUP_TOKEN", "")

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "") or secret_key_from(DATA_DIR / "secret-key")
_site_host = environ.urlparse(SITE_URL).hostname or "127.0.0.1"
_hosts = ["127.0.0.1", "localhost", "[::1]", HOST, _site_host]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=_hosts)
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_q",
    "csp",
    "tracker",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tracker.middleware.feeds_first",
    "tracker.middleware.compressed_pages",
    "csp.middleware.CSPMiddleware",
    "tracker.middleware.bounded_bodies",  # before anything reads the body
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tracker.middleware.LogInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tracker.middleware.private_pages",
    "tracker.middleware.refusals_in_words",
    "tracker.middleware.owner_time_zone",
]
ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"
_loader, _cached = (f"django.template.loaders.{name}.Loader" for name in ("filesystem", "cached"))
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [_loader if DEBUG else (_cached, [_loader])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["django.templatetags.static"],
        },
    }
]

# --- Data ------------------------------------------------------------------------------------
_own_file = f"sqlite:///{DATA_DIR / 'heardback.sqlite3'}"
DATABASES = {"default": env.db("DATABASE_URL", default=_own_file)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"] |= {
        "OPTIONS": {
            # A write transaction takes its lock at the start, so that it never fails halfway on a
            # stale snapshot; readers go on beside it (WAL). FULL: a saved fact survives a power cut.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
                "PRAGMA temp_store=MEMORY;PRAGMA mmap_size=134217728"
            ),
        },
        "CONN_MAX_AGE": 600,
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    # As on SQLite, whoever waits for another's lock gives up after 20 seconds; and a server that
    # does not answer is no reason to wait for minutes. What DATABASE_URL says counts for more.
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 5,
        "options": "-c lock_timeout=20s",
    } | DATABASES["default"].get("OPTIONS", {})
# ATOMIC_REQUESTS stays off: with IMMEDIATE, a page that only reads would wait behind a writer.
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The throttle's counts. Those of links lie by themselves: they push no log-in's count out.
_counts = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "OPTIONS": {"MAX_ENTRIES": 100_000},
}
CACHES = {name: _counts | {"LOCATION": name} for name in ("default", "links")}

# --- Accounts --------------------------------------------------------------------------------
AUTH_USER_MODEL = "tracker.User"
AUTHENTICATION_BACKENDS = ["tracker.backends.Backend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "upcoming"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_RESET_TIMEOUT = 3600  # seconds, for a link by mail
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# --- Security --------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_IS_SECURE
SESSION_COOKIE_NAME = "__Host-session" if SITE_IS_SECURE else "heardback-session"
CSRF_COOKIE_NAME = "__Host-csrf" if SITE_IS_SECURE else "heardback-csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "tracker.views.errors.not_surely_theirs"
SECURE_SSL_REDIRECT = SITE_IS_SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked by watchers on this machine, without TLS
SECURE_HSTS_SECONDS = 31_536_000 if SITE_IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SITE_IS_SECURE
SECURE_REFERRER_POLICY = "same-origin"
if env.bool("BEHIND_PROXY", SITE_IS_SECURE):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
# Files are not counted by that; the handler does.
FILE_UPLOAD_HANDLERS = ["tracker.uploads.BoundedUpload"]

# --- Queue -----------------------------------------------------------------------------------
# The reminder rows are the truth and the queue only wakes a sweep: no task but a link for a new
# password is worth repeating. retry > timeout * (queue_limit / workers + 1), or a task that was
# prefetched would run twice. catch_up off: after a day switched off, one sweep and not 1,440.
REDIS_URL = env.str("REDIS_URL", "")
Q_CLUSTER = {
    "name": "heardback",
    "workers": QUEUE_WORKERS,
    "timeout": 110,
    "retry": 600,
    "queue_limit": QUEUE_WORKERS,
    "bulk": 1,
    "max_attempts": 3,
    "ack_failures": True,
    "catch_up": False,
    "save_limit": 100,
    "poll": 0.5,
    "guard_cycle": 0.5,
    "recycle": 500,
    "label": "Queue",
} | (
    {"redis": REDIS_URL, "broker_class": "tracker.broker.RedisBroker"}
    if REDIS_URL
    else {"orm": "default", "broker_class": "tracker.broker.DatabaseBroker"}
)

# --- Mail ------------------------------------------------------------------------------------
EMAIL_URL = env.str("EMAIL_URL", "")
MAIL_IS_SENT = bool(EMAIL_URL)
if MAIL_IS_SENT:
    _mail = env.email_url("EMAIL_URL")
    EMAIL_HOST = _mail["EMAIL_HOST"]
    EMAIL_PORT = _mail["EMAIL_PORT"] or 25
    EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"] or ""
    EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"] or ""
    EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
    EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 30  # Django's own default is to wait for ever.
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"Heardback <heardback@{_site_host}>")

# --- Time, words, files ----------------------------------------------------------------------
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
LANGUAGE_CODE = "en"
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Nothing of it has an address: who may, gets a file through a view.
MEDIA_ROOT = Path(env.str("FILES_DIR", str(DATA_DIR / "files"))).expanduser().resolve()

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "tracker.tokens.DiscreetFormatter",
            "format": "%(asctime)s %(name)s %(levelname)s %(message)s",
        }
    },
    "filters": {"in_one_line": {"()": "tracker.outage.InOneLine"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["in_one_line"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django-q": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "tracker": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
