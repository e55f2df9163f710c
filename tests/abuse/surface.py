"""Every address of Parley, with an example for every blank. An address that is not written here fails the build.

A route is named as Django names it; `SURFACE` gives the queries that it is asked with besides none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING

from django.urls import URLResolver, get_resolver

from exercises.api import accounts, catalogue, exercise, joining
from exercises.web.pushing import OF_ONE, PLAIN
from exercises.web.verbs import CONTROL, SEAT, WATCH

if TYPE_CHECKING:
    from exercises.api.table import Entry

PANELS = tuple(f"?panel={name}" for name in ("custody", "diplomacy", "outcomes", "library"))
PARTS = "?" + "&".join(
    f"part={name}" for name in [*PLAIN, *(f"{kind}:{{{word}}}" for kind, (_, _, word) in OF_ONE.items())]
)
SINCE = ("?after={epoch}.0", "?after={epoch}.99999", "?after=-1")

WEB: dict[str, tuple[str, ...]] = {
    "home": (),
    "join": (),
    "take-seat": (),
    "join-link": (),
    "leave": (),
    "theme": (),
    "lobby": (),
    "control": tuple(f"?panel={name}" for name in ("orders", "world", "rooms", "seats", "notes")),
    "control-do": (),
    "control-mine": (PARTS,),
    "control-poll": SINCE,
    "wall": (),
    "wall-poll": SINCE,
    "review": ("?as=cn", "?as=control", "?panel=log"),
    "export": (),
    "watch": PANELS,
    "watch-do": (),
    "watch-mine": (PARTS,),
    "watch-poll": SINCE,
    "desk": (*PANELS, "?inject={inject}&tx={tx}&room=cn", "?room=cn~control&panel=diplomacy"),
    "seat-do": (),
    "seat-mine": (PARTS,),
    "seat-poll": SINCE,
    "set_language": (),
    "health": (),
    "metrics": (),
}

POINTS = ("?role=control", "?role=evaluator&team=cn", "?role=public", "?seat=cn-pboc", "?seat=us-treasury")

API: dict[str, tuple[str, ...]] = {
    "schema": (),
    "join": (),
    "join_look": (),
    "join_walk_in": (),
    "scripts": ("?code=KC",),
    "scripts_validate": (),
    "scripts_import": (),
    "scripts_script": (),
    "scripts_publish": (),
    "scripts_export": ("?number=1",),
    "exercises": ("?state=running",),
    "world_actions": (),
    "world_variables": (),
    "world_presets": (),
    "world_packs": (),
    "head": POINTS,
    "ready": (),
    "muster": (),
    "start": (),
    "pause": (),
    "resume": (),
    "extend": (),
    "advance": (),
    "end": (),
    "step_back": (),
    "no_duff": (),
    "no_duff_lift": (),
    "hot_wash": (),
    "board": POINTS,
    "frames": (*SINCE, "?role=public&after={epoch}.0", "?seat=cn-pboc&after={epoch}.0"),
    "me": POINTS,
    "me_name": (),
    "me_read": (),
    "me_typing": (),
    "me_drafts": (),
    "lobby": (),
    "control": (),
    "seats": (),
    "seats_names": (),
    "seats_lead": (),
    "seats_invite": (),
    "seats_revoke": (),
    "seats_fill": (),
    "seats_clear": (),
    "places": (),
    "places_close": (),
    "tokens": (),
    "tokens_revoke": (),
    "account_tokens": (),
    "account_tokens_revoke": (),
    "injects": ("?medium=mail",),
    "injects_plan": ("?status=waiting",),
    "injects_credit": (),
    "injects_release": (),
    "injects_hold": (),
    "injects_unhold": (),
    "injects_skip": (),
    "injects_not_done": (),
    "injects_open": (),
    "injects_reply": (),
    "orders": (),
    "orders_draft": (),
    "orders_draft_add": (),
    "orders_draft_remove": (),
    "orders_submit": (),
    "orders_lock": (),
    "orders_withdraw": (),
    "acts": (),
    "proposals": (),
    "proposals_accept": (),
    "proposals_decline": (),
    "messages": ("?room=cn", "?room=cn~control"),
    "messages_older": ("?room=cn", "?room=cn~control", "?room=bis~cn", "?room=us"),
    "notes": (),
    "hotline": (),
    "hotline_ring": (),
    "hotline_answer": (),
    "hotline_decline": (),
    "hotline_hang_up": (),
    "statements": (),
    "vaults": (),
    "transactions": (),
    "transactions_transaction": (),
    "transactions_decode": (),
    "transactions_sign": (),
    "transactions_confirm": (),
    "transactions_refuse": (),
    "checks": ("?key=CN-2",),
    "ceremonies": (),
    "ceremonies_offer_key": (),
    "ceremonies_hear_words": (),
    "ceremonies_build": (),
    "ceremonies_abandon": (),
    "outcomes": (),
    "rulings_reveal_next": (),
    "rulings_contest": (),
    "rulings_rule_contest": (),
    "rulings_rule_act": (),
    "rulings_override": (),
    "observations": (),
    "objectives": POINTS,
    "ratings": (),
    "feelings": (),
    "wash": POINTS,
    "wash_fixes": (),
    "report": ("?stream=cn", "?stream=control"),
    "report_record": POINTS,
    "report_at": ("?n=1", "?n=5&stream=cn", "?n=5&stream=control"),
    "export": ("?names=yes",),
    "nowhere": (),
}

ACCOUNTS: dict[str, tuple[str, ...]] = dict.fromkeys(
    (
        *("account_login", "account_logout", "account_inactive", "account_signup", "account_reauthenticate"),
        *("account_email", "account_email_verification_sent", "account_change_password", "account_set_password"),
        *("account_reset_password", "account_confirm_login_code", "account_confirm_email"),
        *("account_reset_password_from_key_done", "account_reset_password_from_key", "account_reset_password_done"),
        *("mfa_index", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp"),
        *("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes"),
    ),
    (),
)

MODELS = (
    *(f"exercises_{name}" for name in ("scriptdraft", "teamdraft", "turndraft", "objectivedraft", "injectdraft")),
    *(f"exercises_{name}" for name in ("documentdraft", "scriptversion", "exercise", "line")),
    *("auth_group", "auth_user", "account_emailaddress"),
    *("axes_accessattempt", "axes_accesslog", "axes_accessfailurelog"),
)
SEARCHES = ("?q=CANARY", "?exercise__exact=1", "?text__contains=CANARY", "?o=1")
ADMIN: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("index", "login", "logout", "password_change", "password_change_done", "jsi18n", "app_list"), ()),
    "autocomplete": ("?app_label=exercises&model_name=exercise&field_name=version&term=",),
    "view_on_site": (),
    **{f"{model}_changelist": SEARCHES for model in MODELS},
    **{f"{model}_{name}": () for model in MODELS for name in ("add", "history", "delete", "change")},
    **{f"exercises_scriptdraft_{name}": () for name in ("import", "check", "publish", "export")},
    **{f"exercises_scriptversion_{name}": () for name in ("export", "start", "rewrite")},
    "auth_user_password_change": (),
}

SURFACE = {
    **WEB,
    **{f"api_{name}": queries for name, queries in API.items()},
    **{f"admin:{name}": queries for name, queries in ADMIN.items()},
    **ACCOUNTS,
}

VERBS = (*SEAT, *(name for name in CONTROL if name not in SEAT), "nothing")

BLANKS: dict[str, tuple[str, ...]] = {
    "code": ("{code}",),
    "exercise": ("{code}",),
    "seat": ("us-treasury", "us-nsc", "cn-pboc", "cn-mfa", "bis-custody"),
    "team": ("us", "cn"),
    "verb": VERBS,
    "token": ("not-a-token",),
    "kind": ("json", "csv"),
    "inject": ("{inject}",),
    "proposal": ("{proposal}",),
    "transaction": ("{transaction}",),
    "ceremony": ("000000000000",),
    "place": ("{place}",),
    "script": ("{script}",),
    "number": ("{version}",),
    "object_id": ("{row}", "1"),
    "content_type_id": ("1",),
    "id": ("{owner}",),
    "app_label": ("exercises", "auth"),
    "key": ("a-b", "xx"),
    "uidb36": ("1",),
}
"""What is written into the blanks of addresses; words in braces are filled with ids of the exercise."""

WRITTEN: dict[tuple[str, str], tuple[str, ...]] = {
    ("api_", "code"): ("KC24", "KC09"),
    ("watch", "verb"): (*WATCH, "nothing"),
    ("api_tokens", "token"): ("{program}", "999999"),
    ("api_account_tokens", "token"): ("{program}",),
}
"""The same where a blank means something else."""


def routes(resolver: URLResolver | None = None, before: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """Name and pattern of every address the resolver knows; those without a name are called by their pattern."""
    for entry in (resolver or get_resolver()).url_patterns:
        where = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, where, f"{space}{entry.namespace}:" if entry.namespace else space)
        else:
            yield (f"{space}{entry.name}" if entry.name else where), where


NAMELESS = re.compile(r"^admin/(\w+/\w+/<path:object_id>/|\(\?P<url>\.\*\)\$)$")
"""The admin's own redirects: an object's bare address, and everything else."""


def listed(name: str) -> bool:
    return name in SURFACE or bool(NAMELESS.match(name))


def addresses(ids: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Name and address of every route, with every example and every query."""
    for name, pattern in routes():
        for path in _filled(name, pattern, ids):
            for query in ("", *SURFACE.get(name, ())):
                yield name, f"/{path}{query.format_map(ids)}"


