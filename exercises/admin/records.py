"""What nobody edits: published versions, exercises, their logs. From a version an exercise begins."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from exercises.admin.files import StartForm, sent
from exercises.admin.owning import RecordAdmin, own_exercises, own_versions
from exercises.admin.scripts import address, as_file
from exercises.errors import Refusal
from exercises.models import Exercise
from exercises.services import authoring, lifecycle, scripts

if TYPE_CHECKING:
    from django.db.models import Q, QuerySet
    from django.http import HttpRequest
    from django.urls import URLPattern

    from exercises.models import Line, ScriptVersion

RECENT = 30
SHORT_HASH = 12


def control_room(exercise: Exercise) -> str:
    """The address of an exercise's control room."""
    return f"/x/{exercise.code}/control/"


class VersionAdmin(RecordAdmin):
    """Published copies of scripts."""

    change_form_template = "admin/exercises/version.html"
    list_display = ("script", "version_number", "note", "published_by", "published_at", "short_digest")
    list_select_related = ("script", "published_by")
    search_fields = ("script__code", "script__title", "note")
    fields = ("script", "number", "digest", "note", "published_by", "published_at")

    def mine(self, request: HttpRequest) -> Q:
        return own_versions(request.user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ScriptVersion]:
        found: QuerySet[ScriptVersion] = super().get_queryset(request).defer("text", "script__text")
        return found

    @admin.display(description=_("number"), ordering="number")
    def version_number(self, version: ScriptVersion) -> str:
        return f"v{version.number}"

    @admin.display(description=_("SHA-256"))
    def short_digest(self, version: ScriptVersion) -> str:
        return version.digest[:SHORT_HASH]

    def get_urls(self) -> list[URLPattern]:
        pages: list[tuple[str, Any]] = [
            ("export", self.export_page),
            ("start", self.start_page),
            ("rewrite", require_POST(self.rewrite_page)),
        ]
        ours = [
            path(f"<int:number>/{name}/", self.admin_site.admin_view(page), name=f"exercises_scriptversion_{name}")
            for name, page in pages
        ]
        return [*ours, *super().get_urls()]

    def export_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """The version as a script file."""
        version = self.get_object(request, str(number))
        return as_file(f"{version.script.code}-v{version.number}", scripts.export(version))

    def start_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """A new exercise of this version, with whoever starts it at control."""
        version = self.get_object(request, str(number))
        form = StartForm(*sent(request))
        if form.is_valid():
            exercise = lifecycle.create(request.user, version, **form.cleaned_data)  # type: ignore[arg-type]
            self._tell_made(request, exercise)
            return HttpResponseRedirect(address("change", exercise, model="exercise"))
        title = gettext("Start an exercise of %(version)s") % {"version": version}
        context = {"opts": self.opts, "media": self.media, "original": version, "form": form, "title": title}
        whole = {**self.admin_site.each_context(request), **context}
        return TemplateResponse(request, "admin/exercises/start.html", whole)

    def rewrite_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """A draft of one's own that begins as this version."""
        version = self.get_object(request, str(number))
        try:
            draft = authoring.open_text(scripts.export(version), request.user)  # type: ignore[arg-type]  # signed in
        except Refusal:
            messages.error(request, gettext("You already have a draft of %(code)s.") % {"code": version.script.code})
            return HttpResponseRedirect(address("changelist"))
        messages.success(request, gettext("%(draft)s is here as a draft.") % {"draft": draft})
        return HttpResponseRedirect(address("change", draft))

    def _tell_made(self, request: HttpRequest, exercise: Exercise) -> None:
        self.log_addition(request, exercise, "start")
        said = gettext("The exercise %(code)s is made.") % {"code": exercise.code}
        link = format_html('<a href="{}">{}</a>', control_room(exercise), gettext("Open its control room"))
        messages.success(request, format_html("{} {}", said, link))


class ExerciseAdmin(RecordAdmin):
    """Exercises, to find the way to their control rooms and logs. What gives away secrets is not shown."""

    change_form_template = "admin/exercises/exercise.html"
    list_display = ("code", "title", "version", "state", "phase", "turn", "created_by", "created_at")
    list_select_related = ("version__script", "created_by")
    list_filter = ("state",)
    search_fields = ("code", "title")
    opened = ("state__exact",)
    fieldsets = (
        (None, {"fields": ("code", "title", "version", ("state", "phase"), ("turn", "turns"), "luck")}),
        (_("Record"), {"fields": (("head_number", "head_hash"), ("kept_by", "kept_until"))}),
        (_("People"), {"fields": (("created_by", "created_at"), "planned_at", ("show_names", "walk_in"))}),
    )

    def mine(self, request: HttpRequest) -> Q:
        return own_exercises(request.user, "pk__")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Exercise]:
        found: QuerySet[Exercise] = super().get_queryset(request).defer("version__text", "version__script__text")
        return found

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        exercise = self.get_object(request, object_id)
        more = {**(extra_context or {}), "control_room": control_room(exercise)}
        return super().change_view(request, object_id, form_url, more)


class ExerciseFilter(admin.SimpleListFilter):
    """One of one's own exercises, the latest first."""

    title = _("exercise")
    parameter_name = "exercise"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002
        mine = Exercise.objects.filter(own_exercises(request.user, "pk__"))[:RECENT]
        return [(exercise.code, str(exercise)) for exercise in mine]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002
        return queryset.filter(exercise__code=self.value()) if self.value() else queryset


class LineAdmin(RecordAdmin):
    """The log, entry by entry."""

    list_display = ("number", "kind", "exercise", "short_hash")
    list_display_links = ("number", "kind")
    list_select_related = ("exercise",)
    list_filter = (ExerciseFilter,)
    opened = ("exercise",)
    list_per_page = 100
    show_full_result_count = False
    fields = ("exercise", "number", "kind", "entry", "hash")
    readonly_fields = ("entry",)

    def mine(self, request: HttpRequest) -> Q:
        return own_exercises(request.user, "exercise__")

    @admin.display(description=_("hash"))
    def short_hash(self, line: Line) -> str:
        return line.hash[:SHORT_HASH]

    @admin.display(description=_("text"))
    def entry(self, line: Line) -> str:
        """The hashed text, laid out to be read."""
        laid_out = json.dumps(json.loads(line.text), ensure_ascii=False, indent=2)
        return format_html('<pre class="entry">{}</pre>', laid_out)
