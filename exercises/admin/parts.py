"""The pages of single rows of a draft: a team with its seats, a turn, an objective, an inject with all its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from exercises.admin.forms import TEXTS, RowForm, RowInline
from exercises.admin.owning import WrittenAdmin, own
from exercises.models.drafts import BranchDraft, ReplyDraft, ScriptDraft, SeatDraft, TaskDraft
from exercises.services import authoring

if TYPE_CHECKING:
    from django.db.models import Model, Q, QuerySet
    from django.forms import ModelChoiceField
    from django.http import HttpRequest


def both(name: str) -> tuple[str, str]:
    """The two languages of a text, side by side."""
    return f"{name}_en", f"{name}_zh"


def tell_open(request: HttpRequest, draft: ScriptDraft) -> None:
    """Say how much of a draft is still wrong or missing, with the way to the list."""
    errors = sum(found.error for found in authoring.problems(draft))
    if not errors:
        return
    said = ngettext(
        "%(count)d thing in this script is still to be put right.",
        "%(count)d things in this script are still to be put right.",
        errors,
    ) % {"count": errors}
    address = reverse("admin:exercises_scriptdraft_check", args=[draft.pk])
    messages.warning(request, format_html('{} <a href="{}">{}</a>', said, address, gettext("Show them")))


class DraftFilter(admin.SimpleListFilter):
    """One of one's own drafts."""

    title = _("script draft")
    parameter_name = "draft"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002
        return [(str(draft.pk), str(draft)) for draft in ScriptDraft.objects.filter(own(request.user, "owner"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002
        value = self.value() or ""
        return queryset.filter(draft=value) if value.isdecimal() else queryset


class PartAdmin(WrittenAdmin):
    """A row of a draft. It is reached from its draft and leads back there."""

    form = RowForm
    formfield_overrides = TEXTS
    change_form_template = "admin/exercises/part.html"
    list_filter = (DraftFilter,)
    opened = ("draft",)
    list_select_related = ("draft",)
    save_on_top = True

    def mine(self, request: HttpRequest) -> Q:
        return own(request.user, "draft__owner")

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:  # noqa: ARG002
        """Nothing, so that the front page stays short."""
        return {}

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:  # noqa: ARG002
        """A row stays in its draft."""
        return ("draft",) if obj else ()

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **options: Any
    ) -> ModelChoiceField[Any] | None:
        if db_field.name == "draft":
            options["queryset"] = ScriptDraft.objects.filter(own(request.user, "owner"))
        return super().formfield_for_foreignkey(db_field, request, **options)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        super().save_related(request, form, formsets, change)
        tell_open(request, form.instance.draft)

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:  # noqa: ARG002
        return to_draft(obj)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:  # noqa: ARG002
        return to_draft(obj)


def to_draft(row: Any) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:exercises_scriptdraft_change", args=[row.draft_id]))


class SeatInline(RowInline):
    model = SeatDraft
    fields = ("place", "code", *both("title"), "role", "lead", "deputy", "speaks", "clearances", "holds")
    max_num = 20
    show_change_link = False


class TeamAdmin(PartAdmin):
    list_display = ("code", "name_en", "name_zh", "kind", "draft")
    inlines = (SeatInline,)
    fieldsets = (
        (None, {"fields": ("draft", ("code", "kind", "minimum", "place"), both("name"))}),
        (_("Resources"), {"fields": (("ap", "pc", "budget"),)}),
        (_("Red lines"), {"fields": (both("red_lines"),)}),
    )


class TurnAdmin(PartAdmin):
    list_display = ("number", "title_en", "title_zh", "length", "starts", "draft")
    fieldsets = (
        (None, {"fields": ("draft", ("number", "length", "starts"), both("title"))}),
        (
            _("Minutes at the table"),
            {"fields": (("minutes_brief", "minutes_deliberate", "minutes_lock", "minutes_reveal"),)},
        ),
        (_("Situation"), {"fields": (both("brief"),)}),
        (_("What teams do"), {"fields": ("at_hand", "decides")}),
    )


class TaskInline(RowInline):
    model = TaskDraft
    fields = ("place", *both("target"), "code", *both("text"), "met")
    max_num = 200
    show_change_link = False


class ObjectiveAdmin(PartAdmin):
    list_display = ("code", "title_en", "title_zh", "draft")
    inlines = (TaskInline,)
    fieldsets = ((None, {"fields": ("draft", ("code", "place"), both("title"))}),)


class ReplyInline(RowInline):
    model = ReplyDraft
    fields = ("place", "code", *both("text"), "effects")
    max_num = 20
    show_change_link = False


class BranchInline(RowInline):
    model = BranchDraft
    fields = ("place", "when", "to")
    max_num = 20
    show_change_link = False


class InjectAdmin(PartAdmin):
    """One row of the master scenario events list."""

    list_display = ("code", "title_en", "turn", "offset", "medium", "to", "trigger", "objective", "draft")
    search_fields = ("code", "title_en", "title_zh")
    list_per_page = 50
    inlines = (ReplyInline, BranchInline)
    fieldsets = (
        (None, {"fields": ("draft", ("code", "place"), both("title"))}),
        (
            _("When it is sent"),
            {"fields": (("trigger", "turn", "offset", "after"), "when")},
        ),
        (
            _("What is sent"),
            {
                "fields": (
                    ("medium", "confidence", "truth", "shareable"),
                    "to",
                    both("sender"),
                    both("label"),
                    both("text"),
                    "attachments",
                    "brings",
                )
            },
        ),
        (_("What it does"), {"fields": ("on_arrival",)}),
        (
            _("What it asks for"),
            {"fields": (("asks_of", "asks_by"), "unanswered", "expects", ("contingency", "by"))},
        ),
        (_("For evaluators"), {"fields": ("objective", both("expected"), both("note"))}),
    )


class DocumentAdmin(PartAdmin):
    list_display = ("code", "title_en", "title_zh", "readers", "draft")
    fieldsets = ((None, {"fields": ("draft", ("code", "place"), both("title"), "readers", both("text"))}),)
