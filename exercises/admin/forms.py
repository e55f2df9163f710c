"""Forms of rows: texts kept to the letter, and every mistake of a row shown at the field it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language, gettext

from exercises.domain.world import PACKS
from exercises.errors import Refusal
from exercises.models.drafts import OneLine, ScriptDraft
from exercises.render.sentences import sentence
from exercises.services import authoring
from exercises.services.words import words

if TYPE_CHECKING:
    from exercises.services.authoring import Found

MONOSPACED = {
    *("start", "actions", "vaults", "transactions", "questions", "at_hand", "decides", "attachments"),
    *("gold_must", "gold_must_not", "silver_must", "silver_must_not", "bronze_must", "bronze_must_not"),
    *("on_arrival", "unanswered", "effects", "met", "when", "expects"),
}
"""Columns that hold codes rather than sentences."""


class Words(forms.CharField):
    """A text as it was typed: spaces count, and line ends are those of every other system."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "strip": False})

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


def kept_clean(text: str) -> None:
    """Refuses what the services would refuse of a text, at the field it stands in."""
    try:
        words(text)
    except Refusal as refusal:
        raise ValidationError(sentence(refusal)) from None


TEXTS: dict[Any, dict[str, Any]] = {
    OneLine: {"form_class": forms.CharField, "widget": AdminTextInputWidget},
    models.TextField: {"form_class": Words, "widget": AdminTextareaWidget(attrs={"rows": 4})},
}


class RowForm(forms.ModelForm):  # type: ignore[type-arg]  # takes none at run time
    """A row that looks at itself as part of its draft before it is kept."""

    together = False
    """Whether a list looks at this row, along with its others."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in MONOSPACED & set(self.fields):
            widget = self.fields[name].widget
            widget.attrs["class"] = f"{widget.attrs.get('class', '')} code".strip()
            widget.attrs["spellcheck"] = "false"

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # the stubs leave it out
        if not self.together and self.has_changed():
            note([self], [self.instance])


class InlineForm(RowForm):
    """A row of a list."""

    together = True


class ScriptForm(RowForm):
    """The head of a draft."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "pack" in self.fields:
            self.fields["pack"] = forms.ChoiceField(
                label=self.fields["pack"].label, choices=[(code, code) for code in sorted(PACKS)]
            )


class RowFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]  # takes none at run time
    """The rows of a list, looked at together."""

    def clean(self) -> None:
        super().clean()
        changed = [form for form in self.forms if form.has_changed() and not self._goes(form)]
        if changed:
            note(changed, [self.instance, *(form.instance for form in changed)])

    def _goes(self, form: Any) -> bool:
        return bool(self.can_delete and self._should_delete_form(form))  # type: ignore[attr-defined]


def draft_kept(row: Any) -> bool:
    """Whether there is a draft in the database for this row to be part of."""
    draft = row if isinstance(row, ScriptDraft) else getattr(row, "draft", None)
    return draft is not None and draft.pk is not None


def note(changed: list[Any], candidates: list[models.Model]) -> None:
    """Show every mistake of the changed rows at its field; those in columns the form does not show stay for later."""
    forms_of = {id(form.instance): form for form in changed}
    look = authoring.faults if draft_kept(candidates[0]) else authoring.secrets
    for found in look(candidates):
        form = forms_of.get(id(found.row))
        if form is not None and found.field in form.fields:
            form.add_error(found.field, told(found))


def told(found: Found) -> str:
    """A mistake in words, with its place in the field."""
    problem = found.problem
    said = problem.sentence(get_language() or "en")
    if found.lines and problem.line:
        return gettext("Line %(line)d, column %(column)d: %(said)s") % {
            "line": problem.line,
            "column": problem.column,
            "said": said,
        }
    if problem.column > 1:
        return gettext("Column %(column)d: %(said)s") % {"column": problem.column, "said": said}
    return said


class RowInline(admin.TabularInline):  # type: ignore[type-arg]  # takes none at run time
    """Rows edited within the page of the row they belong to. Whoever may change the page may change them."""

    extra = 0
    form = InlineForm
    formset = RowFormSet
    formfield_overrides = TEXTS
    show_change_link = True

    def has_add_permission(self, request: Any, obj: Any = None) -> bool:  # noqa: ARG002
        return True

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:  # noqa: ARG002
        return True

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:  # noqa: ARG002
        return True

    def has_view_permission(self, request: Any, obj: Any = None) -> bool:  # noqa: ARG002
        return True
