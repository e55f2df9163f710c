"""The settings under test: those of the embedded mode, with a database of this run's own and quick passwords."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

SCRATCH = Path(tempfile.mkdtemp(prefix="parley-test-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)

# What the person running the tests has set must not decide what is tested.
for name in (
    "DATABASE_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "SECRET_KEY_FILE",
    "DEBUG",
    "PARLEY_STAFF_MFA",
    "METRICS_TOKEN",
):
    os.environ.pop(name, None)
os.environ["PARLEY_VAR"] = str(SCRATCH)
os.environ["PARLEY_CLOCK"] = "off"
os.environ["PARLEY_ORIGINS"] = "http://testserver,http://localhost:8000,http://127.0.0.1:8000"

from wargame.settings import *  # noqa: E402, F403 - the environment comes first
from wargame.settings import DATABASES, STORAGES  # noqa: E402

# A file, not memory: threads and server processes open the same database, with the same locks as in play.
DATABASES["default"]["TEST"] = {"NAME": str(SCRATCH / "test.sqlite3")}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
