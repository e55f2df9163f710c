"""A script while it is being written, as rows that trainers edit. They need not be whole; publishing asks for that.

Each column stands for one place in the YAML of a script; `exercises.services.authoring.columns` says for which. Lists
are kept as people type them: codes with commas between them, conditions and effects one a line, the rest as YAML.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exercises.enums import Medium, TeamKind, Trigger, Truth

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class OneLine(models.TextField):  # type: ignore[type-arg]  # takes none at run time
    """A text without line breaks. How long it may be is the script's business, so the column has no limit."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"widget": forms.TextInput, **kwargs})


def choices(kinds: type[StrEnum]) -> list[tuple[str, str]]:
    """The words of a closed vocabulary as they stand in scripts."""
    return [(kind.value, kind.value) for kind in kinds]


def coded(label: StrOrPromise = "") -> models.CharField[str, str]:
    """The short name that scripts use for a thing."""
    return models.CharField(label or _("code"), max_length=40)


def line(label: StrOrPromise, explained: StrOrPromise = "") -> OneLine:
    """One line that may stay empty."""
    return OneLine(label, blank=True, help_text=explained)


def prose(label: StrOrPromise, explained: StrOrPromise = "") -> models.TextField[str, str]:
    """Several lines that may stay empty."""
    return models.TextField(label, blank=True, help_text=explained)


CODES = _("Codes with commas between them.")
CONDITIONS = _("One condition a line.")
EFFECTS = _("One effect a line, such as add(tension, 3 ± 1).")
YAML = _("YAML, as it stands in a script file.")


