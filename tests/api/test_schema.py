"""The description at /api/v1/schema/ is valid OpenAPI and leaves no address out."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.urls import get_resolver
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from exercises.api import accounts, catalogue, exercise, joining

TABLES = {"": (*joining.ENTRIES, *accounts.ENTRIES, *catalogue.ENTRIES), "exercises/{exercise}/": exercise.ENTRIES}


@pytest.fixture(scope="module")
def schema():
    return SchemaGenerator().get_schema(request=None, public=True)


def operations(schema):
    return {(path, method) for path, methods in schema["paths"].items() for method in methods}


def braced(path):
    for kind in ("name", "int"):
        path = path.replace(f"<{kind}:", "{")
    return path.replace(">", "}")


def test_schema_is_served_as_json(client):
    answer = client.get("/api/v1/schema/")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/json")
    assert answer.json()["openapi"].startswith("3.")


def test_schema_is_valid(schema):
    validate_schema(schema)


def test_schema_is_drawn_without_a_complaint(tmp_path):
    call_command(
        "spectacular", file=str(tmp_path / "schema.json"), format="openapi-json", validate=True, fail_on_warn=True
    )


def test_schema_has_every_address_and_method(schema):
    expected = {
        (f"/api/v1/{prefix}{braced(entry.path)}", entry.method) for prefix, table in TABLES.items() for entry in table
    }
    assert operations(schema) == expected


def test_operation_ids_are_distinct(schema):
    ids = [operation["operationId"] for methods in schema["paths"].values() for operation in methods.values()]
    assert sorted(ids) == sorted(set(ids))


def test_every_operation_says_what_it_does(schema):
    silent = [
        operation["operationId"]
        for methods in schema["paths"].values()
        for operation in methods.values()
        if not operation.get("description")
    ]
    assert silent == []


def test_every_command_takes_an_idempotency_key(schema):
    commands = {f"{entry.operation}" for entry in exercise.ENTRIES if entry.recorded}
    taking = {
        operation["operationId"]
        for methods in schema["paths"].values()
        for operation in methods.values()
        if any(parameter["name"] == "Idempotency-Key" for parameter in operation.get("parameters", []))
    }
    assert taking == commands


def test_no_address_of_the_api_is_without_a_name():
    patterns = next(item for item in get_resolver().url_patterns if str(item.pattern) == "api/v1/").url_patterns
    assert [str(item.pattern) for item in patterns if not item.name] == []
