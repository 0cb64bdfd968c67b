"""Settings of the test suite: same program, fast hashing, eager jobs, a folder of its own."""

import atexit
import shutil
import tempfile
from pathlib import Path

from config.settings import *  # noqa: F403

_folder = Path(tempfile.mkdtemp(prefix="portal-test-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
DEBUG = False
SECRET_KEY = "test-only"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = _folder / "media"
STATIC_ROOT = _folder / "static"
STATIC_ROOT.mkdir()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": MEDIA_ROOT}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
ALLOWED_HOSTS = ["*"]
TOTP_REQUIRED = False
