"""The small forms around scripts: a file comes in, a version is published, an exercise begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from exercises.admin.forms import Words, kept_clean
from exercises.domain.script import ScriptError
from exercises.errors import Refusal
from exercises.services import authoring
from exercises.services.lifecycle import FASTEST, SLOWEST
from exercises.services.scripts import LARGEST

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest

    from exercises.domain.script import Problem
    from exercises.models.drafts import ScriptDraft


def sent(request: HttpRequest) -> tuple[Any, Any]:
    """What a form was sent with, if it was; a form that is only shown has nothing."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


class ImportForm(forms.Form):
    """A script file, uploaded or pasted."""

    file = forms.FileField(label=_("file"), required=False, help_text=_("A script in YAML, at most 1 MiB."))
    text = Words(
        label=_("or its text"), required=False, widget=AdminTextareaWidget(attrs={"class": "code", "rows": 18})
    )
    replace = forms.BooleanField(label=_("replace my draft of the same code"), required=False)

    def __init__(self, *args: Any, owner: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.owner: User = owner
        self.problems: tuple[Problem, ...] = ()
        self.draft: ScriptDraft | None = None

    @property
    def listed(self) -> list[dict[str, Any]]:
        """Every mistake of the text, in words."""
        language = get_language() or "en"
        return [{"problem": problem, "said": problem.sentence(language)} for problem in self.problems]

    def clean(self) -> dict[str, Any]:
        """Bring the script in, so that every mistake is said at once. Nothing is kept when there is one."""
        cleaned: dict[str, Any] = super().clean() or {}
        if bool(cleaned.get("file")) is bool(cleaned.get("text")):
            raise ValidationError(gettext("Choose a file or paste its text, one of the two."))
        try:
            self.draft = authoring.open_text(self._text(cleaned), self.owner, replace=cleaned.get("replace", False))
        except ScriptError as error:
            self.problems = error.problems
            raise ValidationError(gettext("This is no valid script yet; nothing was kept.")) from None
        except Refusal as refusal:
            raise ValidationError(_refused(refusal)) from None
        return cleaned

    def save(self) -> ScriptDraft:
        """The draft that a valid form has made."""
        if self.draft is None:
            raise ValueError("the form is not valid")
        return self.draft

    def _text(self, cleaned: dict[str, Any]) -> str:
        file = cleaned.get("file")
        if not file:
            return str(cleaned["text"])
        if file.size > LARGEST:
            raise Refusal("too_long", 400, limit=LARGEST)
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise ValidationError(gettext("The file is not UTF-8.")) from None


def _refused(refusal: Refusal) -> str:
    said = {
        "too_long": gettext("A script has at most %(limit)s bytes."),
        "code_too_long": gettext("The code of a script has at most %(limit)s characters."),
        "draft_exists": gettext("You already have a draft of %(code)s. Tick the box to replace it."),
    }
    return said[refusal.code] % refusal.params


class PublishForm(forms.Form):
    """What is said about a version."""

    note = forms.CharField(
        label=_("note"),
        validators=[kept_clean],
        max_length=300,
        required=False,
        widget=AdminTextInputWidget,
        help_text=_("What has changed, for those who choose a version."),
    )


class StartForm(forms.Form):
    """A new exercise."""

    title = forms.CharField(
        label=_("title"), validators=[kept_clean], max_length=200, required=False, widget=AdminTextInputWidget
    )
    pace = forms.FloatField(
        label=_("pace"),
        initial=1.0,
        min_value=FASTEST,
        max_value=SLOWEST,
        help_text=_("Multiplies every duration at the table: 0.5 is twice as fast, 2 half as fast."),
    )
    luck = forms.TypedChoiceField(
        label=_("luck"),
        required=False,
        choices=[("", _("as the script says")), ("yes", _("on")), ("no", _("off"))],
        coerce=lambda word: word == "yes",
        empty_value=None,
    )
