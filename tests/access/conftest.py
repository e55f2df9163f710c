"""Browsers at the door."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore

from tests import cast as people


@dataclass
class Browser:
    """A session and an account, as a request has them."""

    session: Any = field(default_factory=lambda: SessionStore())  # noqa: PLW0108 - its type is generic
    user: Any = field(default_factory=AnonymousUser)


@pytest.fixture
def browser() -> Browser:
    return Browser()


@pytest.fixture
def cast(db: None) -> people.Cast:
    return people.seated()
