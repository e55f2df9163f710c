"""Every button of the pages: the word in its address → one service. Fields are named as in the forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exercises import projections, services
from exercises.domain.board.acts import FREE_TEXT
from exercises.errors import Refusal
from exercises.models import Role, Viewer
from exercises.render import OWN_PARTS
from exercises.web.forms import Form, plain
from exercises.web.templatetags.custody import verdict

Act = Callable[[Viewer, Form], Any]


@dataclass(frozen=True, slots=True)
class Verb:
    """What a button does, and what the person reads when it is done."""

    act: Act
    said: Any = ""
    mine: Sequence[str] = OWN_PARTS
    """Own parts of the page that read otherwise afterwards; the stream brings the rest."""


# A seat


def _reply(viewer: Viewer, form: Form) -> Any:
    return services.reply(
        viewer, inject=form.text("inject"), reply=form.text("code"), text=form.text("text"), **form.sent()
    )


def _draft(viewer: Viewer, form: Form) -> dict[str, Any]:
    fields = {name: form.text(name) for name in form.fields if name not in DRAFT_FRAME}
    version = services.save_text(viewer, kind=form.text("kind"), fields=fields, version=form.whole("version"))
    return {"version": version, "saved": time_format(localtime(), "H:i:s")}


def _order_add(viewer: Viewer, form: Form) -> dict[str, Any]:
    action = form.text("action") or FREE_TEXT
    version = services.add_order(
        viewer, action=action, args=form.details(action), text=form.text("text"), version=form.whole("version")
    )
    return {"version": version}


def _order_remove(viewer: Viewer, form: Form) -> dict[str, Any]:
    return {"version": services.remove_order(viewer, order=form.text("order"), version=form.whole("version"))}


def _propose(viewer: Viewer, form: Form) -> Any:
    action = form.text("action")
    return services.propose(
        viewer, action=action, to=form.text("to"), args=form.details(action), text=form.text("text"), **form.sent()
    )


def _act(viewer: Viewer, form: Form) -> Any:
    action = form.text("action")
    return services.act(viewer, action=action, args=form.details(action), **form.sent())


def _freeze(viewer: Viewer, form: Form) -> Any:
    args = {"vault": form.text("vault"), "reason": form.text("reason")}
    return services.act(viewer, action="emergency_freeze", args=args, **form.sent())


def _declare_suspect(viewer: Viewer, form: Form) -> Any:
    args = {"key": form.text("key_code"), "reason": form.text("reason")}
    return services.act(viewer, action="declare_key_suspect", args=args, **form.sent())


def _prove_control(viewer: Viewer, form: Form) -> Any:
    return services.act(viewer, action="prove_control", args={"key": form.text("key_code")}, **form.sent())


def _share_intel(viewer: Viewer, form: Form) -> Any:
    args = {"inject": form.text("inject")} | ({"team": form.text("team")} if form.text("team") else {})
    return services.act(viewer, action="share_intel", args=args, **form.sent())


def _join_shares(viewer: Viewer, form: Form) -> dict[str, Any]:
    return _sheet_line(viewer, "recover_from_shares", {"key": form.text("key_code")})


def _sheet_line(viewer: Viewer, action: str, args: dict[str, Any]) -> dict[str, Any]:
    """Sealed acts that have a form of their own go on the sheet like all others."""
    version = services.draft_of(viewer)["version"]
    return {"version": services.add_order(viewer, action=action, args=args, version=version)}


def _statement(viewer: Viewer, form: Form) -> Any:
    return services.make_statement(
        viewer, text=form.text("text"), stance=form.text("stance"), amount=form.number("amount"), **form.sent()
    )


def _refuse(viewer: Viewer, form: Form) -> Any:
    reason = ": ".join(filter(None, (form.text("ground"), form.text("reason"))))
    return services.refuse(viewer, transaction=form.text("tx"), reason=reason, **form.sent())


def _hear_words(viewer: Viewer, form: Form) -> Any:
    return services.hear_words(
        viewer,
        ceremony=form.text("ceremony"),
        key_id=form.text("key_code"),
        heard=form.text("words"),
        **form.sent(),
    )


def _verify(viewer: Viewer, form: Form) -> dict[str, Any]:
    """The verdict is what the person reads."""
    answer = services.check_words(
        viewer,
        key_id=form.text("key_code"),
        message=form.text("message"),
        signature=form.text("signature"),
        **form.sent(),
    )
    return {"said": verdict(projections.check_of(viewer, answer.id))}


def _muster(viewer: Viewer, form: Form) -> Any:
    return services.muster(viewer, name=form.text("name"), text=form.text("test"), **form.sent())


def _wash(viewer: Viewer, form: Form) -> Any:
    answers = {code: text for code, text in form.starting("answer_").items() if text}
    return services.answer_wash(viewer, answers=answers, **form.sent())


def _fix(viewer: Viewer, form: Form) -> Any:
    return services.note_fix(
        viewer, kind=form.text("kind"), text=form.text("text"), owner=form.text("owner"), **form.sent()
    )


DRAFT_FRAME = frozenset({"csrfmiddlewaretoken", "turn", "generation", "key", "next", "kind", "version", "step"})

SEAT: dict[str, Verb] = {
    "open": Verb(lambda v, f: services.open_inject(v, inject=f.text("inject")), mine=("marks",)),
    "reply": Verb(_reply, gettext_lazy("Your answer has gone out.")),
    "share_intel": Verb(_share_intel, gettext_lazy("The other side has it now.")),
    "draft": Verb(_draft, mine=()),
    "order_add": Verb(_order_add, gettext_lazy("It stands on the sheet.")),
    "order_remove": Verb(_order_remove, gettext_lazy("Taken off the sheet.")),
    "lock": Verb(
        lambda v, f: services.lock_sheet(v, **f.sent()),
        gettext_lazy("Your orders are locked. You can reopen them until the bell."),
    ),
    "reopen": Verb(lambda v, f: services.reopen_sheet(v, **f.sent()), gettext_lazy("The sheet is open again.")),
    "act": Verb(_act, gettext_lazy("Done.")),
    "propose": Verb(_propose, gettext_lazy("The other side has your proposal.")),
    "accept": Verb(
        lambda v, f: services.accept(v, proposal=f.text("proposal"), **f.sent()), gettext_lazy("You have agreed.")
    ),
    "decline_proposal": Verb(
        lambda v, f: services.decline(v, proposal=f.text("proposal"), **f.sent()),
        gettext_lazy("The proposal is off the table."),
    ),
    "say": Verb(lambda v, f: services.say(v, room=f.text("room"), text=f.text("text"), **f.sent()), mine=()),
    "read": Verb(lambda v, f: services.mark_read(v, what=f.text("room"), last=f.text("last")), mine=()),
    "note": Verb(
        lambda v, f: services.pass_note(v, to=f.text("team"), text=f.text("text"), **f.sent()),
        gettext_lazy("Your note has been passed."),
    ),
    "call": Verb(lambda v, f: services.ring(v, to=f.text("team"), **f.sent()), gettext_lazy("It is ringing there.")),
    "answer": Verb(lambda v, f: services.answer_call(v, **f.sent()), gettext_lazy("You are through.")),
    "decline_call": Verb(lambda v, f: services.decline_call(v, **f.sent()), gettext_lazy("You let it go.")),
    "hang_up": Verb(lambda v, f: services.hang_up(v, **f.sent()), gettext_lazy("The line is closed.")),
    "statement": Verb(_statement, gettext_lazy("It is out.")),
    "decode": Verb(lambda v, f: services.decode(v, transaction=f.text("tx"), **f.sent())),
    "sign": Verb(
        lambda v, f: services.sign(v, transaction=f.text("tx"), reason=f.text("reason"), **f.sent()),
        gettext_lazy("Your signature is given."),
    ),
    "confirm_signature": Verb(
        lambda v, f: services.confirm(v, transaction=f.text("tx"), key_id=f.text("key_code"), **f.sent()),
        gettext_lazy("You have confirmed it."),
    ),
    "refuse": Verb(_refuse, gettext_lazy("Your refusal stands, with its reason.")),
    "freeze": Verb(_freeze, gettext_lazy("The vault is frozen.")),
    "declare_suspect": Verb(_declare_suspect, gettext_lazy("The custodians of all parties have been told.")),
    "prove_control": Verb(_prove_control, gettext_lazy("The key has signed fresh words.")),
    "verify": Verb(_verify, mine=()),
    "join_shares": Verb(_join_shares, gettext_lazy("It stands on the sheet.")),
    "ceremony_submit": Verb(
        lambda v, f: services.offer_key(v, ceremony=f.text("ceremony"), **f.sent()),
        gettext_lazy("Your new key has arrived. Read its words aloud."),
    ),
    "fingerprint_confirm": Verb(_hear_words),
    "build_vault": Verb(
        lambda v, f: services.build_vault(v, ceremony=f.text("ceremony"), **f.sent()),
        gettext_lazy("The new vault stands. The sweep waits for signatures."),
    ),
    "abandon_ceremony": Verb(
        lambda v, f: services.abandon_ceremony(v, ceremony=f.text("ceremony"), **f.sent()),
        gettext_lazy("The ceremony is broken off."),
    ),
    "contest": Verb(
        lambda v, f: services.contest(v, outcome=f.text("outcome"), text=f.text("text"), **f.sent()),
        gettext_lazy("Control will rule on it."),
    ),
    "trust_given": Verb(
        lambda v, f: services.give_feeling(v, trust=f.whole("value", -1), prediction=f.text("prediction"), **f.sent()),
        gettext_lazy("Kept for you alone until the review."),
    ),
    "muster": Verb(_muster, gettext_lazy("You are ready.")),
    "wash_answer": Verb(_wash, gettext_lazy("Thank you. Nobody reads it before the next step.")),
    "fix_note": Verb(_fix, gettext_lazy("Noted.")),
    "noduff": Verb(lambda v, f: services.no_duff(v, text=f.text("text"), **f.sent())),
}


# Control


def _add_inject(viewer: Viewer, form: Form) -> Any:
    def both(name: str) -> dict[str, str]:
        chinese = form.text(f"{name}_zh")
        return {"en": form.text(name)} | ({"zh-hans": chinese} if chinese else {})

    return services.add_inject(
        viewer,
        title=both("title"),
        sender=both("sender"),
        to=form.many("to"),
        medium=form.text("medium"),
        text=both("text"),
        asks=form.ticked("asks"),
        **form.sent(),
    )


def _credit(viewer: Viewer, form: Form) -> Any:
    return services.credit(
        viewer,
        team=form.text("team"),
        action=form.text("action"),
        evidence=form.text("evidence"),
        inject=form.text("inject"),
        reply=form.text("reply"),
        **form.sent(),
    )


def _rule_act(viewer: Viewer, form: Form) -> Any:
    return services.rule_act(
        viewer,
        act=form.text("act"),
        preset=form.text("preset"),
        scale=form.number("scale", 1.0),
        text=form.text("text"),
        **form.sent(),
    )


def _rule_contest(viewer: Viewer, form: Form) -> Any:
    return services.rule_contest(
        viewer,
        outcome=form.text("outcome"),
        upheld=form.ticked("upheld"),
        text=form.text("text"),
        preset=form.text("preset"),
        scale=form.number("scale", 1.0),
        **form.sent(),
    )


def _override(viewer: Viewer, form: Form) -> Any:
    return services.override_value(
        viewer,
        variable=form.text("variable"),
        value=plain(form.text("value")),
        reason=form.text("reason"),
        **form.sent(),
    )


def _extend(viewer: Viewer, form: Form) -> Any:
    return services.extend(viewer, reason=form.text("reason"), minutes=form.number("minutes", 2.0), **form.sent())


def _step_back(viewer: Viewer, form: Form) -> Any:
    return services.step_back(viewer, turn=form.whole("back_to"), reason=form.text("reason"), **form.sent())


def _invite(viewer: Viewer, form: Form) -> dict[str, Any]:
    """The link is shown to control this once; only its hash is kept."""
    return {"link": services.invite(viewer, seat=form.text("seat")), "seat": form.text("seat")}


def _place(viewer: Viewer, form: Form) -> dict[str, Any]:
    role = {"wall": Role.PUBLIC, "spectator": Role.PUBLIC}.get(form.text("role"), form.text("role"))
    return {"link": services.place_link(viewer, role=str(role), name=form.text("name"))}


def _pass_lead(viewer: Viewer, form: Form) -> Any:
    row = viewer.exercise.seats.filter(code=form.text("seat")).first()
    if row is None:
        raise Refusal("no_such_seat", 404, seat=form.text("seat"))
    return services.pass_lead(viewer, team=row.team, seat=row.code, **form.sent())


def _observe(viewer: Viewer, form: Form) -> Any:
    return services.observe(
        viewer, team=form.text("team"), text=form.text("text"), objective=form.text("objective"), **form.sent()
    )


def _rate(viewer: Viewer, form: Form) -> Any:
    return services.rate(
        viewer, objective=form.text("objective"), rating=form.text("rating"), note=form.text("note"), **form.sent()
    )


WATCH: dict[str, Verb] = {
    "mark": Verb(_observe, gettext_lazy("Marked.")),
    "rate": Verb(_rate, gettext_lazy("Rated.")),
    "fix_note": Verb(_fix, gettext_lazy("Noted.")),
}

CONTROL: dict[str, Verb] = WATCH | {
    "say": SEAT["say"],
    "noduff": SEAT["noduff"],
    "ready": Verb(lambda v, f: services.ready(v, **f.sent()), gettext_lazy("The links work; the muster is open.")),
    "start": Verb(lambda v, f: services.start(v, anyway=f.ticked("anyway"), **f.sent()), gettext_lazy("STARTEX.")),
    "pause": Verb(lambda v, f: services.pause(v, reason=f.text("reason"), **f.sent()), gettext_lazy("Paused.")),
    "resume": Verb(lambda v, f: services.resume(v, **f.sent()), gettext_lazy("The clock runs again.")),
    "extend": Verb(_extend, gettext_lazy("Two more minutes for everybody.")),
    "lock_now": Verb(lambda v, f: services.advance(v, **f.sent())),
    "end": Verb(lambda v, f: services.end(v, reason=f.text("reason"), **f.sent()), gettext_lazy("ENDEX.")),
    "hot_wash_next": Verb(lambda v, f: services.move_wash(v, **f.sent())),
    "step_back": Verb(_step_back, gettext_lazy("Everybody has been told.")),
    "lift_noduff": Verb(lambda v, f: services.lift_no_duff(v, **f.sent())),
    "release": Verb(lambda v, f: services.release(v, code=f.text("inject"), **f.sent()), gettext_lazy("Sent.")),
    "hold": Verb(lambda v, f: services.hold(v, code=f.text("inject"), **f.sent()), gettext_lazy("Held.")),
    "unhold": Verb(lambda v, f: services.unhold(v, code=f.text("inject"), **f.sent())),
    "skip": Verb(
        lambda v, f: services.skip(v, code=f.text("inject"), reason=f.text("reason"), **f.sent()),
        gettext_lazy("It will not be sent."),
    ),
    "inject_add": Verb(_add_inject, gettext_lazy("Sent.")),
    "credit": Verb(_credit, gettext_lazy("Credited.")),
    "not_done": Verb(lambda v, f: services.not_done(v, inject=f.text("inject"), **f.sent())),
    "rule": Verb(_rule_act, gettext_lazy("Ruled.")),
    "rule_contest": Verb(_rule_contest, gettext_lazy("Ruled.")),
    "reveal_next": Verb(lambda v, f: services.show_next(v, **f.sent())),
    "override": Verb(_override, gettext_lazy("Set by hand, and logged.")),
    "seat_invite": Verb(_invite, gettext_lazy("A new link. The old one is worthless.")),
    "seat_bot": Verb(lambda v, f: services.fill(v, seat=f.text("seat"), **f.sent())),
    "seat_clear": Verb(lambda v, f: services.clear(v, seat=f.text("seat"), **f.sent())),
    "pass_lead": Verb(_pass_lead),
    "place_add": Verb(_place, gettext_lazy("Here is the link; it is shown once.")),
    "place_close": Verb(lambda v, f: services.close_place(v, place=f.whole("place"))),
    "show_names": Verb(lambda v, f: services.show_names(v, on=f.ticked("on"))),
}


def verb_for(viewer: Viewer, name: str) -> Verb:
    """The verb, if this kind of viewer has it. Refuses `no_such_verb`."""
    table = {Role.SEAT: SEAT, Role.CONTROL: CONTROL, Role.EVALUATOR: WATCH}.get(viewer.role, {})
    if name not in table:
        raise Refusal("no_such_verb", 404, verb=_(name))
    return table[name]