def _filled(name: str, pattern: str, ids: dict[str, str]) -> Iterator[str]:
    """The pattern with an example in each of its blanks."""
    pattern = pattern.replace("^", "").replace("$", "")
    pattern = re.sub(r"\(\?P<(\w+)>(?:[^()\[\]]|\[[^\]]*\])*\)", r"<\1>", pattern)
    blanks = re.findall(r"<(?:\w+:)?(\w+)>", pattern)
    for values in product(*(_examples(name, blank) for blank in blanks)):
        path = pattern
        for value in values:
            path = re.sub(r"<(?:\w+:)?\w+>", value.format_map(ids), path, count=1)
        yield path


def _examples(name: str, blank: str) -> tuple[str, ...]:
    for (prefix, known), values in WRITTEN.items():
        if name.startswith(prefix) and known == blank and not (prefix == "api_" and "injects" not in name):
            return values
    return ("nowhere/",) if blank == "url" else BLANKS[blank]


FIELDS: dict[str, object] = {
    "inject": "{inject}", "tx": "{transaction}", "transaction": "{transaction}", "proposal": "{proposal}",
    "room": "cn", "team": "cn", "to": "cn", "what": "cn", "last": "x", "seat": "cn-pboc", "name": "Somebody",
    "text": "Hello.", "reason": "Because.", "words": "one two three four", "ceremony": "000000000000",
    "key_code": "CN-1", "key": "", "outcome": "000000000000", "act": "000000000000", "variable": "tension",
    "value": "1", "objective": "KC-O1", "rating": "performed", "kind": "statement", "version": "0",
    "action": "share_dashboard",
    "order": "000000000000", "place": "{place}", "role": "evaluator", "back_to": "1", "minutes": "1", "title": "Title",
    "sender": "Sender", "medium": "mail", "evidence": "Seen.", "vault": "pilot",
}  # fmt: skip
"""What the forms of every button are posted with: what belongs to China, mostly."""


def form(ids: dict[str, str]) -> dict[str, str]:
    return {name: str(value).format_map(ids) for name, value in FIELDS.items()}


def bodies(ids: dict[str, str]) -> dict[str, dict[str, object]]:
    """Name of the route and method → a body of the right shape."""
    entries: tuple[Entry, ...] = (*joining.ENTRIES, *accounts.ENTRIES, *catalogue.ENTRIES, *exercise.ENTRIES)
    return {f"api_{entry.name} {entry.method}": _body(entry, ids) for entry in entries if entry.method != "get"}


def _body(entry: Entry, ids: dict[str, str]) -> dict[str, object]:
    return {
        name: _value(type(field).__name__, name, ids) for name, field in entry.takes().fields.items() if field.required
    }


def _value(kind: str, name: str, ids: dict[str, str]) -> object:
    plain = {"Number": 1, "Whole": 1, "Flag": True, "Details": {}, "Texts": {}, "Spoken": "a", "Plain": 1, "Shape": {}}
    if kind == "ListField":
        return ["us"] if name == "to" else []
    return plain.get(kind, str(FIELDS.get(name, "x")).format_map(ids))
