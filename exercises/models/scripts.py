"""What trainers write, and the copies that exercises are played with."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Script(models.Model):
    """A working draft. `text` is the YAML as its author left it, with comments, and need not be valid yet."""

    code = models.CharField(_("code"), max_length=24)
    title = models.CharField(_("title"), max_length=200, blank=True)
    text = models.TextField(_("text"))
    edition = models.PositiveIntegerField(_("edition"), default=1)
    """Rises with every save, so that two authors cannot overwrite each other unseen."""
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="scripts",
        verbose_name=_("owner"),
    )
    shipped = models.BooleanField(_("part of the library"), default=False)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("script")
        verbose_name_plural = _("scripts")
        ordering = ("code", "pk")
        constraints = (
            models.UniqueConstraint(fields=["code"], condition=Q(shipped=True), name="script_shipped_code_once"),
            models.UniqueConstraint(fields=["owner", "code"], name="script_code_once_per_owner"),
        )

    def __str__(self) -> str:
        return f"{self.code} · {self.title}"


class ScriptVersion(models.Model):
    """A published copy: canonical JSON that never changes, known by its SHA-256. Exercises pin one."""

    script = models.ForeignKey(Script, models.PROTECT, related_name="versions", verbose_name=_("script"))
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("canonical text"))
    digest = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )
    published_at = models.DateTimeField(_("published at"), auto_now_add=True)

    class Meta:
        verbose_name = _("script version")
        verbose_name_plural = _("script versions")
        ordering = ("script", "-number")
        constraints = (
            models.UniqueConstraint(fields=["script", "number"], name="script_version_number_once"),
            models.UniqueConstraint(fields=["script", "digest"], name="script_version_text_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="script_version_number_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.script} · v{self.number}"
