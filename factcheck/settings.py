"""Every setting, read once from the environment. What each means for an operator: docs/operating.md.

Without ``DATABASE_URL`` the product runs as a *demo*: a private PostgreSQL and a broker below
``FACTCHECK_VAR_DIR``, a secret key made on the spot, known logins. With it, it is production unless
``FACTCHECK_DEMO=1`` says otherwise: secrets must be given and cookies travel over HTTPS only.
"""

import os
import secrets
from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from kombu import Exchange, Queue

BASE_DIR = Path(__file__).resolve().parent.parent


# --- Reading the environment -------------------------------------------------------------------


def env(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def env_flag(name: str, *, default: bool) -> bool:
    raw = env(name).lower()
    if raw in {"1", "true", "yes", "on"}:
        return True
    if raw in {"0", "false", "no", "off"}:
        return False
    if raw:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {raw!r}")
    return default


def env_number(name: str, default: float) -> float:
    raw = env(name)
    try:
        return float(raw) if raw else default
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a number, not {raw!r}") from None


def env_list(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in env(name, default).split(",") if item.strip()]


# --- What runs where ---------------------------------------------------------------------------

DATABASE_URL = env("DATABASE_URL")
VAR_DIR = Path(env("FACTCHECK_VAR_DIR") or BASE_DIR / "var").absolute()
DEMO = env_flag("FACTCHECK_DEMO", default=not DATABASE_URL)
DEBUG = env_flag("FACTCHECK_DEBUG", default=False)


def secret_key() -> str:
    """The key of the environment; a demo keeps one of its own making in its private folder."""
    given = env("SECRET_KEY")
    if given:
        if not DEMO and (len(given) < 50 or len(set(given)) < 12):
            raise ImproperlyConfigured("SECRET_KEY is too weak: 50 random characters or more, please")
        return given
    if not DEMO:
        raise ImproperlyConfigured("SECRET_KEY must be set in production")
    path = VAR_DIR / "secret_key"
    if not path.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        # Exclusive creation under another name: two processes starting at once must agree on one key.
        draft = VAR_DIR / f"secret_key.{os.getpid()}"
        draft.write_text(secrets.token_urlsafe(64))
        draft.chmod(0o600)
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()


SECRET_KEY = secret_key()
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" if DEMO else "")
SITE_URL = env("SITE_URL", "http://127.0.0.1:" + (env("PORT") or "8000") if DEMO else "").rstrip("/")
if not SITE_URL:
    raise ImproperlyConfigured("SITE_URL must be set in production, such as https://factcheck.example")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS", SITE_URL)
DEMO_SITE_PORT = int(env_number("DEMO_SITE_PORT", 8765))

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "pgtrigger",
    "pghistory",
    "claims",
]

MIDDLEWARE = [
    "claims.operators.web.count_requests",
    "django.middleware.security.SecurityMiddleware",
    "factcheck.middleware.Switches",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# --- Database, broker --------------------------------------------------------------------------

if DATABASE_URL:
    DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60)}
    if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL database: postgresql://…")
else:
    DATABASES = {
        "default": {
            "ENGINE": "factcheck.embedded_backend",
            "NAME": "factcheck",
            "CONN_MAX_AGE": 60,
            "OPTIONS": {"embedded_dir": str(VAR_DIR / "postgres")},
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "claims.User"
PGHISTORY_APPEND_ONLY = True

BROKER_DIR = VAR_DIR / "broker"
CELERY_BROKER_URL = env("CELERY_BROKER_URL", "filesystem://")
if CELERY_BROKER_URL.startswith("filesystem:"):
    for folder in (BROKER_DIR / "messages", BROKER_DIR / "control"):
        folder.mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT = "factcheck.messages:Transport"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "messages"),
        "data_folder_out": str(BROKER_DIR / "messages"),
        "control_folder": str(BROKER_DIR / "control"),
        "polling_interval": 0.1,
    }