class ScriptDraft(models.Model):
    """The head of a script being written. `source` is the text it was imported from; exports keep its comments."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="script_drafts",
        verbose_name=_("owner"),
    )
    code = models.CharField(_("code"), max_length=24)
    title_en = OneLine(_("title, English"))
    title_zh = line(_("title, Chinese"))
    summary_en = prose(_("summary, English"))
    summary_zh = prose(_("summary, Chinese"))
    story_en = prose(_("story, English"), _("Markdown."))
    story_zh = prose(_("story, Chinese"))
    pack = models.CharField(_("data pack"), max_length=40, default="2025-11")
    luck = models.BooleanField(_("luck"), default=True)
    start = prose(_("changed at the start"), _("One line each: variable: value."))
    indicators = line(_("indicators"), _("Codes of variables with commas between them."))
    actions = prose(_("actions"), YAML)
    vaults = prose(_("vaults"), YAML)
    transactions = prose(_("transactions"), YAML)
    gold_must = prose(_("gold must"), CONDITIONS)
    gold_must_not = prose(_("gold must not"), CONDITIONS)
    silver_must = prose(_("silver must"), CONDITIONS)
    silver_must_not = prose(_("silver must not"), CONDITIONS)
    bronze_must = prose(_("bronze must"), CONDITIONS)
    bronze_must_not = prose(_("bronze must not"), CONDITIONS)
    pivots = models.PositiveSmallIntegerField(_("turning points shown"), null=True, blank=True)
    questions = prose(_("hot wash questions"), YAML)
    notes_en = prose(_("notes, English"))
    notes_zh = prose(_("notes, Chinese"))
    source = models.TextField(blank=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("script draft")
        verbose_name_plural = _("script drafts")
        ordering = ("code", "pk")
        constraints = (models.UniqueConstraint(fields=["owner", "code"], name="script_draft_once_per_owner"),)

    def __str__(self) -> str:
        return f"{self.code} · {self.title_en}"


class Placed(models.Model):
    """A row among others. Rows stand in the order of `place`; a new one without a place comes last."""

    place = models.PositiveIntegerField(_("place"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = (models.F("place").asc(nulls_last=True), "pk")


class TeamDraft(Placed):
    """A team; its seats are rows of their own."""

    draft = models.ForeignKey(ScriptDraft, models.CASCADE, related_name="teams", verbose_name=_("script draft"))
    code = coded()
    name_en = OneLine(_("name, English"))
    name_zh = line(_("name, Chinese"))
    kind = models.CharField(_("kind"), max_length=9, choices=choices(TeamKind), default=TeamKind.PRINCIPAL)
    minimum = models.PositiveSmallIntegerField(_("fewest people"), default=0)
    ap = models.PositiveSmallIntegerField(_("acts a turn"), null=True, blank=True)
    pc = models.FloatField(_("political capital"), null=True, blank=True)
    budget = models.FloatField(_("budget, million dollars"), null=True, blank=True)
    red_lines_en = prose(_("red lines, English"))
    red_lines_zh = prose(_("red lines, Chinese"))

    class Meta(Placed.Meta):
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        constraints = (models.UniqueConstraint(fields=["draft", "code"], name="team_draft_code_once"),)

    def __str__(self) -> str:
        return f"{self.code} · {self.name_en}"


class SeatDraft(Placed):
    """A seat of a team."""

    team = models.ForeignKey(TeamDraft, models.CASCADE, related_name="seats", verbose_name=_("team"))
    code = coded()
    title_en = OneLine(_("title, English"))
    title_zh = line(_("title, Chinese"))
    role = coded(_("role"))
    lead = models.BooleanField(_("leads"), default=False)
    deputy = models.BooleanField(_("is deputy"), default=False)
    speaks = models.BooleanField(_("speaks"), default=False)
    clearances = line(_("clearances"), CODES)
    holds = line(_("keys held"), CODES)

    class Meta(Placed.Meta):
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = (models.UniqueConstraint(fields=["team", "code"], name="seat_draft_code_once"),)

    def __str__(self) -> str:
        return self.code


class TurnDraft(models.Model):
    """A turn: how long it is in the story and at the table, and what each seat is told."""

    draft = models.ForeignKey(ScriptDraft, models.CASCADE, related_name="turns", verbose_name=_("script draft"))
    number = models.PositiveSmallIntegerField(_("number"))
    title_en = OneLine(_("title, English"))
    title_zh = line(_("title, Chinese"))
    length = models.CharField(_("length"), max_length=8, default="6h", help_text=_("Story time: 30m, 6h, 1d, 2w."))
    starts = models.CharField(
        _("starts"), max_length=40, blank=True, help_text=_("Story time with its zone: 2031-03-14T06:00:00Z.")
    )
    minutes_brief = models.FloatField(_("minutes of brief"), null=True, blank=True)
    minutes_deliberate = models.FloatField(_("minutes of deliberation"), null=True, blank=True)
    minutes_lock = models.FloatField(_("minutes of lock"), null=True, blank=True)
    minutes_reveal = models.FloatField(_("minutes of reveal"), null=True, blank=True)
    brief_en = prose(_("brief, English"), _("Markdown; numbers as {var:market.price|usd}."))
    brief_zh = prose(_("brief, Chinese"))
    at_hand = prose(_("actions at hand"), _("One team a line, such as us: sign, refuse, call."))
    decides = prose(_("decisions of the seats"), YAML)

    class Meta:
        verbose_name = _("turn")
        verbose_name_plural = _("turns")
        ordering = ("number", "pk")
        constraints = (models.UniqueConstraint(fields=["draft", "number"], name="turn_draft_number_once"),)

    def __str__(self) -> str:
        return f"{self.number} · {self.title_en}"


class ObjectiveDraft(Placed):
    """An objective; its critical tasks are rows of their own."""

    draft = models.ForeignKey(ScriptDraft, models.CASCADE, related_name="objectives", verbose_name=_("script draft"))
    code = coded()
    title_en = OneLine(_("title, English"))
    title_zh = line(_("title, Chinese"))

    class Meta(Placed.Meta):
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        constraints = (models.UniqueConstraint(fields=["draft", "code"], name="objective_draft_code_once"),)

    def __str__(self) -> str:
        return f"{self.code} · {self.title_en}"


class TaskDraft(Placed):
    """A critical task. The first task of a capability target carries the target's title."""

    objective = models.ForeignKey(ObjectiveDraft, models.CASCADE, related_name="tasks", verbose_name=_("objective"))
    target_en = line(_("target, English"), _("Empty: the target of the row above."))
    target_zh = line(_("target, Chinese"))
    code = models.CharField(_("code"), max_length=40, blank=True)
    text_en = prose(_("task, English"))
    text_zh = prose(_("task, Chinese"))
    met = line(_("met when"), _("A condition; empty: evaluators look."))

    class Meta(Placed.Meta):
        verbose_name = _("critical task")
        verbose_name_plural = _("critical tasks")

    def __str__(self) -> str:
        return self.code or self.target_en


