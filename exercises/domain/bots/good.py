"""The careful player: reads before it signs, tells the other side, speaks with one voice, compares words aloud."""

from __future__ import annotations

from collections.abc import Iterator

from exercises.domain.bots.sight import Sight, View
from exercises.domain.bots.taste import DETAILS, GOOD_ALONE, GOOD_REPLIES, GOOD_TOGETHER, WELCOME
from exercises.domain.events.parts import Order
from exercises.domain.play import commands
from exercises.domain.play.commands import Command
from exercises.domain.world import CATALOGUE
from exercises.enums import Mode, Timing

LOUD = 15.0
"""A rumour this strong deserves an answer."""
MISMATCH = "MISMATCH"
ONE_TEXT = "EXERCISE. The two reserve offices work on this together and will speak with one text."


def good(sight: Sight) -> Iterator[Command]:
    yield from _custodian(sight)
    if sight.leads:
        yield from _answer(sight)
        yield from _call(sight)
        yield from _consent(sight)
        yield from _share(sight)
        yield from _speak(sight)
        yield from _sheet(sight)


def sheet_open(sight: Sight) -> bool:
    """Has this team still to lock its sheet, and is it time?"""
    own = sight.see("teams")[sight.team]
    return bool(sight.see("exercise")["phase"] == "deliberate" and own["sheet"] == "writing")


def replies(sight: Sight, taste: tuple[str, ...]) -> Iterator[Command]:
    """Answers every inject that asks this team, by the first code of its taste."""
    team = sight.team
    for public, inject in sight.items("injects"):
        asks = inject.get("asks")
        if not asks or team not in asks["of"] or asks.get("state") != "open":
            continue
        liked = [code for code in taste if code in inject.get("replies", {})]
        code = (liked or [*inject.get("replies", {})] or [""])[0]
        yield commands.Reply(by=sight.me, inject=public, reply=code, text="" if code else "Understood.")


def _answer(sight: Sight) -> Iterator[Command]:
    yield from replies(sight, GOOD_REPLIES)
    team, turn = sight.team, sight.turn
    for _, inject in sight.items("injects"):
        if inject["turn"] == turn and inject["answers"].get(team, {}).get("code") == "freeze":
            yield from _freeze(sight)


def _freeze(sight: Sight) -> Iterator[Command]:
    for code, vault in sight.items("vaults"):
        if not vault.get("frozen_until"):
            args = {"vault": code, "reason": "Something in the signing path is not right."}
            yield commands.Act(by=sight.me, action="emergency_freeze", args=args)


def _call(sight: Sight) -> Iterator[Command]:
    line = sight.see("hotline")
    if line.get("state") == "ringing" and line.get("to") == sight.team:
        yield commands.AnswerCall(by=sight.me)


def _consent(sight: Sight) -> Iterator[Command]:
    for public, proposal in sight.items("proposals"):
        if proposal["state"] == "open" and proposal["to"] == sight.team:
            yield (commands.Accept if proposal["action"] in WELCOME else commands.Decline)(by=sight.me, proposal=public)


def _share(sight: Sight) -> Iterator[Command]:
    for public, inject in sight.items("injects"):
        if inject.get("shareable") and not inject.get("given") and not inject.get("by"):
            yield commands.Act(by=sight.me, action="share_intel", args={"inject": public})


def _speak(sight: Sight) -> Iterator[Command]:
    """The American side holds the pen of joint texts, so that two drafts do not cross."""
    if sight.team != "us":
        return
    pending = {item["action"] for _, item in sight.items("proposals") if item["state"] in ("open", "accepted")}
    if "joint_statement" not in pending and not _spoke_lately(sight) and sight.rumours > LOUD:
        yield _propose(sight, "joint_statement", {"text": ONE_TEXT})
    for code in ("test_hotline", "freeze_request"):
        if code in sight.see("team")["at_hand"] and code not in pending and not _did(sight, code):
            yield _propose(sight, code, {})


def _propose(sight: Sight, action: str, args: View) -> Command:
    other = "cn" if sight.team == "us" else "us"
    return commands.Propose(by=sight.me, action=action, to=other, args=args)


def _spoke_lately(sight: Sight) -> bool:
    return any(item.get("partner") and item["turn"] >= sight.turn - 1 for _, item in sight.items("statements"))


def _did(sight: Sight, action: str) -> bool:
    acts = sight.see("orders").get(sight.team, {}).get("acts", {})
    return any(act["action"] == action for act in acts.values())


# The sheet


def _sheet(sight: Sight) -> Iterator[Command]:
    """Seals late, so that nothing that still arrives finds the purse empty."""
    if not sheet_open(sight) or not sight.last:
        return
    left, at_hand = int(sight.see("team")["resources"]["ap_left"]), sight.see("team")["at_hand"]
    orders: list[Order] = []
    for code in (*GOOD_TOGETHER, *GOOD_ALONE):
        action = CATALOGUE.actions.get(code)
        usable = action and code in at_hand and action.timing is Timing.BELL
        if not action or not usable or action.ap > left or (action.mode is Mode.JOINT and _did(sight, code)):
            continue
        args = DETAILS.get(code, {})
        if action.needs or any(not field.optional and field.code not in args for field in action.fields):
            continue
        orders.append(Order(id=f"{sight.team}-{sight.turn}-{code}", action=code, args=args, seat=sight.seat))
        left -= action.ap
    yield commands.LockSheet(by=sight.me, orders=tuple(orders))


