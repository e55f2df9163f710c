"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExercisesConfig(AppConfig):
    """Exercises: scripts, seats, turns and the record."""

    name = "exercises"
    verbose_name = _("exercises")