else:
    # Without the two restore options Redis hands the messages of a killed worker back only after minutes.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 900,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
    }
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# An editor who waits does not queue behind the schedule. Every worker serves both; a newsroom gives "now" a
# worker of its own (--queues now).
CELERY_TASK_QUEUES = [Queue("celery", Exchange("celery"), "celery"), Queue("now", Exchange("now"), "now")]
CELERY_TASK_ROUTES = {
    "claims.tasks.look_now": {"queue": "now"},
    "claims.tasks.read_others": {"queue": "now"},
    "claims.tasks.keep_others": {"queue": "now"},
    "claims.tasks.test_channel": {"queue": "now"},
}
CELERY_TASK_IGNORE_RESULT = True  # the database holds what came of a task; nobody reads results
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000  # KiB; HTML and PDF parsers leak
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"

# --- Re-checking -------------------------------------------------------------------------------

RECHECK_BATCH = int(env_number("RECHECK_BATCH", 200))
RECHECK_LEASE_SECONDS = env_number("RECHECK_LEASE_SECONDS", 600)
RECHECK_CONFIRM_SECONDS = env_number("RECHECK_CONFIRM_SECONDS", 15 if DEMO else 900)
RECHECK_MIN_INTERVAL_SECONDS = env_number("RECHECK_MIN_INTERVAL_SECONDS", 60 if DEMO else 3600)
RECHECK_MAX_INTERVAL_SECONDS = env_number("RECHECK_MAX_INTERVAL_SECONDS", 600 if DEMO else 7 * 86400)
RECHECK_MAX_INTERVAL_PUBLISHED_SECONDS = env_number(
    "RECHECK_MAX_INTERVAL_PUBLISHED_SECONDS", 300 if DEMO else 86400
)
RECHECK_PUBLISHED_AHEAD_SECONDS = env_number("RECHECK_PUBLISHED_AHEAD_SECONDS", 60 if DEMO else 3600)
RECHECK_STRIKE_SECONDS = env_number("RECHECK_STRIKE_SECONDS", 20 if DEMO else 3 * 86400)
RECHECK_STRIKES = int(env_number("RECHECK_STRIKES", 3))
RECHECK_FLAPS = int(env_number("RECHECK_FLAPS", 3))
RECHECK_FLAP_DAYS = env_number("RECHECK_FLAP_DAYS", 14)
RECHECK_CONNECT_SECONDS = env_number("RECHECK_CONNECT_SECONDS", 10)
RECHECK_FIRST_BYTE_SECONDS = env_number("RECHECK_FIRST_BYTE_SECONDS", 20)
RECHECK_TOTAL_SECONDS = env_number("RECHECK_TOTAL_SECONDS", 60)
RECHECK_MAX_HTML_BYTES = int(env_number("RECHECK_MAX_HTML_BYTES", 5_000_000))
RECHECK_MAX_PDF_BYTES = int(env_number("RECHECK_MAX_PDF_BYTES", 30_000_000))
RECHECK_PER_HOST = int(env_number("RECHECK_PER_HOST", 1))
RECHECK_SPACING_SECONDS = env_number("RECHECK_SPACING_SECONDS", 0 if DEMO else 2)
RECHECK_OBEY_ROBOTS = env_flag("RECHECK_OBEY_ROBOTS", default=True)
RECHECK_ALLOWED_HOSTS = env_list("RECHECK_ALLOWED_HOSTS", f"127.0.0.1:{DEMO_SITE_PORT}" if DEMO else "")
RECHECK_ALLOWED_PORTS = [int(port) for port in env_list("RECHECK_ALLOWED_PORTS", "80,443")]
RECHECK_CONCURRENCY = int(env_number("RECHECK_CONCURRENCY", 50))
RECHECK_CONTROL_HOSTS = env_list("RECHECK_CONTROL_HOSTS", "example.com,www.wikipedia.org,www.naver.com")
RECHECK_OUTSTANDING = int(env_number("RECHECK_OUTSTANDING", 50_000))
RECHECK_LATE_SECONDS = env_number("RECHECK_LATE_SECONDS", 6 * 3600)
CHECK_RETENTION_MONTHS = int(env_number("CHECK_RETENTION_MONTHS", 60))
if 0 < CHECK_RETENTION_MONTHS < 3:
    raise ImproperlyConfigured("CHECK_RETENTION_MONTHS must be 3 or more, or 0 to keep every check")

# --- Copies in public archives -----------------------------------------------------------------

