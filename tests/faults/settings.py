"""The settings of the processes that faults are done to: an installation's, with a clock that a test can move."""

from __future__ import annotations

from tests.faults.clock import Clock
from wargame.settings import *  # noqa: F403
from wargame.settings import CELERY_BEAT_SCHEDULE, STORAGES, VAR

CLOCK_OFFSET = Clock(VAR / "clock")
# Three ticks a second: the tests wait for so many of them.
CELERY_BEAT_SCHEDULE["tick"]["schedule"] = 0.3
# Pages are drawn from the source folders, so that nobody waits for files to be collected and packed.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
