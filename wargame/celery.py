"""The Celery application: `celery --app wargame worker --queues clock` and its relatives."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wargame.settings")
app = Celery("wargame", task_cls="wargame.heavy:WorkTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["exercises"])
