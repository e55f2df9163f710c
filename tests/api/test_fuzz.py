"""Whatever the description allows, or forbids, no call brings the server down."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, given, seed, settings
from schemathesis.generation import GenerationMode

from exercises.api import endpoints
from exercises.api.fields import Fence
from exercises.api.schema import SchemaView
from exercises.api.table import POINT

EXAMPLES = 3
"""Calls for each operation; enough to have met every field with something strange in it."""


@pytest.fixture(scope="module")
def operations():
    """Every operation of the description."""
    described = schemathesis.openapi.from_dict(SchemaView.generator_class().get_schema(request=None, public=True))
    return [found.ok() for found in described.get_all_operations()]


@pytest.mark.slow
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_no_call_brings_the_server_down(callers, operations, mode, monkeypatch):
    monkeypatch.setattr(endpoints, "CALLS_A_MINUTE", 1_000_000)
    monkeypatch.setattr(endpoints, "JOINS_A_MINUTE", 1_000_000)
    for operation in operations:
        fuzz(operation, mode, callers.reyes)
        fuzz(operation, mode, callers.ito)


def fuzz(operation, mode, caller):
    @seed(1)
    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def run(case):
        answer = send(case, caller)
        assert answer.status_code < 500
        assert str(answer.status_code) in operation.definition.raw["responses"]

    run()


def send(case, caller):
    """The generated call, made by this caller, in the caller's exercise; nobody closes their own place."""
    here = {"exercise": caller.code, "place": 999_999}
    case.path_parameters = {name: here.get(name, value) for name, value in (case.path_parameters or {}).items()}
    asked = {name: value for name, value in (case.query or {}).items() if name not in POINT}
    query = urlencode(asked, doseq=True, errors="replace")
    body = json.dumps(without_fence(case.body)) if isinstance(case.body, (dict, list, str, int, float, bool)) else ""
    return Client().generic(
        case.method,
        f"{case.formatted_path}?{query}",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {caller.token}"},
    )


def without_fence(body):
    """A made-up turn would be refused before anything else is looked at."""
    return (
        {name: value for name, value in body.items() if name not in Fence().fields} if isinstance(body, dict) else body
    )
