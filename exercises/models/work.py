"""What is still to happen, what is half-written, what was answered already. None of it is part of the record."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DueQuerySet(models.QuerySet["Due"]):
    """Rows of the schedule."""

    def by(self, now: float) -> DueQuerySet:
        """Those whose time has come, earliest first."""
        return self.filter(at__lte=now).order_by("at", "pk")


class Due(models.Model):
    """Something that happens at a time, worked out anew from the board after every command."""

    exercise = models.ForeignKey("exercises.Exercise", models.CASCADE, related_name="due", verbose_name=_("exercise"))
    what = models.CharField(_("what"), max_length=40)
    ref = models.CharField(_("which"), max_length=80, blank=True)
    at = models.FloatField(_("at"))
    """Wall time, seconds since the epoch."""

    objects = DueQuerySet.as_manager()

    class Meta:
        verbose_name = _("due row")
        verbose_name_plural = _("due rows")
        ordering = ("at", "pk")
        indexes = (models.Index(fields=["at"], name="due_by_time"),)
        constraints = (models.UniqueConstraint(fields=["exercise", "what", "ref"], name="due_once"),)


class Draft(models.Model):
    """What a team or a seat has written and not sent. `version` rises with each save."""

    exercise = models.ForeignKey(
        "exercises.Exercise", models.CASCADE, related_name="drafts", verbose_name=_("exercise")
    )
    owner = models.CharField(_("team or seat"), max_length=40)
    kind = models.CharField(_("kind"), max_length=40, default="sheet")
    turn = models.PositiveSmallIntegerField(_("turn"))
    version = models.PositiveIntegerField(_("version"), default=1)
    seat = models.CharField(_("last written by"), max_length=40)
    body = models.TextField(_("body"))
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = (models.UniqueConstraint(fields=["exercise", "owner", "kind", "turn"], name="draft_once"),)


class Receipt(models.Model):
    """The first accepted answer to a command that named a key, for whoever sends it again."""

    exercise = models.ForeignKey(
        "exercises.Exercise", models.CASCADE, related_name="receipts", verbose_name=_("exercise")
    )
    actor = models.CharField(_("by"), max_length=80)
    key = models.CharField(_("key"), max_length=80)
    body_hash = models.CharField(_("hash of the command"), max_length=64)
    answer = models.TextField(_("answer"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        constraints = (models.UniqueConstraint(fields=["exercise", "actor", "key"], name="receipt_once"),)


class ReadMark(models.Model):
    """How far a seat has read in a room or list."""

    exercise = models.ForeignKey("exercises.Exercise", models.CASCADE, related_name="marks", verbose_name=_("exercise"))
    seat = models.CharField(_("seat"), max_length=40)
    what = models.CharField(_("what"), max_length=80)
    last = models.CharField(_("last read"), max_length=64)

    class Meta:
        verbose_name = _("read mark")
        verbose_name_plural = _("read marks")
        constraints = (models.UniqueConstraint(fields=["exercise", "seat", "what"], name="read_mark_once"),)