# Without keys nothing is sent. A time-gate is asked only about pages that are gone or say something else now.
WAYBACK_ACCESS_KEY = env("WAYBACK_ACCESS_KEY")
WAYBACK_SECRET_KEY = env("WAYBACK_SECRET_KEY")
if bool(WAYBACK_ACCESS_KEY) != bool(WAYBACK_SECRET_KEY):
    raise ImproperlyConfigured("WAYBACK_ACCESS_KEY and WAYBACK_SECRET_KEY go together")
WAYBACK_SAVE_URL = env("WAYBACK_SAVE_URL", "https://web.archive.org/save")
WAYBACK_PLAYBACK_URL = env("WAYBACK_PLAYBACK_URL", "https://web.archive.org/web/")
WAYBACK_PER_MINUTE = int(env_number("WAYBACK_PER_MINUTE", 5))  # the archive takes 6 or 7
MEMENTO_TIMEGATES = env_list("MEMENTO_TIMEGATES", "https://web.archive.org/web/")
ARCHIVE_LEASE_SECONDS = env_number("ARCHIVE_LEASE_SECONDS", 300)
ARCHIVE_TRIES = int(env_number("ARCHIVE_TRIES", 5))
ARCHIVE_GIVE_UP_DAYS = env_number("ARCHIVE_GIVE_UP_DAYS", 30)
ARCHIVE_AGAIN_SECONDS = env_number("ARCHIVE_AGAIN_SECONDS", 86_400)

CELERY_BEAT_SCHEDULE = {
    "recheck what is due": {
        "task": "claims.tasks.recheck_due",
        "schedule": timedelta(seconds=env_number("RECHECK_BEAT_SECONDS", 5 if DEMO else 60)),
    },
    "copy into public archives": {
        "task": "claims.tasks.archive_due",
        "schedule": timedelta(seconds=env_number("ARCHIVE_BEAT_SECONDS", 15)),
    },
    "tell the CDN what to forget": {"task": "claims.tasks.send_purges", "schedule": timedelta(seconds=5)},
    "ring again for imports": {"task": "claims.tasks.others_forgotten", "schedule": timedelta(minutes=2)},
    "send alerts": {
        "task": "claims.tasks.send_alerts",
        "schedule": timedelta(seconds=env_number("ALERT_BEAT_SECONDS", 5 if DEMO else 60)),
    },
    "send to channels": {
        "task": "claims.tasks.send_to_channels",
        "schedule": timedelta(seconds=env_number("ALERT_BEAT_SECONDS", 5 if DEMO else 60)),
    },
    "send notices": {
        "task": "claims.tasks.send_notices",
        "schedule": timedelta(seconds=env_number("ALERT_BEAT_SECONDS", 5 if DEMO else 60)),
    },
    "remind of unanswered": {
        "task": "claims.tasks.remind_of_unanswered",
        "schedule": timedelta(minutes=10),
    },
    # Hourly, not monthly: a round costs two small reads; what it found busy is done in the next.
    "keep the months of checks": {"task": "claims.tasks.keep_months", "schedule": timedelta(hours=1)},
    "publish what is due": {
        "task": "claims.tasks.publish_due",
        "schedule": timedelta(seconds=env_number("PUBLISH_BEAT_SECONDS", 5 if DEMO else 20)),
    },
}

# --- What others checked -----------------------------------------------------------------------

FACTCHECK_TOOLS_KEY = env("FACTCHECK_TOOLS_KEY")
FACTCHECK_TOOLS_URL = env(
    "FACTCHECK_TOOLS_URL", "https://factchecktools.googleapis.com/v1alpha1/claims:search"
)
OTHERS_MAX_BYTES = int(env_number("OTHERS_MAX_BYTES", 20_000_000))
OTHERS_MAX_ROWS = int(env_number("OTHERS_MAX_ROWS", 50_000))

# --- Who we are, whom we write to --------------------------------------------------------------

PUBLISHER_NAME = env("PUBLISHER_NAME", "Factcheck")
CONTACT_EMAIL = env("CONTACT_EMAIL", "desk@factcheck.example" if DEMO else "")
if not CONTACT_EMAIL:
    raise ImproperlyConfigured("CONTACT_EMAIL must be set: readers report errors there")
