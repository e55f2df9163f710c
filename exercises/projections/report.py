"""What came of it: objectives, private cards, points, and what the platform could measure of the work."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Any

from exercises import store
from exercises.domain.events.injects import Released, Shared
from exercises.domain.events.lifecycle import TurnBegan
from exercises.domain.events.talk import StatementMade
from exercises.domain.grammar import holds
from exercises.domain.play.facts import Known
from exercises.domain.play.scores import Measure, alone, blind, cards_met, informed, process, scores
from exercises.domain.visibility.reader import reader_of
from exercises.enums import TeamKind
from exercises.projections.history import both, full, line_of, spans_of

if TYPE_CHECKING:
    from exercises.domain.script.schema import Objective, Task
    from exercises.projections.history import Standpoint, Text

TARGET_MINUTES = 10
"""Within so many minutes an answer is quick; the line in the chart."""
INDEX = "stability.index"
HEADLINES = {
    "gold": both("it held, and both sides can show why", "守住了，且双方都能说明缘由"),
    "silver": both("it held, at a price", "守住了，但付出代价"),
    "bronze": both("it only just held", "勉强守住"),
    "collapse": both("it did not hold", "未能守住"),
}
MEASURES = {
    "answered": both("Questions answered in time", "按时答复"),
    "handed_on": both("Half-knowledge handed on", "移交所知情况"),
    "careful": both("Signatures after Decode, no coin lost", "解码后签署且无损失"),
    "picked_up": both("Hotline calls taken", "接听热线"),
    "together": both("Turns with a joint act", "有联合行动的回合"),
    "minutes": both("Minutes from inject to answer (median)", "从收到情况到答复用时（分钟，中位数）"),
    "blind": both("Blind signatures", "未解码的签名"),
    "alone": both("Acts carried out alone", "单方面行动"),
    "informed": both("Times an observer was told", "知会观察方次数"),
    "shared": both("Minutes until the first hand-over (median)", "首次移交用时（分钟，中位数）"),
    "joint": both("Minutes until the first joint statement", "首份联合声明用时（分钟）"),
}


def headline(point: Standpoint) -> Text:
    title = full(dict(point.board.title))
    said = HEADLINES.get(point.board.tier)
    return both(f"{title['en']}: {said['en']}", f"{title['zh-hans']}：{said['zh-hans']}") if said else title


def summary(point: Standpoint) -> Text:
    """How long, how many, rated from what."""
    board = point.board
    teams = [team for team in board.teams.values() if team.kind != TeamKind.CELL]
    seats = [seat for seat in board.seats.values() if seat.occupant != "empty"]
    people, turns, seen = sum(seat.occupant == "human" for seat in seats), len(board.resolved), len(board.observations)
    rated = len(board.ratings)
    return both(
        f"{_count(turns, 'turn')} played by {_count(len(seats), 'seat')} ({people} human) in {len(teams)} teams. "
        f"{_count(rated, 'objective')} rated, {_count(seen, 'moment')} marked.",
        f"{len(teams)} 支队伍、{len(seats)} 个席位（其中真人 {people} 个），进行了 {turns} 个回合。"
        f"已评定 {rated} 项目标，标记 {seen} 个时刻。",
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def objectives_of(point: Standpoint) -> list[dict[str, Any]]:
    """Every objective with its rating, how many moments were marked for it, and its tasks. Notes are for overseers."""
    if reader_of(point.stream).public:
        return []
    return [_objective(point, objective) for objective in point.setting.script.objectives]


def _objective(point: Standpoint, objective: Objective) -> dict[str, Any]:
    board = point.board
    rated = board.ratings.get(objective.code)
    note = rated.note if rated and reader_of(point.stream).overseer else ""
    return {
        "code": objective.code,
        "title": objective.title.both,
        "count": sum(mark.objective == objective.code for mark in board.observations.values()),
        "compromised": bool(board.compromised),
        "tasks": [_task(point, task) for target in objective.targets for task in target.tasks],
        **({"rating": rated.rating} if rated else {}),
        **({"note": note} if note else {}),
    }


def _task(point: Standpoint, task: Task) -> dict[str, Any]:
    """`state` is met, missed, or open where only people can judge."""
    shown = {"code": task.code, "text": task.text.both}
    if task.met is None:
        return shown | {"state": "open"}
    return shown | {"state": "met" if holds(task.met, Known(point.setting, point.board, "tasks")) else "missed"}


def cards_of(point: Standpoint) -> list[dict[str, Any]]:
    """Private cards, met or lost: one's own, for overseers all."""
    reader, met = reader_of(point.stream), cards_met(point.setting, point.board)
    return [
        {"code": card.code, "team": card.team, "title": card.title.both, "met": met[card.code]}
        for card in point.setting.script.cards
        if reader.of(card.team)
    ]


