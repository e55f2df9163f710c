"""The log in words, for control: one line an entry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from exercises.domain.world import CATALOGUE

LINES: Mapping[str, str | Promise] = {
    "Created": _("Exercise made"),
    "Readied": _("Links opened, muster begins"),
    "Mustered": _("{who} is ready"),
    "Started": _("STARTEX"),
    "TurnBegan": _("Turn {turn} begins"),
    "PhaseBegan": _("{phase} begins"),
    "Paused": _("Paused: {reason}"),
    "Resumed": _("Resumed"),
    "Extended": _("Two more minutes: {reason}"),
    "SteppedBack": _("Stepped back to turn {turn}: {reason}"),
    "NoDuffCalled": _("NO DUFF called by {who}: {text}"),
    "NoDuffLifted": _("NO DUFF lifted"),
    "Ended": _("ENDEX: {reason}"),
    "HotWashMoved": _("Hot wash, step {step}"),
    "Closed": _("File closed"),
    "SeatFilled": _("{seat} taken by a {occupant}"),
    "SeatCleared": _("{seat} is empty"),
    "LeadPassed": _("{seat} leads now"),
    "Released": _("{code} released"),
    "Held": _("{code} held"),
    "Unheld": _("{code} back on the clock"),
    "Skipped": _("{code} left out: {reason}"),
    "Queued": _("{code} called for by {by_row}"),
    "Added": _("{code} written by control"),
    "Seen": _("{who} opened an inject"),
    "Answered": _("{who} answered {code} {reply}"),
    "Unanswered": _("{code} stayed unanswered by {teams}"),
    "Shared": _("An inject was handed to {to}"),
    "SheetLocked": _("{team}: sheet locked"),
    "SheetReopened": _("{team}: sheet reopened"),
    "PostureTaken": _("{team}: hold and monitor, no legal sheet at the bell"),
    "Reminded": _("{team} reminded at half time"),
    "Alerted": _("{team} silent at four fifths"),
    "ActDone": _("{who}: {action}"),
    "Proposed": _("{who} proposed {action} to {to}"),
    "ProposalAccepted": _("{who} accepted a proposal"),
    "ProposalClosed": _("A proposal was {how}"),
    "Said": _("{who} wrote in {room}"),
    "NotePassed": _("{team} passed a back-channel note to {to}"),
    "HotlineRang": _("Hotline rings: {team} to {to}"),
    "HotlineClosed": _("Hotline: {how}"),
    "StatementMade": _("{team} spoke in public"),
    "TransactionOpened": _("Transaction {code} waits for signatures"),
    "Decoded": _("{who} decoded a transaction"),
    "SignatureOffered": _("{who} signed with {key}, a colleague must confirm"),
    "OfferLapsed": _("A signature with {key} lapsed"),
    "Signed": _("{key} has signed"),
    "SigningRefused": _("{key} refused: {reason}"),
    "RefusalWithdrawn": _("{key} signs after all: {reason}"),
    "TransactionFinal": _("A transaction is final"),
    "TransactionClosed": _("A transaction was {how}"),
    "VaultFrozen": _("{team} froze vault {vault}"),
    "KeyDeclared": _("{key} declared {status}"),
    "KeyTurned": _("In truth {key} is {status}"),
    "CeremonyOpened": _("Rotation ceremony for {vault}"),
    "KeyOffered": _("A new key arrived for {key}"),
    "WordsHeard": _("{who} compared the words of {key}"),
    "CeremonyClosed": _("Ceremony {how}"),
    "VaultRotated": _("Vault {vault} rotated"),
    "ControlProved": _("{key} proved itself"),
    "WordsChecked": _("{who} verified a message signed with {key}"),
    "SharesMade": _("{key} split into shares"),
    "SharesJoined": _("{key} rebuilt from shares"),
    "TurnResolved": _("Turn {turn} resolved"),
    "Reckoned": _("Figures brought up to date"),
    "OutcomeShown": _("Outcome {count} shown"),
    "OutcomeContested": _("{team} contests an outcome"),
    "ContestRuled": _("A contest was ruled on"),
    "ActRuled": _("{team}: a free-text act was ruled on"),
    "ActCredited": _("{team} credited: {action} {reply}"),
    "ActNotDone": _("{inject}: not done"),
    "Overridden": _("{variable} set by hand: {reason}"),
    "FeelingGiven": _("{who} gave trust and a prediction"),
    "WashAnswered": _("{who} finished a step of the hot wash"),
    "FixNoted": _("{kind} noted"),
    "ObservationNoted": _("A moment was marked"),
    "ObjectiveRated": _("{objective} rated"),
}
"""Event kind → its line. Texts that people wrote are not repeated here."""


PHASES: Mapping[str, str | Promise] = {
    "brief": pgettext_lazy("phase", "Brief"),
    "deliberate": pgettext_lazy("phase", "Deliberate"),
    "lock": pgettext_lazy("phase", "Lock"),
    "resolve": pgettext_lazy("phase", "Resolve"),
    "reveal": pgettext_lazy("phase", "Reveal"),
}


class _Fields(dict[str, Any]):
    """Fields left at their default are not in an event's plain form; they read as nothing."""

    def __missing__(self, key: str) -> str:
        return ""


def logbook(entries: list[dict[str, Any]], view: Mapping[str, Any]) -> list[dict[str, Any]]:
    """`[{"at", "team", "words"}]` for entries of `{"at", "by", "event", …}`."""
    return [_line(entry, view) for entry in entries]


def _line(entry: dict[str, Any], view: Mapping[str, Any]) -> dict[str, Any]:
    seats = view.get("seats", {})
    fields = _Fields({**entry, "who": _who(entry["by"], seats), "by_row": entry.get("by", "")})
    if entry.get("seat") in seats:
        fields["seat"] = _who(entry["seat"], seats)
    fields["teams"] = ", ".join(_team(team, view) for team in entry.get("teams", ()))
    fields |= {name: _team(entry[name], view) for name in ("team", "to") if entry.get(name)}
    fields |= {name: str(PHASES.get(entry[name], entry[name])) for name in ("phase",) if name in entry}
    fields |= {"action": _action(str(entry["action"]))} if "action" in entry else {}
    fields |= {"room": _room(str(entry["room"]), view)} if "room" in entry else {}
    text = str(LINES.get(entry["event"], entry["event"])).format_map(fields).strip(" :")
    return {"at": entry["at"], "team": seats.get(entry["by"], {}).get("team", entry.get("team", "")), "words": text}


def _team(code: Any, view: Mapping[str, Any]) -> str:
    """A team in the reader's language; control and the public by a word, an address by its team."""
    known = {"control": _now("Control"), "public": _now("the public"), "all": _now("everyone")}
    short = str(code).partition("+")[0]
    name = view.get("teams", {}).get(short, {}).get("name", {})
    return known.get(short) or str(name.get(get_language() or "en") or name.get("en") or short)


def _action(code: str) -> str:
    known = CATALOGUE.actions.get(code)
    return str(known.title.get(get_language() or "en") or known.title["en"]) if known else code


def _room(code: str, view: Mapping[str, Any]) -> str:
    if code == "plenary":
        return _now("the plenary")
    return _now(" and ").join(_team(team, view) for team in code.split("~"))


def _who(seat: str, seats: Mapping[str, Any]) -> str:
    known = {"control": _now("Control"), "clock": _now("The clock"), "evaluator": _now("An evaluator")}
    if seat in known:
        return known[seat]
    title = seats.get(seat, {}).get("title", {})
    return str(title.get(get_language() or "en") or title.get("en") or seat)
