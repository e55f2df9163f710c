"""Addresses beside the exercises: scripts and the list of exercises, for staff; joining, for whoever has a link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.crypto import salted_hmac
from rest_framework import serializers

from exercises import projections, services
from exercises.api.callers import account_of, exercises_of
from exercises.api.errors import place_of
from exercises.api.fields import Code, Flag, Number, Whole, Words
from exercises.api.table import Gives, reading, verb
from exercises.errors import Refusal
from exercises.models import Exercise, Script, ScriptVersion
from exercises.models.exercise import CODE_ALPHABET, CODE_LENGTH
from exercises.services import scripts

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.db.models import QuerySet
    from rest_framework.request import Request

Item = dict[str, Any]

# --- Scripts ----------------------------------------------------------------------------------------------------------


def script_list(request: Request, **wanted: str) -> list[Item]:
    """One's own scripts and those of the library, with their published versions."""
    rows = scripts_of(account_of(request)).filter(**wanted).prefetch_related("versions")
    return [{**script_item(row), "versions": [version_item(version) for version in row.versions.all()]} for row in rows]


def script_text(request: Request, script: int) -> Item:
    """A script as its author left it."""
    row = _script(account_of(request), script)
    return {**script_item(row), "text": row.text}


def save(request: Request, script: int, text: str, edition: int) -> Item:
    """Keeps the text, right or wrong; `edition` is the one you last saw."""
    return script_item(scripts.save_text(_own(account_of(request), script), text, edition=edition))


def validate(request: Request, text: str) -> Item:
    """Every error and warning of a script, with lines and columns. Nothing is kept."""
    account_of(request)
    problems = [place_of(problem) for problem in scripts.validate(text)]
    return {"good": all(problem["severity"] != "error" for problem in problems), "problems": problems}


def take_in(request: Request, text: str) -> Item:
    """Keeps a script as a draft of one's own; one of the same code is overwritten."""
    return script_item(scripts.import_script(text, account_of(request)))


def publish(request: Request, script: int, note: str = "") -> Item:
    """Makes a version that never changes. An unchanged text gives the version it has."""
    user = account_of(request)
    return version_item(scripts.publish(_own(user, script), user, note=note))


def give_out(request: Request, script: int, number: int = 0) -> Item:
    """A published version as YAML in canonical order; the newest unless a number is given."""
    rows = _script(account_of(request), script).versions.select_related("script")
    version = (rows.filter(number=number) if number else rows).first()
    if version is None:
        raise Refusal("no_such_version", 404)
    return {**version_item(version), "text": scripts.export(version)}


def scripts_of(user: User) -> QuerySet[Script]:
    """What a member of staff may read."""
    rows = Script.objects.all()
    return rows if user.is_superuser else rows.filter(Q(owner=user) | Q(shipped=True))


def _script(user: User, number: int) -> Script:
    row = scripts_of(user).filter(pk=number).first()
    if row is None:
        raise Refusal("no_such_script", 404)
    return row


def _own(user: User, number: int) -> Script:
    """A script that this member of staff may change."""
    row = _script(user, number)
    if row.owner_id != user.pk and not user.is_superuser:
        raise Refusal("library_script", 403)
    return row


def script_item(row: Script) -> Item:
    changed = row.changed_at.timestamp()
    return {
        "id": row.pk,
        "code": row.code,
        "title": row.title,
        "edition": row.edition,
        "shipped": row.shipped,
        "changed": changed,
    }


def version_item(row: ScriptVersion) -> Item:
    published = row.published_at.timestamp()
    return {"version": row.digest, "number": row.number, "note": row.note, "published": published}


# --- Exercises --------------------------------------------------------------------------------------------------------


def exercise_list(request: Request, **wanted: str) -> list[Item]:
    """The exercises that the caller has something to do with, the newest first."""
    return [
        exercise_item(row)
        for row in exercises_of(request)
        if all(getattr(row, name) == wanted[name] for name in wanted)
    ]


def create(request: Request, version: str, **fields: Any) -> Item:
    """A new exercise of a published version, the caller at control."""
    user = account_of(request)
    found = ScriptVersion.objects.filter(digest=version, script__in=scripts_of(user)).select_related("script").first()
    if found is None:
        raise Refusal("no_such_version", 404)
    key = request.headers.get("Idempotency-Key", "")
    code = code_for(user, key) if key else ""
    made = Exercise.objects.filter(code=code, created_by=user).select_related("version").first() if code else None
    if made is not None and made.version != found:
        raise Refusal("key_reused")
    return exercise_item(made or services.create(user, found, code=code, **fields))


def code_for(user: User, key: str) -> str:
    """The code that an idempotency key of this account leads to, so that asking twice finds the first exercise."""
    digest = salted_hmac("parley.exercise.code", f"{user.pk}/{key}").digest()
    return "".join(CODE_ALPHABET[byte % len(CODE_ALPHABET)] for byte in digest[:CODE_LENGTH])


def exercise_item(row: Exercise) -> Item:
    return {
        "code": row.code,
        "title": row.title,
        "state": row.state,
        "phase": row.phase,
        "turn": row.turn,
        "turns": row.turns,
        "version": row.version.digest,
        "planned": row.planned_at.timestamp() if row.planned_at else None,
        "made": row.created_at.timestamp(),
    }


# --- Tokens of programs -----------------------------------------------------------------------------------------------


def token_list(request: Request) -> list[Item]:
    """The tokens of programs that speak for one's own account, by name."""
    return projections.tokens_of(account_of(request))


def new_token(request: Request, name: str, days: int = 30) -> str:
    """A program's token for one's scripts and exercises. It is made while signed in: a token makes no others."""
    user = account_of(request)
    if request.auth is not None:
        raise Refusal("sign_in_for_tokens", 403)
    return services.account_token(user, name=name, days=days)


def revoke_token(request: Request, token: int) -> None:
    """Takes one of them back."""
    services.revoke_account_token(account_of(request), token=token)


ENTRIES = (
    reading("scripts/", script_list, Gives.ITEMS, code=Code(required=False)),
    verb("scripts/validate/", validate, Gives.OBJECT, large=True, text=Words()),
    verb("scripts/import/", take_in, Gives.OBJECT, large=True, text=Words()),
    reading("scripts/<int:script>/", script_text),
    verb("scripts/<int:script>/", save, Gives.OBJECT, method="put", large=True, text=Words(), edition=Whole()),
    verb("scripts/<int:script>/publish/", publish, Gives.OBJECT, note=Words(required=False)),
    reading("scripts/<int:script>/export/", give_out, number=serializers.IntegerField(required=False, min_value=1)),
    reading("account/tokens/", token_list, Gives.ITEMS),
    verb("account/tokens/", new_token, Gives.TOKEN, name=Words(), days=Whole(required=False)),
    verb("account/tokens/<int:token>/revoke/", revoke_token, Gives.NOTHING),
    reading("exercises/", exercise_list, Gives.ITEMS, state=Code(required=False)),
    verb(
        "exercises/",
        create,
        Gives.OBJECT,
        status=201,
        version=Code(),
        title=Words(required=False),
        pace=Number(required=False),
        luck=Flag(required=False),
        planned_at=serializers.DateTimeField(required=False),
        kept_by=Words(required=False, max_length=200),
        kept_until=serializers.DateField(required=False),
        show_names=Flag(required=False),
        walk_in=Flag(required=False),
    ),
)
