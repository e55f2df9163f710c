"""Django's admin for trainers: scripts edited row by row, published, started; versions and exercises to look at.

A member of staff sees what is theirs, a superuser everything. Buttons call services; only drafts are edited here.
"""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from exercises.admin.parts import DocumentAdmin, InjectAdmin, ObjectiveAdmin, TeamAdmin, TurnAdmin
from exercises.admin.records import ExerciseAdmin, LineAdmin, VersionAdmin
from exercises.admin.scripts import ScriptAdmin
from exercises.models import Exercise, Line, ScriptVersion
from exercises.models.drafts import DocumentDraft, InjectDraft, ObjectiveDraft, ScriptDraft, TeamDraft, TurnDraft

admin.site.site_title = "Parley"
admin.site.site_header = _("Parley · trainers")
admin.site.enable_nav_sidebar = False  # four entries; scripts need the width
admin.site.index_title = _("Scripts and exercises")

admin.site.register(ScriptDraft, ScriptAdmin)
admin.site.register(TeamDraft, TeamAdmin)
admin.site.register(TurnDraft, TurnAdmin)
admin.site.register(ObjectiveDraft, ObjectiveAdmin)
admin.site.register(InjectDraft, InjectAdmin)
admin.site.register(DocumentDraft, DocumentAdmin)
admin.site.register(ScriptVersion, VersionAdmin)
admin.site.register(Exercise, ExerciseAdmin)
admin.site.register(Line, LineAdmin)