# Keys


def _custodian(sight: Sight) -> Iterator[Command]:
    if not sight.keys:
        return
    yield from _suspect(sight)
    for public, item in sight.items("transactions"):
        if item["state"] == "open":
            yield from _sign_or_refuse(sight, public, item)
    yield from _ceremonies(sight)
    yield from _prove(sight)


def _suspect(sight: Sight) -> Iterator[Command]:
    """An intelligence note that points at one's own vault is reason enough to say so."""
    for key, vault in _own_keys(sight):
        if vault["keys"][key]["status"] == "healthy" and any(key in note for note in _warnings(sight, vault)):
            args = {"key": key, "reason": "Our own services warn us about this vault."}
            yield commands.Act(by=sight.me, action="declare_key_suspect", args=args)


def _warnings(sight: Sight, vault: View) -> Iterator[str]:
    """What the services wrote since the vault has its keys."""
    for _, inject in sight.items("injects"):
        if inject["medium"] in ("intel", "mail") and inject["turn"] > vault.get("rotated", 0):
            yield inject["text"].get("en", "")


def _sign_or_refuse(sight: Sight, public: str, item: View) -> Iterator[Command]:
    key = sight.keys[0]
    if key in item["signatures"] or key in item["refusals"]:
        return
    if not sight.last and not _goes_first(sight, item, key):
        return  # one key a team first: the others shall have looked too
    if not sight.decoded(public):
        yield commands.Decode(by=sight.me, transaction=public)
    outputs = sight.decoded(public).get("outputs", {})
    if not outputs or any(output["kind"] == "unknown" or not output["said"] for output in outputs.values()):
        reason = "The bytes pay an address that the request does not name."
        yield commands.Refuse(by=sight.me, transaction=public, reason=reason)
    else:
        yield commands.Sign(by=sight.me, transaction=public)


def _goes_first(sight: Sight, item: View, key: str) -> bool:
    """Is this the first key of its team in the vault?"""
    keys = sight.see("vaults")[item["vault"]]["keys"]
    return bool(key == min(code for code, held in keys.items() if held["team"] == sight.team))


def _prove(sight: Sight) -> Iterator[Command]:
    """Keys that are beyond doubt prove themselves when people ask whether the coins are there."""
    for key, vault in _own_keys(sight):
        mine = vault["keys"][key]
        new = vault.get("rotated") and not mine.get("proved")
        if mine["status"] != "healthy" or mine.get("proved") == sight.turn:
            continue
        if new or sight.rumours > LOUD:
            yield commands.Act(by=sight.me, action="prove_control", args={"key": key})


def _own_keys(sight: Sight) -> Iterator[tuple[str, View]]:
    """Own key → the vault it belongs to."""
    for _, vault in sight.items("vaults"):
        yield from ((key, vault) for key in sight.keys if key in vault.get("keys", {}))


# The rotation


def _ceremonies(sight: Sight) -> Iterator[Command]:
    for public, ceremony in sight.items("ceremonies"):
        if ceremony["state"] != "open":
            continue
        spoken = _lines(sight)
        yield from _read_aloud(sight, public, ceremony, spoken)
        yield from _listen(sight, public, ceremony, spoken)
        everybody = all(item["offered"] and any(item["heard"].values()) for item in ceremony["keys"].values())
        if sight.leads and sight.team == "us" and everybody:
            yield commands.BuildVault(by=sight.me, ceremony=public)


def _read_aloud(sight: Sight, public: str, ceremony: View, spoken: dict[str, str]) -> Iterator[Command]:
    key = sight.keys[0]
    told = any(line.startswith(f"{MISMATCH} {key}") for line in spoken.values())
    if ceremony["keys"].get(key, {}).get("offered") and not told:
        return
    yield commands.OfferKey(by=sight.me, ceremony=public)
    words = sight.fingerprints(public).get(key, {}).get("read_out", "")
    yield commands.Say(by=sight.me, room="plenary", text=f"{key}: {words}")


def _listen(sight: Sight, public: str, ceremony: View, spoken: dict[str, str]) -> Iterator[Command]:
    """Types what each holder read aloud, and says at once when it does not match."""
    for key, item in ceremony["keys"].items():
        line = spoken.get(key, "")
        if key in sight.keys or not item["offered"] or item["heard"].get(sight.seat) or ":" not in line:
            continue
        yield commands.HearWords(by=sight.me, ceremony=public, key=key, words=line.partition(":")[2].strip())
        if sight.fingerprints(public).get(key, {}).get("heard") is False:
            yield commands.Say(by=sight.me, room="plenary", text=f"{MISMATCH} {key}")


def _lines(sight: Sight) -> dict[str, str]:
    """Key → the last line read out for it in plenary."""
    messages = sight.see("rooms").get("plenary", {}).get("messages", {})
    found = sorted(messages.values(), key=lambda item: (item["at"], item["text"]))
    return {line["text"].replace(f"{MISMATCH} ", "").partition(":")[0]: line["text"] for line in found}
