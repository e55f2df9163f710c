"""The closed vocabularies of Parley. Plain values, so that the rules, the tables and the screens share them."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where an exercise stands, from the first draft to the closed file."""

    DRAFT = "draft"
    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"
    HOT_WASH = "hot_wash"
    CLOSED = "closed"


class Phase(StrEnum):
    """The five steps of a turn."""

    BRIEF = "brief"
    DELIBERATE = "deliberate"
    LOCK = "lock"
    RESOLVE = "resolve"
    REVEAL = "reveal"


class TeamKind(StrEnum):
    PRINCIPAL = "principal"
    OBSERVER = "observer"
    CELL = "cell"


class Occupant(StrEnum):
    """Who sits in a seat."""

    EMPTY = "empty"
    HUMAN = "human"
    BOT = "bot"


class Medium(StrEnum):
    CABLE = "cable"
    HOTLINE = "hotline"
    BACKCHANNEL = "backchannel"
    PRESS = "press"
    SOCIAL = "social"
    TICKER = "ticker"
    INTEL = "intel"
    CHAIN = "chain"
    LEGAL = "legal"
    MAIL = "mail"
    CALL = "call"
    TRACK2 = "track2"


class Truth(StrEnum):
    """What an inject is worth; control knows, the review tells."""

    TRUE = "true"
    FALSE = "false"
    PARTLY = "partly"
    UNVERIFIED = "unverified"


class Trigger(StrEnum):
    TIME = "time"
    MANUAL = "manual"
    CONDITION = "condition"
    AFTER = "after"


class Mode(StrEnum):
    """How an action is decided, and by whom."""

    UNILATERAL = "unilateral"
    JOINT = "joint"
    QUORUM = "quorum"
    OBSERVER = "observer"
    CONSENT = "consent"
    ADJUDICATED = "adjudicated"


class Timing(StrEnum):
    """Acts happen at once, or sealed until the bell."""

    NOW = "now"
    BELL = "bell"


class Visibility(StrEnum):
    """Who sees the true value of a variable."""

    PUBLIC = "public"
    TEAM = "team"
    ESTIMATE = "estimate"
    BILATERAL = "bilateral"
    CUSTODIAN = "custodian"
    OBSERVER = "observer"
    WHITE = "white"
    LAGGED = "lagged"
    CLAIMED = "claimed"


class KeyStatus(StrEnum):
    HEALTHY = "healthy"
    SUSPECTED = "suspected"
    COMPROMISED = "compromised"
    LOST = "lost"
    RETIRED = "retired"


class Tier(StrEnum):
    GOLD = "gold"
    SILVER = "silver"
    BRONZE = "bronze"
    COLLAPSE = "collapse"


class Rating(StrEnum):
    """The four steps evaluators rate an objective by."""

    PERFORMED = "performed"
    SOME_DIFFICULTY = "some_difficulty"
    MAJOR_DIFFICULTY = "major_difficulty"
    NOT_PERFORMED = "not_performed"
