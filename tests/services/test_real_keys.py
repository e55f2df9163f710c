"""Keys, seed phrases and addresses of real money are refused wherever somebody can type, and nothing of them is kept.

`VERBS` lists every verb of the services with an example of its words. A verb or a text that is not listed fails here.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps

from exercises import services, store
from exercises.errors import Refusal
from exercises.models import Exercise, Line
from exercises.models.drafts import ScriptDraft
from exercises.services import authoring, presence, scripts, seats
from tests import factories

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cast import Cast

ADDRESS = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
REAL = {
    "a WIF key": "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ",
    "an extended key": "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvv"
    "NKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi",
    "an address": ADDRESS,
    "a segwit address": "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
    "a seed phrase": "legal winner thank year wave sausage worth useful legal winner thank yellow",
    "a phrase that is mistyped": "abandon ability able about above absent absorb abstract absurd abuse access accident",
}
OURS = {
    "an address": "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080",
    "words of a fingerprint": "US-1 reads academic acid acne acquire; CN-2 reads adapt adequate adjust admit.",
    "talk": "The Treasury asks for 3 signatures of 5 by 12:30; the other side offers 1,000 BTC and 30 days.",
}

REASON = {"reason": "Because."}
LINE = {"action": "statement", "args": {"text": "a"}, "text": "We wait.", "id": "000000000000"}
BOTH = {"en": "Words", "zh-hans": "文字"}

# Verb → who may use it, and an example of everything that is text. What only looks something up is text as well: it is
# refused for being no such thing, or for what it is.
VERBS: dict[str, tuple[str, dict[str, Any]]] = {
    **dict.fromkeys(
        ("advance", "lift_no_duff", "move_wash", "ready", "resume", "show_next", "start", "show_names"), ("ito", {})
    ),
    **dict.fromkeys(("answer_call", "decline_call", "hang_up", "reopen_sheet", "draft_of"), ("reyes", {})),
    **dict.fromkeys(("abandon_ceremony", "build_vault", "offer_key"), ("reyes", {"ceremony": "000000000000"})),
    **dict.fromkeys(("accept", "decline"), ("reyes", {"proposal": "000000000000"})),
    **dict.fromkeys(("release", "hold", "unhold"), ("ito", {"code": "FW02"})),
    **dict.fromkeys(("revoke", "clear"), ("ito", {"seat": "us-fed"})),
    "act": ("reyes", {"action": "statement", "args": {"text": "a"}}),
    "add_inject": ("ito", {"title": BOTH, "sender": BOTH, "to": ["us"], "medium": "mail", "text": BOTH}),
    "add_order": ("reyes", {"action": "statement", "args": {"text": "a"}, "text": "We wait.", "version": 0}),
    "answer_wash": ("reyes", {"answers": {"1": "We looked."}}),
    "api_token": ("reyes", {"name": "A program"}),
    "check_words": ("reyes", {"key_id": "US-1", "message": "cold iron", "signature": "AAAA"}),
    "revoke_token": ("reyes", {"token": 999_999}),
    "revoke_account_token": ("", {"token": 999_999}),
    "account_token": ("", {"name": "A program"}),
    "close_place": ("ito", {"place": 999_999}),
    "confirm": ("reyes", {"transaction": "000000000000", "key_id": "US-1"}),
    "contest": ("reyes", {"outcome": "000000000000", "text": "No."}),
    "create": ("", {"title": "An evening", "kept_by": "The ministry"}),
    "credit": ("ito", {"team": "us", "action": "statement", "evidence": "Aloud.", "inject": "FW02", "reply": "yes"}),
    "decode": ("reyes", {"transaction": "000000000000"}),
    "end": ("ito", REASON),
    "extend": ("ito", REASON),
    "fill": ("ito", {"seat": "us-fed", "occupant": "bot"}),
    "give_feeling": ("reyes", {"trust": 5, "prediction": "They will share."}),
    "hear_words": ("reyes", {"ceremony": "000000000000", "key_id": "US-1", "heard": "academic acid acne acquire"}),
    "invite": ("ito", {"seat": "us-fed", "name": "Dana", "email": "dana@example.org"}),
    "lock_sheet": ("reyes", {"orders": [LINE]}),
    "make_statement": ("reyes", {"text": "We stand by it.", "stance": "calm", "amount": 1.0}),
    "mark_read": ("reyes", {"what": "us", "last": "000000000000"}),
    "muster": ("reyes", {"name": "Reyes", "text": "Here."}),
    "no_duff": ("reyes", {"text": "Somebody is ill."}),
    "not_done": ("ito", {"inject": "FW02"}),
    "note_fix": ("brandt", {"kind": "fix", "text": "Read aloud.", "owner": "The Fed"}),
    "observe": ("brandt", {"team": "us", "text": "They waited.", "objective": "FW-O1"}),
    "open_inject": ("reyes", {"inject": "000000000000"}),
    "override_value": ("ito", {"variable": "tension", "value": "50", "reason": "Because."}),
    "pass_lead": ("ito", {"team": "us", "seat": "us-fed"}),
    "pass_note": ("reyes", {"to": "cn", "text": "Between us."}),
    "pause": ("ito", REASON),
    "place_link": ("ito", {"role": "evaluator", "name": "Brandt"}),
    "propose": ("reyes", {"action": "test_hotline", "to": "cn", "args": {"note": "a"}, "text": "Shall we?"}),
    "rate": ("brandt", {"objective": "FW-O1", "rating": "performed", "note": "In time."}),
    "refuse": ("reyes", {"transaction": "000000000000", "reason": "No."}),
    "remove_order": ("reyes", {"order": "000000000000", "version": 0}),
    "rename": ("reyes", {"name": "Reyes"}),
    "reply": ("reyes", {"inject": "000000000000", "reply": "yes", "text": "Yes."}),
    "ring": ("reyes", {"to": "cn"}),
    "rule_act": ("ito", {"act": "000000000000", "preset": "leak", "text": "It works."}),
    "rule_contest": ("ito", {"outcome": "000000000000", "upheld": True, "text": "Yes.", "preset": "leak"}),
    "save_draft": ("reyes", {"orders": [LINE], "version": 0}),
    "save_text": ("reyes", {"kind": "statement", "fields": {"text": "We"}, "version": 0}),
    "say": ("reyes", {"room": "us", "text": "Hello."}),
    "sign": ("reyes", {"transaction": "000000000000", "reason": "Because."}),
    "sit": ("", {"name": "Dana", "link": ""}),
    "skip": ("ito", {"code": "FW02", "reason": "Because."}),
    "step_back": ("ito", {"turn": 1, "reason": "Because."}),
    "typing": ("reyes", {"what": "us"}),
    "open_place": ("", {"name": "Brandt"}),
    "scripts.import_script": ("", {"text": "parley: 1"}),
    "scripts.publish": ("", {"note": "The first."}),
    "scripts.save_text": ("", {"text": "parley: 1", "edition": 1}),
    "authoring.open_text": ("", {"text": "parley: 1"}),
    "authoring.publish": ("", {"note": "The first."}),
}
WORDS = {
    "text",
    "reason",
    "name",
    "note",
    "prediction",
    "owner",
    "heard",
    "message",
    "signature",
    "evidence",
    "kept_by",
}
WORDS |= {"title", "sender", "email"}
"""What people write: refused for what it is, whatever else may be wrong."""
NOT_TYPED = {"create": {"code"}, "open_place": {"role"}}
"""Made by the edges, from a list of their own."""
LOOKED_UP = {"tick"} | {f"scripts.{name}" for name in ("validate", "export", "shipped", "load_library")}
LOOKED_UP |= {f"authoring.{name}" for name in ("faults", "problems", "text_of", "versions", "compose", "secrets")}
"""What takes no words, or keeps none."""


def verbs() -> dict[str, Callable[..., Any]]:
    """Every public function of the services that somebody may call."""
    found = {name: getattr(services, name) for name in services.__all__} | {"open_place": seats.open_place}
    for module, prefix in ((scripts, "scripts"), (authoring, "authoring")):
        named = {name: getattr(module, name) for name in module.__all__}
        found |= {f"{prefix}.{name}": does for name, does in named.items() if inspect.isfunction(does)}
    return found


def texts(does: Callable[..., Any]) -> set[str]:
    """The parameters that may hold text, by their annotations."""
    return {
        name
        for name, item in inspect.signature(does).parameters.items()
        if any(kind in str(item.annotation) for kind in ("str", "Mapping", "Sequence", "Value"))
    }


def test_every_verb_and_every_text_of_it_is_listed() -> None:
    listed = {name: set(sample) | NOT_TYPED.get(name, set()) for name, (_, sample) in VERBS.items()}
    missing = {
        name: texts(does) - listed.get(name, set())
        for name, does in verbs().items()
        if name not in LOOKED_UP and (name not in listed or texts(does) - listed[name])
    }
    assert missing == {}
    assert VERBS.keys() - verbs().keys() == set()
    assert {name for name in presence.__dict__ if name in ("seen", "came")} == {"seen", "came"}  # sockets, no words


def laced(value: Any, secret: str) -> Iterator[Any]:
    """The same with the secret in one of its places after the other, names of fields among them."""
    if isinstance(value, str):
        yield secret
        yield f"{value} {secret}"
    if isinstance(value, list):
        yield from ([worse] for worse in laced(value[0], secret))
    if isinstance(value, dict):
        yield from ({**value, name: worse} for name in value for worse in laced(value[name], secret))
        if value is not BOTH:
            yield {**value, secret: "a"}


def asked(cast: Cast, verb: str, sample: dict[str, Any]) -> Any:
    who = VERBS[verb][0]
    does = verbs()[verb]
    if who:
        return does(getattr(cast, who), **sample)
    before: dict[str, tuple[Any, ...]] = {
        "create": (None, cast.exercise.version),
        "account_token": (factories.user(),),
        "revoke_account_token": (factories.user(),),
        "sit": (cast.exercise.seats.get(code="cn-safe"),),
        "scripts.publish": (cast.exercise.version.script, None),
        "scripts.save_text": (cast.exercise.version.script,),
    }
    if verb == "authoring.publish":
        return does(authoring.open_text(factories.library_text("first-watch"), factories.user()), None, **sample)
    if verb == "open_place":
        return does(cast.exercise.pk, role="evaluator", **sample)
    if verb in ("scripts.import_script", "authoring.open_text"):
        return does(sample["text"], factories.user())
    return does(*before[verb], **sample)


def outcome(cast: Cast, verb: str, sample: dict[str, Any]) -> str:
    """The code of the refusal, or `done`."""
    try:
        asked(cast, verb, sample)
    except scripts.ScriptError:
        return "script_wrong"
    except Refusal as refused:
        return refused.code
    return "done"


def lines(exercise: Exercise) -> int:
    return Line.objects.filter(exercise=exercise).count()


def kept(secret: str) -> set[str]:
    """Tables that hold the secret, or a good part of it."""
    part = secret[:30]
    return {
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.get_internal_type() in ("CharField", "TextField", "EmailField")
        if model._default_manager.filter(**{f"{field.name}__contains": part}).exists()
    }


@pytest.mark.parametrize("verb", VERBS)
def test_a_real_address_is_refused_in_every_text_and_kept_nowhere(cast: Cast, verb: str) -> None:
    sample, head = VERBS[verb][1], lines(cast.exercise)
    for name, value in sample.items():
        for worse in laced(value, ADDRESS):
            said = outcome(cast, verb, {**sample, name: worse})
            assert name not in WORDS or said in ("never_real_keys", "script_wrong"), name
    assert kept(ADDRESS) == set()
    assert lines(cast.exercise) == head


@pytest.mark.parametrize("secret", REAL.values(), ids=REAL)
def test_whatever_is_real_is_refused_by_name_where_people_write(cast: Cast, secret: str) -> None:
    for verb in ("say", "pass_note", "make_statement", "reply", "save_text", "rename", "contest", "no_duff"):
        sample = VERBS[verb][1]
        name = "fields" if verb == "save_text" else "name" if verb == "rename" else "text"
        with pytest.raises(Refusal) as refused:
            asked(cast, verb, {**sample, name: {"text": secret} if verb == "save_text" else secret})
        assert refused.value.code == ("too_long" if verb == "rename" and len(secret) > 80 else "never_real_keys")
    assert kept(secret) == set()


@pytest.mark.parametrize("text", OURS.values(), ids=OURS)
def test_what_the_exercise_itself_uses_is_said_freely(cast: Cast, text: str) -> None:
    services.say(cast.reyes, room="us", text=text)
    assert text in str(store.present(cast.exercise).board.rooms["us"])


def test_a_script_with_a_real_key_in_it_is_not_kept(cast: Cast) -> None:
    text = factories.library_text("first-watch")
    for worse in (f"{text}\n# {ADDRESS}\n", text.replace("First Watch", ADDRESS, 1)):
        for verb in ("scripts.import_script", "authoring.open_text", "scripts.save_text"):
            with pytest.raises((Refusal, scripts.ScriptError)) as refused:
                asked(cast, verb, {"text": worse, **({"edition": 1} if "save" in verb else {})})
            problems = getattr(refused.value, "problems", ())
            assert {"real_secret"} <= {problem.code for problem in problems} or "never_real_keys" in str(refused.value)
    assert kept(ADDRESS) == set()
    assert not ScriptDraft.objects.exists()
