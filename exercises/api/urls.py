"""Every address under /api/v1/, from the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path, re_path, register_converter

from exercises.api import accounts, catalogue, exercise, joining
from exercises.api.endpoints import AccountEndpoint, Endpoint, ExerciseEndpoint, Nowhere, OpenEndpoint, endpoint
from exercises.api.schema import SchemaView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.urls import URLPattern, URLResolver

    from exercises.api.table import Entry


class Name:
    """A code or a public id in an address: nothing that a database could stumble over."""

    regex = r"[0-9A-Za-z][0-9A-Za-z_.~-]{0,79}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Name, "name")


def addresses(prefix: str, kind: type[Endpoint], entries: Iterable[Entry]) -> Iterator[URLPattern]:
    """One pattern for each address of a table, with all its methods."""
    by_path: dict[str, list[Entry]] = {}
    for entry in entries:
        by_path.setdefault(entry.path, []).append(entry)
    for where, found in by_path.items():
        yield path(prefix + where, endpoint(kind, found), name=f"api_{found[0].name}")


urlpatterns: list[URLPattern | URLResolver] = [
    path("schema/", SchemaView.as_view(), name="api_schema"),
    *addresses("", OpenEndpoint, joining.ENTRIES),
    *addresses("", AccountEndpoint, (*accounts.ENTRIES, *catalogue.ENTRIES)),
    *addresses("exercises/<name:exercise>/", ExerciseEndpoint, exercise.ENTRIES),
    re_path(r"", Nowhere.as_view(), name="api_nowhere"),
]
