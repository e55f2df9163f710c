"""What has been sent to a reader, in the words frozen for its team, with its own team's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exercises.domain.board import Board
from exercises.domain.visibility.causes import read_by
from exercises.domain.visibility.moments import iso, moment, same_moments
from exercises.domain.visibility.reader import Reader, known, reaches
from exercises.domain.visibility.static import Static, static_of
from exercises.domain.world.entries import CELLS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.domain.board.setting import Setting
    from exercises.domain.board.state import Answer, Improvised, Inject

_NOTHING = Board()


def injects(setting: Setting, board: Board, reader: Reader) -> dict[str, Any]:
    """Never what an inject is worth, what it expects or where it leads: forged ones look as they were authored."""
    return renewed(setting, _NOTHING, board, reader, {})


def renewed(setting: Setting, old: Board, new: Board, reader: Reader, was: dict[str, Any]) -> dict[str, Any]:
    """The same, taking over from an older board the rows that nothing has touched since."""
    static = static_of(setting.script)
    hidden = _hidden(new, reader)
    around = old.improvised is new.improvised and hidden == _hidden(old, reader) and same_moments(old, new)
    beside = _in_play(old) == _in_play(new)
    if around and beside and old.injects is new.injects:
        return was
    shown: dict[str, Any] = {}
    for item, number in _numbered(new, reader):
        same = around and old.injects.get(item.code) is item and (beside or not static.brings.get(item.code))
        if same and was[item.id].get("no", "") == number:
            shown[item.id] = was[item.id]
        else:
            place = {"no": number} if number else {}
            shown[item.id] = {**_inject(static, new, reader, item), **place, "to": _addresses(item, hidden)}
    return shown


def _in_play(board: Board) -> tuple[dict[str, str], dict[str, str]]:
    """What rows may have brought: which transactions and ceremonies there are, however far they have come."""
    transactions = {public: item.code for public, item in board.transactions.items()}
    return transactions, {public: item.vault for public, item in board.ceremonies.items()}


def _hidden(board: Board, reader: Reader) -> set[str]:
    """The cells that this reader does not know of."""
    return {*CELLS} - {*known(board, reader)}


def _numbered(board: Board, reader: Reader) -> Iterator[tuple[Inject, str]]:
    """What this reader has, in the order it was sent; numbered within its turn where it came by its addresses."""
    has = [item for item in board.injects.values() if read_by(reader, item)]
    numbers: dict[int, int] = {}
    for item in sorted(has, key=lambda item: (item.sent_at, item.id)):
        if reader.team not in item.shared or reaches(reader, item.to):
            numbers[item.turn] = numbers.get(item.turn, 0) + 1
            yield item, f"{item.turn}.{numbers[item.turn]}"
        else:
            yield item, ""


def _inject(static: Static, board: Board, reader: Reader, item: Inject) -> dict[str, Any]:
    shown = {
        **_face(static, board, item),
        "text": _words(reader, item),
        **_signed(item),
        "at": item.sent_at,
        "turn": item.turn,
        "story": iso(item.story),
        "answers": _answers(reader, item),
        **_asked(static, board, reader, item),
    }
    if item.shared:
        shown |= _handed(reader, item)
    if static.brings.get(item.code):
        shown |= _brought(static, board, reader, item)
    if reader.overseer:
        shown |= _for_overseers(board, reader, item)
    return shown


def _face(static: Static, board: Board, item: Inject) -> dict[str, Any]:
    if item.code in static.injects:
        return static.injects[item.code]
    return _improvised(board.improvised[item.code])


def _improvised(written: Improvised) -> dict[str, Any]:
    return {
        "title": dict(written.title),
        "from": dict(written.sender),
        "medium": written.medium.value,
        "attachments": [],
    }


def _signed(item: Inject) -> dict[str, Any]:
    """Messages under a key's signature, for anybody who reads the inject to check."""
    words = [{"key": said.key, "message": said.message, "signature": said.signature} for said in item.signed]
    return {"signed": words} if words else {}


def _addresses(item: Inject, hidden: set[str]) -> list[str]:
    """To whom it went, as its readers see it; a copy to a hidden cell is not among them."""
    return [address for address in item.to if address.partition("+")[0] not in hidden]


def _words(reader: Reader, item: Inject) -> dict[str, str]:
    """As frozen for the reader's team; what was handed on reads as the giver read it."""
    team = reader.team if reaches(reader, item.to) else item.shared.get(reader.team, "")
    others = sorted(item.text) if reader.overseer else ()
    return next((dict(item.text[name]) for name in (team, "", *others) if name in item.text), {})


def _answers(reader: Reader, item: Inject) -> dict[str, Any]:
    return {team: _answer(answer) for team, answer in item.answers.items() if reader.of(team)}


def _answer(answer: Answer) -> dict[str, Any]:
    coded = {name: value for name, value in (("seat", answer.seat), ("code", answer.reply)) if value}
    return {"text": answer.text, "at": answer.at, **coded}


def _asked(static: Static, board: Board, reader: Reader, item: Inject) -> dict[str, Any]:
    """What is asked of the reader's team, until when, and the coded answers to choose from."""
    asked = [team for team in item.of if reader.of(team)]
    shown: dict[str, Any] = {}
    if asked:
        shown["asks"] = {"of": asked, **moment(board, item.answer_by), **_states(reader, item, asked)}
    choices = static.replies.get(item.code)
    if choices and (asked or (not item.of and not reader.public)):
        shown["replies"] = choices
    return shown


def _states(reader: Reader, item: Inject, asked: list[str]) -> dict[str, Any]:
    states = {
        team: "answered" if team in item.answers else "silent" if team in item.silent else "open" for team in asked
    }
    return {"states": states} if reader.overseer else {"state": states[asked[0]]}


def _handed(reader: Reader, item: Inject) -> dict[str, Any]:
    """Who gave it to whom: each team knows of its own giving and getting."""
    given = {to: giver for to, giver in item.shared.items() if reader.of(giver)}
    shown: dict[str, Any] = {"given": given} if given else {}
    if reader.team in item.shared and not reader.overseer:
        shown["by"] = item.shared[reader.team]
    return shown


def _brought(static: Static, board: Board, reader: Reader, item: Inject) -> dict[str, Any]:
    """What came into play with it, for those who may see that."""
    brings = static.brings[item.code]
    shown: dict[str, Any] = {}
    if any(kind == "hotline" for kind, _ in brings):
        shown["line"] = True
    if reader.custodian and any(kind in ("tx", "ceremony") for kind, _ in brings):
        shown |= _in_custody(board, brings)
    return shown


def _in_custody(board: Board, brings: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    named = {code for kind, code in brings if kind == "tx"}
    vaults = {code for kind, code in brings if kind == "ceremony"}
    found = {
        "tx": sorted(public for public, item in board.transactions.items() if item.code in named),
        "ceremonies": sorted(public for public, item in board.ceremonies.items() if item.vault in vaults),
    }
    return {name: ids for name, ids in found.items() if ids}


def _for_overseers(board: Board, reader: Reader, item: Inject) -> dict[str, Any]:
    more: dict[str, Any] = {"code": item.code, "seen": list(item.seen)}
    if reader.control and len(item.text) > 1:
        more["texts"] = {team: dict(text) for team, text in item.text.items() if team}
    if reader.control and item.code in board.improvised:
        more["improvised"] = True
    return more
