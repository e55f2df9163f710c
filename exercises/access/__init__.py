"""At the door: who is this, and what may they look at? Everything behind it gets a Viewer and asks no more.

A browser may hold several seats and places; every page, call and socket names one. What does not exist and what is
somebody else's give the same answer, 404; what is one's own and not allowed gives 403.
"""

from __future__ import annotations

from exercises.access.asking import lapsed
from exercises.access.browsers import Visitor, anybody_for, exercises_for, staff_for, viewer_for, viewers_for
from exercises.access.links import Invitation, come_back, guessing, invitation, leave, sit, spend, walk_in
from exercises.access.programs import api_token, viewer_by_token
from exercises.access.viewers import SPECTATORS
from exercises.models import Claim, Role, Viewer

__all__ = [
    "SPECTATORS",
    "Claim",
    "Invitation",
    "Role",
    "Viewer",
    "Visitor",
    "anybody_for",
    "api_token",
    "come_back",
    "exercises_for",
    "guessing",
    "invitation",
    "lapsed",
    "leave",
    "sit",
    "spend",
    "staff_for",
    "viewer_by_token",
    "viewer_for",
    "viewers_for",
    "walk_in",
]
