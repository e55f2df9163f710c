"""What each class of viewers received, numbered from 1 in each stream."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class StreamHead(models.Model):
    """The number of the last frame of a stream."""

    exercise = models.ForeignKey("exercises.Exercise", models.CASCADE, related_name="heads", verbose_name=_("exercise"))
    stream = models.CharField(_("stream"), max_length=120)
    number = models.PositiveIntegerField(_("number"))

    class Meta:
        verbose_name = _("stream head")
        verbose_name_plural = _("stream heads")
        constraints = (models.UniqueConstraint(fields=["exercise", "stream"], name="stream_head_once"),)


class Frame(models.Model):
    """One update of one stream: a map from paths to new values, `null` where something went.

    `line` is the log number after which it holds. It places frames in the review's time and must never be sent out.
    """

    exercise = models.ForeignKey(
        "exercises.Exercise", models.CASCADE, related_name="frames", verbose_name=_("exercise")
    )
    stream = models.CharField(_("stream"), max_length=120)
    number = models.PositiveIntegerField(_("number"))
    line = models.PositiveIntegerField(_("log number"))
    at = models.FloatField(_("at"))
    """Wall time, seconds since the epoch."""
    turn = models.PositiveSmallIntegerField(_("turn"))
    body = models.TextField(_("changes"))

    class Meta:
        verbose_name = _("frame")
        verbose_name_plural = _("frames")
        ordering = ("exercise", "stream", "number")
        constraints = (
            models.UniqueConstraint(fields=["exercise", "stream", "number"], name="frame_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="frame_number_from_one"),
        )