class InjectDraft(Placed):
    """One row of the master scenario events list."""

    draft = models.ForeignKey(ScriptDraft, models.CASCADE, related_name="injects", verbose_name=_("script draft"))
    code = coded()
    title_en = OneLine(_("title, English"))
    title_zh = line(_("title, Chinese"))
    turn = models.PositiveSmallIntegerField(_("turn"), null=True, blank=True)
    offset = models.FloatField(
        _("minute"), default=0, help_text=_("Of a twelve-minute deliberation; -1 is at the brief.")
    )
    sender_en = line(_("from, English"))
    sender_zh = line(_("from, Chinese"))
    to = line(_("to"), _("Teams, team+clearance, all or public, with commas between them."))
    medium = models.CharField(_("medium"), max_length=11, choices=choices(Medium), default=Medium.CABLE)
    label_en = line(_("handling label, English"))
    label_zh = line(_("handling label, Chinese"))
    confidence = models.CharField(
        _("confidence"),
        max_length=6,
        blank=True,
        choices=[(word, word) for word in ("low", "medium", "high")],
        help_text=_("For intel only."),
    )
    text_en = prose(_("text, English"), _("Markdown; numbers as {var:market.price|usd}."))
    text_zh = prose(_("text, Chinese"))
    attachments = prose(_("attachments"), YAML)
    brings = line(_("brings"), _("tx:CODE, ceremony:VAULT, note or hotline, with commas between them."))
    shareable = models.BooleanField(_("can be shared"), default=False)
    truth = models.CharField(_("truth"), max_length=10, choices=choices(Truth), default=Truth.TRUE)
    trigger = models.CharField(_("sent"), max_length=9, choices=choices(Trigger), default=Trigger.TIME)
    when = line(_("when"), _("A condition."))
    after = line(_("after inject"))
    asks_of = line(_("asks"), _("Codes of teams with commas between them."))
    asks_by = models.FloatField(_("answer within minutes"), null=True, blank=True)
    expects = line(_("expects"), _("A condition."))
    contingency = line(_("contingency inject"))
    by = models.PositiveSmallIntegerField(_("by the end of turn"), null=True, blank=True)
    on_arrival = prose(_("effects on arrival"), EFFECTS)
    unanswered = prose(_("effects if not answered"), EFFECTS)
    objective = line(_("objective or task"))
    expected_en = prose(_("expected action, English"))
    expected_zh = prose(_("expected action, Chinese"))
    note_en = prose(_("evaluator's note, English"))
    note_zh = prose(_("evaluator's note, Chinese"))

    class Meta(Placed.Meta):
        verbose_name = _("inject")
        verbose_name_plural = _("injects")
        constraints = (models.UniqueConstraint(fields=["draft", "code"], name="inject_draft_code_once"),)

    def __str__(self) -> str:
        return f"{self.code} · {self.title_en}"


class ReplyDraft(Placed):
    """A coded answer to an inject, with what it does."""

    inject = models.ForeignKey(InjectDraft, models.CASCADE, related_name="replies", verbose_name=_("inject"))
    code = coded()
    text_en = prose(_("text, English"))
    text_zh = prose(_("text, Chinese"))
    effects = prose(_("effects"), EFFECTS)

    class Meta(Placed.Meta):
        verbose_name = _("coded reply")
        verbose_name_plural = _("coded replies")
        constraints = (models.UniqueConstraint(fields=["inject", "code"], name="reply_draft_code_once"),)

    def __str__(self) -> str:
        return self.code


class BranchDraft(Placed):
    """Where the story goes after an inject."""

    inject = models.ForeignKey(InjectDraft, models.CASCADE, related_name="branches", verbose_name=_("inject"))
    when = OneLine(_("if"))
    to = coded(_("to inject"))

    class Meta(Placed.Meta):
        verbose_name = _("branch")
        verbose_name_plural = _("branches")

    def __str__(self) -> str:
        return self.to


class CardDraft(Placed):
    """A team's private objective."""

    draft = models.ForeignKey(ScriptDraft, models.CASCADE, related_name="cards", verbose_name=_("script draft"))
    code = coded()
    team = coded(_("team"))
    title_en = OneLine(_("title, English"))
    title_zh = line(_("title, Chinese"))
    met = OneLine(_("met when"))

    class Meta(Placed.Meta):
        verbose_name = _("private objective card")
        verbose_name_plural = _("private objective cards")
        constraints = (models.UniqueConstraint(fields=["draft", "code"], name="card_draft_code_once"),)

    def __str__(self) -> str:
        return f"{self.code} · {self.title_en}"


class DocumentDraft(Placed):
    """A page for teams, seats or control to read."""

    draft = models.ForeignKey(ScriptDraft, models.CASCADE, related_name="documents", verbose_name=_("script draft"))
    code = coded()
    title_en = OneLine(_("title, English"))
    title_zh = line(_("title, Chinese"))
    readers = OneLine(_("for"), default="all", help_text=_("Codes of teams and seats, all, or control."))
    text_en = prose(_("text, English"), _("Markdown."))
    text_zh = prose(_("text, Chinese"))

    class Meta(Placed.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = (models.UniqueConstraint(fields=["draft", "code"], name="document_draft_code_once"),)

    def __str__(self) -> str:
        return f"{self.code} · {self.title_en}"
