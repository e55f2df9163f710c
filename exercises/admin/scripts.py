"""Scripts being written: the head of a draft with its lists, and the way in, through the checks, and out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import Count, OuterRef, Subquery
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exercises.admin.files import ImportForm, PublishForm, sent
from exercises.admin.forms import TEXTS, RowInline, ScriptForm, told
from exercises.admin.owning import WrittenAdmin, own
from exercises.admin.parts import both, tell_open
from exercises.domain.script import ScriptError
from exercises.models import ScriptVersion
from exercises.models.drafts import (
    CardDraft,
    DocumentDraft,
    InjectDraft,
    ObjectiveDraft,
    ScriptDraft,
    TeamDraft,
    TurnDraft,
)
from exercises.services import authoring
from exercises.services.authoring.columns import parent

if TYPE_CHECKING:
    from django.contrib.admin.options import InlineModelAdmin
    from django.db.models import Model, Q, QuerySet
    from django.http import HttpRequest
    from django.urls import URLPattern

    from exercises.services.authoring import Found

MOST_INLINE = 80
"""Longer lists have a page of their own: a form has at most 2,000 fields."""


class TeamInline(RowInline):
    model = TeamDraft
    fields = ("place", "code", *both("name"), "kind", "minimum")
    max_num = 20


class TurnInline(RowInline):
    model = TurnDraft
    fields = ("number", *both("title"), "length", "starts")
    max_num = 40


class ObjectiveInline(RowInline):
    model = ObjectiveDraft
    fields = ("place", "code", *both("title"))
    max_num = 50


class InjectInline(RowInline):
    model = InjectDraft
    fields = ("place", "code", "title_en", "turn", "offset", "trigger", "when", "to")
    max_num = MOST_INLINE


class CardInline(RowInline):
    model = CardDraft
    fields = ("place", "code", "team", *both("title"), "met")
    max_num = 50
    show_change_link = False


class DocumentInline(RowInline):
    model = DocumentDraft
    fields = ("place", "code", *both("title"), "readers")
    max_num = 50


class ScriptAdmin(WrittenAdmin):
    """A draft, its lists, and what can be done with it."""

    form = ScriptForm
    formfield_overrides = TEXTS
    change_form_template = "admin/exercises/draft.html"
    change_list_template = "admin/exercises/drafts.html"
    list_display = ("code", "title_en", "title_zh", "injects_written", "last_version", "owner", "changed_at")
    search_fields = ("code", "title_en", "title_zh")
    save_on_top = True
    fieldsets = (
        (None, {"fields": (("code", "pack", "luck"), both("title"), both("summary"), both("story"))}),
        (_("The world at the start"), {"classes": ("collapse",), "fields": ("start", "indicators", "actions")}),
        (_("Vaults and transactions"), {"classes": ("collapse",), "fields": ("vaults", "transactions")}),
        (
            _("Outcome"),
            {
                "classes": ("collapse",),
                "fields": tuple((f"{tier}_must", f"{tier}_must_not") for tier in ("gold", "silver", "bronze")),
            },
        ),
        (_("Afterwards"), {"classes": ("collapse",), "fields": ("questions", "pivots", both("notes"))}),
    )

    def mine(self, request: HttpRequest) -> Q:
        return own(request.user, "owner")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ScriptDraft]:
        found: QuerySet[ScriptDraft] = super().get_queryset(request).select_related("owner")
        return found.annotate(written=Count("injects"), newest=newest()).order_by("code", "pk")

    @admin.display(description=_("injects"), ordering="written")
    def injects_written(self, draft: Any) -> int:
        written: int = draft.written
        return written

    @admin.display(description=_("published"), ordering="newest")
    def last_version(self, draft: Any) -> str:
        return f"v{draft.newest}" if draft.newest else ""

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        return tuple(name for name in self.list_display if name != "owner" or request.user.is_superuser)

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:  # noqa: ARG002
        return self.fieldsets if obj else ((None, {"fields": ("code", *both("title"))}),)

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[type[InlineModelAdmin[Any, Any]]]:  # noqa: ARG002
        if obj is None:
            return []
        long = obj.injects.count() > MOST_INLINE
        injects: list[type[RowInline]] = [] if long else [InjectInline]
        return [TeamInline, TurnInline, ObjectiveInline, *injects, CardInline, DocumentInline]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        if not change:
            obj.owner = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        super().save_related(request, form, formsets, change)
        tell_open(request, form.instance)

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:  # noqa: ARG002
        """A new draft is there to be written."""
        return HttpResponseRedirect(address("change", obj))

    def get_urls(self) -> list[URLPattern]:
        pages: list[tuple[str, str, Any]] = [
            ("import/", "import", self.import_page),
            ("<int:number>/check/", "check", self.check_page),
            ("<int:number>/publish/", "publish", self.publish_page),
            ("<int:number>/export/", "export", self.export_page),
        ]
        ours = [
            path(route, self.admin_site.admin_view(page), name=f"exercises_scriptdraft_{name}")
            for route, name, page in pages
        ]
        return [*ours, *super().get_urls()]

    def import_page(self, request: HttpRequest) -> HttpResponse:
        """A script file, uploaded or pasted. With a mistake in it, the list of them all, and nothing is kept."""
        form = ImportForm(*sent(request), owner=request.user)
        if form.is_valid():
            draft = form.save()
            self.log_addition(request, draft, "import")
            messages.success(request, gettext("%(draft)s is here as a draft.") % {"draft": draft})
            return HttpResponseRedirect(address("change", draft))
        return self._page(request, "import", title=gettext("Import a script"), form=form)

    def check_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """Everything that is wrong, each with the way to its row."""
        draft = self.get_object(request, str(number))
        found = [shown(each) for each in authoring.problems(draft)]
        title = gettext("Check of %(draft)s") % {"draft": draft}
        return self._page(request, "check", title=title, original=draft, found=found)

    def publish_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """A version that never changes again."""
        draft = self.get_object(request, str(number))
        form = PublishForm(*sent(request))
        if form.is_valid() and self._published(request, draft, form.cleaned_data["note"]):
            return HttpResponseRedirect(address("changelist", model="scriptversion"))
        found = [shown(each) for each in authoring.problems(draft)]
        context = {"found": found, "stopped": any(each["error"] for each in found), "form": form}
        title = gettext("Publish %(draft)s") % {"draft": draft}
        return self._page(
            request, "publish", title=title, original=draft, versions=authoring.versions(draft), **context
        )

    def export_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """The draft as a script file."""
        draft = self.get_object(request, str(number))
        return as_file(draft.code, authoring.text_of(draft))

    def _published(self, request: HttpRequest, draft: ScriptDraft, note: str) -> bool:
        before = authoring.versions(draft).count()
        try:
            version = authoring.publish(draft, request.user, note=note)  # type: ignore[arg-type]  # staff, so signed in
        except ScriptError:
            return False
        if authoring.versions(draft).count() > before:
            self.log_change(request, draft, f"publish v{version.number}")
            messages.success(request, gettext("Published: %(version)s.") % {"version": version})
        else:
            messages.warning(request, unchanged(version))
        return True

    def _page(self, request: HttpRequest, name: str, **context: Any) -> HttpResponse:
        whole = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media, **context}
        return TemplateResponse(request, f"admin/exercises/{name}.html", whole)


def address(page: str, row: Any = None, *, model: str = "scriptdraft") -> str:
    return reverse(f"admin:exercises_{model}_{page}", args=[row.pk] if row else [])


def newest() -> Subquery:
    """The number of a draft's last version."""
    found = ScriptVersion.objects.filter(script__owner=OuterRef("owner"), script__code=OuterRef("code"))
    return Subquery(found.order_by("-number").values("number")[:1])


def unchanged(version: ScriptVersion) -> str:
    """Why no new version has come of a draft."""
    return gettext("Nothing has changed since %(version)s.") % {"version": version}


def as_file(code: str, text: str) -> HttpResponse:
    """A script file to keep."""
    answer = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{code}.yaml")
    return answer


PAGED = (ScriptDraft, TeamDraft, TurnDraft, ObjectiveDraft, InjectDraft, DocumentDraft)


def shown(found: Found) -> dict[str, Any]:
    """A problem for a list: in words, with its field and the page to mend it on."""
    row: Any = found.row
    page = row if isinstance(row, PAGED) else parent(row)
    words = options(row)
    return {
        "error": found.error,
        "row": f"{words.verbose_name} {row}",
        "field": words.get_field(found.field).verbose_name if found.field else "",
        "said": told(found),
        "address": address("change", page, model=options(page).model_name),
    }


def options(row: Any) -> Any:
    """What Django knows about a row's table."""
    return row._meta  # noqa: SLF001 - public in all but name
