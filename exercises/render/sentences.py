"""Refusals in words: what is wrong, and what to do about it. The only place where a code becomes a sentence.

A sentence names the figures it needs in braces. What no sentence names never leaves the house, so a refusal may carry
more than its reader may know.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from exercises.domain.world import CATALOGUE
from exercises.errors import Refusal

UNKNOWN = _("This cannot be done now. Look at the page again; if it stays so, tell control.")

SENTENCES: Mapping[str, str | Promise] = {
    # Who may do what
    "seat_only": _("Only somebody at the table can do this. Open the page of your seat and try there."),
    "control_only": _("Only control can do this. Ask control in your team's room."),
    "evaluators_only": _("Only evaluators and control can do this."),
    "lead_only": _("Your team's lead does this while somebody sits in that seat. Ask your lead."),
    "principals_only": _("Only the two principals are asked this; there is nothing for you to do."),
    "custodians_build": _("A custodian of one of the two principals does this. Ask yours."),
    "spokesperson_only": _("Your team has a spokesperson for public words. Give them your text, or ask your lead."),
    "not_your_action": _(
        "“{action}” is not open to your team. Choose another action, or propose it to a team that can."
    ),
    "not_your_place": _("You are in this exercise in another capacity. Go back to your own page."),
    "not_for_you": _("Your place in this exercise does not show this. Ask control if you need it."),
    "library_script": _("This script is part of the library. Import it as your own first, then change that."),
    "staff_only": _("Only staff can do this. Sign in with a staff account, or ask whoever runs this installation."),
    "sign_in_for_tokens": _("A program cannot make tokens for others. Sign in and make the token yourself."),
    "not_signed_in": _("Sign in, take a seat by its link, or send a token (Authorization: Bearer …)."),
    "name_your_place": _("You hold several places here. Say which one acts: {places}."),
    "token_gone": _("This token is not valid any more. Ask for a new one, or join again by your link."),
    "link_used": _(
        "This link has been used, and it works once. If that was you, go on in the browser you used it in; "
        "otherwise ask control for a new link."
    ),
    "link_over": _("This link has ended: it lasts {days} days and not beyond ENDEX. Ask control for a new link."),
    "link_gone": _("This link opens nothing any more. Ask control for a new one."),
    "csrf_failed": _("This request did not come from one of our pages. Load the page again and repeat it."),
    # What is not there, or not there for this reader
    "no_such_exercise": _("There is no such exercise here for you. Check the code, or open your join link again."),
    "no_such_place": _("There is no such place. Load the list again."),
    "no_such_seat": _("There is no such seat in this exercise. Choose one from the list of seats."),
    "no_such_token": _("There is no such token of yours. It may have been taken back already; load the list again."),
    "no_such_script": _("There is no such script. Choose one from the list of scripts."),
    "no_such_version": _("This script has no such published version. Choose one from its list, or publish it first."),
    "no_such_team": _("There is no such team to address. Choose another team of this exercise."),
    "no_such_room": _("There is no such room for you. Choose one from your list of rooms."),
    "no_such_inject": _("There is no such inject. Choose one from the list."),
    "no_such_action": _("There is no such action in this exercise. Choose one from the list of actions."),
    "no_such_act": _("No act of that kind waits for a ruling. It may have been ruled already; load the list again."),
    "no_such_proposal": _("There is no such proposal. Choose one from the list."),
    "no_such_transaction": _("There is no such transaction. Choose one from the list."),
    "no_such_signature": _("No signature of a colleague waits there. It may have lapsed; ask them to sign again."),
    "no_such_ceremony": _("There is no such key ceremony. Choose one from the list."),
    "no_such_key": _("No such key has arrived in this ceremony. Choose one from the list."),
    "not_a_key": _(
        "{key} is no key of this exercise. Give its code as it stands on the vault card, for instance CN-2."
    ),
    "no_such_vault": _("There is no such vault in this exercise. Choose one from the list."),
    "no_such_outcome": _("Your team has no such outcome. Choose one of your own from the last reveal."),
    "no_such_contest": _("No contest of this outcome is open. It may have been ruled already; load the list again."),
    "no_such_variable": _("There is no such number in this world. Choose one from the catalogue."),
    "no_such_objective": _("This script has no such objective. Choose one from the list."),
    "no_such_reply": _(
        "This inject does not offer that reply. Choose one of those offered, or answer in your own words."
    ),
    "no_such_medium": _("There is no such medium. Choose one from the list."),
    "no_such_kind": _("A note is a strength or a fix. Choose one of the two."),
    "no_such_rating": _("There is no such rating. Choose one of the four steps."),
    "no_such_preset": _("There is no such preset. Choose one from the catalogue."),
    "no_such_occupant": _("A seat is filled by a bot or by a person. Choose one of the two."),
    "no_such_role": _("There is no such place beside the table. Choose control, evaluator, trainer or public."),
    "no_such_policy": _("There is no such vault policy. Choose one from the catalogue."),
    "no_such_path": _("This vault has no such way of spending. Choose one that its policy names."),
    "no_such_verb": _("This page offers nothing called “{verb}”. Load it again; it may have changed."),
    "not_found": _("There is nothing at this address. Check it against the list of addresses."),
    # The exercise as a whole
    "turn_moved_on": _(
        "The turn has moved on while you were writing. Your text is kept; look at turn {turn} and send it again."
    ),
    "paused": _("The exercise is paused. Keep your text; you can send it as soon as control resumes."),
    "not_running": _("The exercise is not running, so this cannot be done. Wait for control to start or resume it."),
    "turn_sealed": _("Turn {turn} is sealed. Wait for the next turn to open."),
    "not_deliberating": _("Order sheets are open while teams deliberate. Wait until turn {turn} or the next one does."),
    "already_over": _("The exercise is over; seats change no more. Read the review instead."),
    "not_a_draft": _("The lobby is open already. Go on with muster."),
    "not_ready": _("Only an exercise in the lobby can start. Open the lobby first; a running one needs no start."),
    "muster_closed": _("Muster is open from the lobby to the end of play. Wait until control opens the lobby."),
    "muster_incomplete": _("These seats have not mustered: {missing}. Wait for them, or start anyway."),
    "noduff_first": _("A NO DUFF call is open. Lift it when the real matter is settled, then resume."),
    "no_noduff": _("No NO DUFF call is open; there is nothing to lift."),
    "not_paused": _("The exercise is not paused; there is nothing to resume."),
    "extended_twice": _("This turn has been extended {limit} times already, and that is the most. Pause instead."),
    "too_late_to_extend": _(
        "In the last {seconds} seconds nothing is extended any more. Pause, or give more time in the next turn."
    ),
    "not_ended": _("The hot wash begins when play is over. End the exercise first."),
    "cannot_step_back": _(
        "Play cannot go back to turn {turn}. Choose a turn that has begun, while the exercise is open."
    ),
    "reason_needed": _("Give a reason in a sentence or two; it stands in the record."),
    "pace_range": _("Write a pace between {low} and {high}; 1 is the script's own."),
    "code_in_use": _("The code {code} is taken. Choose another one."),
    "no_code_left": _("No free code was found. Try again."),
    "seat_taken": _("Somebody sits in {seat} already. Choose another seat, or ask control to clear it."),
    "other_team": _("{seat} is a seat of another team. Choose a seat of the team that gets a new lead."),
    "days_range": _("Write a number of days between {low} and {high}."),
    # What is written
    "too_long": _("This is too long. Shorten it to {limit} characters."),
    "say_something": _("There is nothing in it yet. Write something first."),
    "say_what_you_do": _("Say in a sentence or two what your team does."),
    "never_real_keys": _(
        "This looks like a real key, seed phrase or address. Nothing was kept. "
        "Take it out; only exercise keys belong here."
    ),
    "not_a_number": _("“{field}” must be a number. Correct it."),
    "too_many_details": _("There are too many fields. Send at most {limit}."),
    "too_many_orders": _("A sheet holds at most {limit} orders. Take some out."),
    "detail_not_plain": _("A detail is a text, a number, or yes or no. Correct it and send it again."),
    "detail_missing": _("“{action}” needs one more detail: {field}. Fill it in."),
    "unknown_detail": _("“{action}” takes no detail called {field}. Take it out."),
    "detail_unknown": _("“{action}”: {value} is not a choice for {field}. Choose one from the list."),
    "detail_not_a_number": _("“{action}”: {field} must be a number. Correct it."),
    "detail_out_of_range": _("“{action}”: {field} is out of range. Lowest: {low}; highest: {high}."),
    "draft_moved_on": _(
        "Somebody else has saved this in the meantime (version {version}). Load it, add your text and save again."
    ),
    "key_reused": _("This idempotency key has answered another command. Use a new key for each command."),
    "key_too_long": _("This idempotency key is too long. Use at most {limit} characters."),
    "malformed": _("Some fields are missing, unknown or of the wrong kind. Correct those named below."),
    "malformed_json": _("The body is not valid JSON. Correct it and send it again."),
    "too_big": _("The request is too big. Send at most {limit} bytes."),
    "unsupported_media": _("Only JSON is read here. Send Content-Type: application/json."),
    "not_acceptable": _("Only JSON is written here. Send Accept: application/json."),
    "method_not_allowed": _("This address does not answer that method. Use one of those in the Allow header."),
    "too_many_tries": _("That was too often. Wait {seconds} seconds and try again."),
    "script_wrong": _("The script has {count} mistakes. Mend those named below and send it again."),
    # Injects
    "addressees_needed": _("Name at least one addressee, and at most {limit}."),
    "nobody_to_read": _("None of these addressees is in this exercise. Name a team, all, or public."),
    "already_answered": _(
        "Your team has answered this already; one answer counts. Add more in your rooms if you need to."
    ),
    "too_late_to_answer": _("The time to answer this is over. Act on it in another way, for example by your orders."),
    "already_sent": _("{inject} has been sent already."),
    "not_planned": _("{inject} is not waiting to be sent, so it cannot be held."),
    "not_held": _("{inject} is not held; there is nothing to let go."),
    "nothing_to_credit": _("Name the action, or the inject and the reply, that you give credit for."),
    "not_shareable": _("This cannot be handed over. Say what you may of it in your own words."),
    "already_knows": _("They have read it already; there is nothing to hand over."),
    # Orders, acts, proposals
    "already_locked": _("Your sheet is locked already. Withdraw it first if you want to change it."),
    "not_locked": _("Your sheet is not locked; there is nothing to withdraw. Go on writing."),
    "act_now_instead": _("“{action}” happens at once. Do it directly and take it off the sheet."),
    "put_it_on_the_sheet": _("“{action}” waits for the bell. Put it on your order sheet."),
    "propose_it": _("“{action}” takes two. Propose it to the other team."),
    "own_verb": _("“{action}” has a button of its own. Use that one; it asks for more."),
    "not_a_joint_act": _("“{action}” needs nobody's consent. Put it on your sheet, or do it directly."),
    "needs_not_met": _("“{action}” is not open yet. It needs: {needs}"),
    "actions_short": _("This takes {needed} actions and your team has {left} left. Take something out."),
    "capital_short": _("This costs {needed} political capital and your team has {left}. Take something out."),
    "capital_low": _(
        "With {left} political capital your team can do nothing that costs more than {limit}. Choose something cheaper."
    ),
    "money_short": _("This costs {needed} million dollars and your team has {left}. Take something out."),
    "already_proposed": _(
        "The same proposal to them is still open: “{action}”. Wait for their answer, or withdraw it."
    ),
    "proposal_closed": _("This proposal is not open any more. Make a new one if it still matters."),
    # Talk
    "hotline_principals": _("The hotline runs between the two principals only. Use a room or a note instead."),
    "line_busy": _("The line is in use. Wait until it is free."),
    "no_hotline": _("There is no working hotline. Get it installed or restored first, or use a room or a note."),
    "no_call": _("There is no such call to answer, decline or end. Load the page again."),
    # Custody
    "no_key_of_yours": _("Your seat holds no key for this. Ask the holder."),
    "waits_for_colleague": _("Your signature with {key} waits for a colleague. Ask one who was shown it to confirm."),
    "second_person_needed": _("Another person of your team confirms this. Ask a colleague who was shown it."),
    "already_signed": _("{key} has signed this already."),
    "already_refused": _("{key} has refused this already."),
    "refusal_stands": _(
        "You refused this with {key}, and the refusal stands. To sign after all, say why you changed your mind: "
        "all custodians read it."
    ),
    "transaction_closed": _(
        "This transaction is not open for signing any more. Ask for a new one if it is still wanted."
    ),
    "key_lost": _("{key} is lost and cannot sign. Ask the other holders, or rotate."),
    "vault_frozen": _("The vault is frozen through turn {until}. Wait, or agree on an emergency sweep."),
    "second_freeze": _("One team cannot freeze the same vault twice in a row. Ask another party to do it."),
    "already_declared": _("The doubt about {key} is declared already."),
    "other_key": _("These shares make another key, not {key}. Check where they come from."),
    "own_key": _("Words are checked by somebody else than the key's holder. Read yours aloud instead."),
    "four_words": _("A fingerprint is four words. Type the four that you heard."),
    "keys_missing": _("These keys have not arrived yet: {missing}. Wait for their holders."),
    "ceremony_over": _("This ceremony is over. Open a new rotation if the keys must change again."),
    "coins_gone": _("The coins of this transaction have been spent. Ask for a new one."),
    "contributor_missing": _("This policy needs a contributor who holds a key: {contributor}. Name one."),
    "keys_do_not_fit": _("These holders do not fit the policy: {holders}. Check how many keys each side needs."),
    "key_not_here": _("The key of {holder} is not kept here, so it cannot sign."),
    "not_a_signer": _("{holder} is not among those who sign this way. Check the vault's policy."),
    "no_joint_script": _("Under “{policy}” there is no joint vault; each side keeps its own."),
    "no_signature": _("There is no signature in it yet. Sign first."),
    "not_enough_signatures": _("It has {have} valid signatures and is not final yet. Still missing: {missing}."),
    "not_enough_coins": _("The vault is {short} satoshi short of this. Ask for less."),
    "dust": _("{sats} satoshi to {address} are too few to be sent. Send at least {least}."),
    "too_early": _(
        "This way of spending opens at block {opens}; the chain is at {height}. Wait, or spend another way."
    ),
    "other_transaction": _("These signatures belong to another transaction. Check which one you were sent."),
    "other_vault": _("This does not spend from this vault. Check which vault is meant."),
    "bad_checksum": _("The checksum does not fit; a character is wrong. Compare it with the original."),
    "bad_share": _("This is not a share, or a word in it is wrong. Compare it with the original."),
    "bad_share_plan": _("A key cannot be cut into shares by the plan {plan}. Choose one with fewer or simpler parts."),
    "not_enough_shares": _("These shares do not make the key yet. Bring more, all from the same split."),
    "keys_not_distinct": _("The same key is named twice. Every holder needs a key of their own."),
    "lock_out_of_range": _("A lock of {lock} blocks is out of range. Use at most {longest}."),
    "not_a_descriptor": _("This is not a wallet descriptor that we know. Check the text."),
    "not_a_transaction": _("This is not a transaction that we can read. Check the text."),
    "not_an_address": _("{address} is not an exercise address. Check it; they begin with bcrt1."),
    "not_an_exercise_key": _("This is not an exercise key. Use the keys of this exercise only."),
    # Verdicts and review
    "nothing_to_show": _("Everything has been shown. Go on to the next turn."),
    "nothing_to_contest": _("There is no outcome to contest now. It is possible from the reveal to the next lock."),
    "contested_once": _("Your team has contested an outcome of turn {turn} already; once a turn is the most."),
    "still_sealed": _("The sheets of turn {turn} are sealed. Rule after the lock."),
    "scale_range": _("Write a scale between 0 and {high}; 1 is the preset's own size."),
    "value_out_of_range": _(
        "“{variable}” cannot take that value. Lowest: {low}; highest: {high}; a state takes its words."
    ),
    "not_at_the_lock": _("This is asked from the lock to the end of the turn. Come back then."),
    "review_closed": _(
        "The review opens after the silent answers of the hot wash. Wait until control opens that step."
    ),
    "not_your_stream": _("You cannot look through those eyes. Choose one of the points of view offered."),
    "trust_range": _("Write a whole number from 0 to {high}."),
    "not_that_step": _("The hot wash is not at that step. Wait until control opens it."),
    # Files and records
    "database_away": _(
        "The database is away for a moment. Nothing that was saved is lost; try again in a few seconds."
    ),
    "database_full": _(
        "Nothing can be saved at the moment; reading still works. Keep your text and tell whoever runs this server."
    ),
    "code_too_long": _("The script's code is too long. Use at most {limit} characters."),
    "draft_exists": _("You have a draft of {code} already. Replace it, or give the new one another code."),
    "not_an_export": _("This is not an exported exercise. Choose a file that Parley wrote."),
    "export_broken": _("The file is damaged at line {number}. Use another copy."),
    "log_broken": _("The record does not hold together at entry {number} ({code}). Restore it from a backup."),
    "made_elsewhere": _(
        "{code} is still in play and was made with another SECRET_KEY. Set that one as SECRET_KEY_OLD and try again."
    ),
}


def sentence(refusal: Refusal, language: str | None = None) -> str:
    """The refusal in words, in the language given (`en`, `zh-hans`) or in the present one."""
    with translation.override(language or get_language() or "en"):
        text = str(SENTENCES.get(refusal.code, UNKNOWN))
        return text.format_map({name: _worded(name, value) for name, value in figures(refusal).items()})


def figures(refusal: Refusal) -> dict[str, object]:
    """The parameters that the refusal's sentence names, as they are; a missing one is an empty string."""
    return {name: refusal.params.get(name, "") for name in named(str(SENTENCES.get(refusal.code, "")))}


def named(text: str) -> list[str]:
    """The names in braces of a sentence."""
    return [name for _literal, name, _format, _conversion in Formatter().parse(text) if name]


def _worded(name: str, value: object) -> str:
    """A parameter as a person reads it: titles for codes, numbers without idle zeros."""
    if name == "action" and value in CATALOGUE.actions:
        return _title(CATALOGUE.actions[str(value)].title)
    if name == "variable" and CATALOGUE.knows(str(value)):
        return _title(CATALOGUE.variable(str(value)).title)
    if value is None:
        return str(_("no limit"))
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _title(texts: Mapping[str, str]) -> str:
    return texts.get(tongue()) or texts["en"]


def tongue() -> str:
    """The present language, as authored texts are keyed: `en` or `zh-hans`."""
    return "zh-hans" if (get_language() or "en").startswith("zh") else "en"