RECHECK_USER_AGENT = env(
    "RECHECK_USER_AGENT", f"Factcheck/0.1 (source re-check; +{SITE_URL}; {CONTACT_EMAIL})"
)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", CONTACT_EMAIL)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_HOST = env("EMAIL_HOST")
EMAIL_PORT = int(env_number("EMAIL_PORT", 587))
EMAIL_HOST_USER = env("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env_flag("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 20
NOTICE_ALLOWED_HOSTS = env_list("NOTICE_ALLOWED_HOSTS")
NOTICE_ALLOWED_PORTS = [int(port) for port in env_list("NOTICE_ALLOWED_PORTS", "80,443")]
if EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"

# --- Readers' pages and the API ----------------------------------------------------------------

CACHE_URL = env("CACHE_URL")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
    if CACHE_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 1000}}
}
PAGES_KEPT_SECONDS = env_number("PAGES_KEPT_SECONDS", 1)
READ_ONLY = env_flag("READ_ONLY", default=False)
MAINTENANCE = env_flag("MAINTENANCE", default=False)
if READ_ONLY:  # whatever forgets the switch is refused by the database
    options = DATABASES["default"].setdefault("OPTIONS", {})
    options["options"] = "-c default_transaction_read_only=on"
FROZEN = False  # set by `manage.py freeze` alone, while it writes pages that no server will answer for
CDN_SECONDS = int(env_number("CDN_SECONDS", 0))
PURGE_URL = env("PURGE_URL")
PURGE_METHOD = env("PURGE_METHOD", "POST")
PURGE_HEADER = env("PURGE_HEADER")
API_REQUESTS_PER_MINUTE = int(env_number("API_REQUESTS_PER_MINUTE", 120))
PROXIES_IN_FRONT = int(env_number("PROXIES_IN_FRONT", 0))

# --- Languages and time ------------------------------------------------------------------------

LANGUAGE_CODE = env("LANGUAGE_CODE", "ko")
LANGUAGES = [("ko", "한국어"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "claims" / "locale"]
FORMAT_MODULE_PATH = "factcheck.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = env("TIME_ZONE", "Asia/Seoul")

# --- Files -------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT") or (VAR_DIR / "static" if DEMO else BASE_DIR / "staticfiles"))
if DEMO:  # files come from the finders; whitenoise warns of a missing folder all the same
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = Path(env("MEDIA_ROOT") or VAR_DIR / "media")
WHITENOISE_USE_FINDERS = DEMO
ARCHIVE_ROOT = Path(env("ARCHIVE_ROOT") or VAR_DIR / "archive")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Apart from uploads: whole pages of others, which nobody may come to serve by accident
    "archive": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": ARCHIVE_ROOT},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000  # a pasted article of 50,000 Hangul syllables is 150 KB

# --- Security ----------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # data: is what the admin's stylesheet draws its arrows with
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],  # the admin opens its pop-ups as windows
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
LANGUAGE_COOKIE_SECURE = not DEMO
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = env_flag("SECURE_SSL_REDIRECT", default=not DEMO)
SECURE_HSTS_SECONDS = int(env_number("SECURE_HSTS_SECONDS", 0 if DEMO else 31_536_000))
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEMO
if env_flag("BEHIND_HTTPS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]  # asked from inside, by address
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"

# --- Watching over us --------------------------------------------------------------------------

METRICS_TOKEN = env("METRICS_TOKEN")
if METRICS_TOKEN and not DEMO and len(METRICS_TOKEN) < 24:
    raise ImproperlyConfigured("METRICS_TOKEN is too short: 24 random characters or more, please")
METRICS_DIR = env("METRICS_DIR")
if METRICS_DIR:
    Path(METRICS_DIR).mkdir(parents=True, exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = METRICS_DIR  # the library reads it when it is first imported

# --- Logging -----------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", "INFO")},
    "loggers": {
        "celery.worker.strategy": {"level": "WARNING"},  # "received"; that a task ended is said anyway
        # At finer levels these print addresses, and a chat's address is its password.
        "apprise": {"level": "ERROR"},
        "urllib3": {"level": "WARNING"},
        "requests": {"level": "WARNING"},
        "kombu.connection": {"level": "ERROR"},  # a broker of files needs no host name
    },
}
