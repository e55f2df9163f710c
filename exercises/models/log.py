"""The append-only log of each exercise, and the boards that were folded from it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Line(models.Model):
    """One entry: the exact text that was hashed, which names its number, times, author, cause and the hash before it.

    Triggers refuse to change or delete lines; see `exercises.models.triggers`.
    """

    exercise = models.ForeignKey("exercises.Exercise", models.PROTECT, related_name="lines", verbose_name=_("exercise"))
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=40)
    text = models.TextField(_("text"))
    hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("log line")
        verbose_name_plural = _("log lines")
        ordering = ("exercise", "number")
        constraints = (
            models.UniqueConstraint(fields=["exercise", "number"], name="line_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="line_number_from_one"),
        )


class Snapshot(models.Model):
    """A board as canonical text. `turn` 0 is the present board; the others stand just before their turn began."""

    exercise = models.ForeignKey(
        "exercises.Exercise", models.CASCADE, related_name="snapshots", verbose_name=_("exercise")
    )
    number = models.PositiveIntegerField(_("number"))
    turn = models.PositiveSmallIntegerField(_("turn"), default=0)
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        constraints = (
            models.UniqueConstraint(fields=["exercise"], condition=Q(turn=0), name="snapshot_one_present"),
            models.UniqueConstraint(
                fields=["exercise", "number"], condition=Q(turn__gt=0), name="snapshot_number_once"
            ),
        )


class Erasure(models.Model):
    """The record that an exercise's log was erased, by whom and why; and the one door through the triggers.

    While `door` is set, lines of that exercise may be deleted. It points at a row that never exists, and foreign keys
    are checked at commit: a transaction that leaves the door open cannot commit.
    """

    exercise_number = models.BigIntegerField(_("exercise"))
    code = models.CharField(_("code"), max_length=8)
    reason = models.CharField(_("reason"), max_length=300)
    by = models.CharField(_("by"), max_length=150)
    lines = models.PositiveIntegerField(_("lines"))
    head_hash = models.CharField(_("last log hash"), max_length=64, blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    door = models.ForeignKey("self", models.DO_NOTHING, null=True, editable=False, related_name="+")

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ("-at",)