def scores_of(point: Standpoint) -> dict[str, dict[str, Any]]:
    """Team → points and their parts, in the script's order: teams are not ranked."""
    reader = reader_of(point.stream)
    return {
        team: {
            "points": round(score.points),
            "joint": round(score.joint),
            "capped": score.capped,
            **({"cards": round(score.cards)} if score.cards is not None else {}),
            **({"process": round(score.process)} if score.process is not None else {}),
        }
        for team, score in scores(point.setting, point.board).items()
        if reader.of(team)
    }


def indicators_of(point: Standpoint) -> list[dict[str, Any]]:
    """`[{"code", "values", "first", "last", "mean"}]`: the script's indicators and the index, where read exactly."""
    codes = dict.fromkeys([*point.view["exercise"]["indicators"], INDEX])
    lines = [line for code in codes if (line := line_of(point, code))]
    return [
        {
            "code": line["name"],
            "values": line["values"],
            "first": line["values"][0],
            "last": line["values"][-1],
            "mean": sum(line["values"]) / len(line["values"]),
        }
        for line in lines
    ]


def minutes_of(point: Standpoint) -> dict[str, list[float | None]]:
    """Team → median minutes from inject to answer, turn 1 first; None where nothing was answered."""
    turns = range(1, len(spans_of(point.entries, store.now())) + 1)
    return {team: [_minutes(point, team, turn) for turn in turns] for team in _teams(point)}


def _minutes(point: Standpoint, team: str, turn: int) -> float | None:
    took = _answer_minutes(point, team, turn)
    return round(median(took), 1) if took else None


def _answer_minutes(point: Standpoint, team: str, turn: int = 0) -> list[float]:
    """How long each answer took, in one turn or (0) in all."""
    return [
        (item.answers[team].at - item.sent_at) / 60
        for item in point.board.injects.values()
        if team in item.answers and turn in (0, item.turn)
    ]


def drawn(minutes: dict[str, list[float | None]]) -> dict[str, list[float]]:
    """The series a chart without gaps can draw: those with an answer in every turn up to their last."""
    return {team: values for team, series in minutes.items() if (values := _unbroken(series))}


def _unbroken(series: list[float | None]) -> list[float]:
    known = [value for value in series if value is not None]
    return known if known and all(value is not None for value in series[: len(known)]) else []


def measures_of(point: Standpoint) -> dict[str, Any]:
    """`{"teams": [codes], "rows": [{"title", "cells": {team: text}}]}`: what could be counted, no more."""
    teams = _teams(point)
    cells = {team: _cells(point, team) for team in teams}
    rows = [
        {"title": title, "cells": {team: cells[team].get(code, "–") for team in teams}}
        for code, title in MEASURES.items()
        if any(code in found for found in cells.values())
    ]
    return {"teams": teams, "rows": rows}


def _cells(point: Standpoint, team: str) -> dict[str, str]:
    board = point.board
    counted = {measure.code: _share(measure) for measure in process(point.setting, board, team)}
    signs = any(board.seats[seat].holds for seat in board.seats_of(team))
    more = {"blind": str(blind(board, team))} if signs else {}
    if board.teams[team].kind == TeamKind.PRINCIPAL:
        more |= {"alone": str(alone(board, team)), "informed": str(informed(board, team))}
    took = _answer_minutes(point, team)
    return counted | more | _first_times(point, team) | ({"minutes": f"{median(took):.1f}"} if took else {})


def _share(measure: Measure) -> str:
    return f"{measure.count} / {measure.of}"


def _first_times(point: Standpoint, team: str) -> dict[str, str]:
    sent = {entry.event.id: entry.at for entry in point.entries if isinstance(entry.event, Released)}
    handed = [
        (entry.at - sent[entry.event.id]) / 60
        for entry in point.entries
        if isinstance(entry.event, Shared) and entry.event.by == team and entry.event.id in sent
    ]
    start = next((entry.at for entry in point.entries if isinstance(entry.event, TurnBegan)), 0.0)
    joint = [
        (entry.at - start) / 60
        for entry in point.entries
        if isinstance(entry.event, StatementMade)
        and entry.event.partner
        and team in (entry.event.team, entry.event.partner)
    ]
    shared = {"shared": f"{median(handed):.1f}"} if handed else {}
    return shared | ({"joint": f"{joint[0]:.1f}"} if joint else {})


def _teams(point: Standpoint) -> list[str]:
    reader = reader_of(point.stream)
    return [code for code, team in point.board.teams.items() if team.kind != TeamKind.CELL and reader.of(code)]
