"""From what pydantic found wrong to problems an author can act on: where, which field, which word was meant."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from exercises.domain.grammar import nearest
from exercises.domain.script.problems import Path, Problem
from exercises.domain.script.schema import Document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from exercises.domain.script.reader import Reading

# pydantic's own word for a mistake → ours; what is missing here is said in pydantic's words.
_CODES = {
    "missing": "missing_field",
    "extra_forbidden": "unknown_field",
    "string_type": "expected_text",
    "string_too_short": "empty_text",
    "string_too_long": "text_too_long",
    "string_pattern_mismatch": "bad_code",
    "int_type": "expected_whole_number",
    "int_from_float": "expected_whole_number",
    "float_type": "expected_number",
    "bool_type": "expected_truth",
    "greater_than": "out_of_range",
    "greater_than_equal": "out_of_range",
    "less_than": "out_of_range",
    "less_than_equal": "out_of_range",
    "tuple_type": "expected_list",
    "too_short": "empty_list",
    "too_long": "list_too_long",
    "dict_type": "expected_mapping",
    "mapping_type": "expected_mapping",
    "model_type": "expected_mapping",
    "model_attributes_type": "expected_mapping",
    "enum": "not_one_of",
    "literal_error": "not_one_of",
    "one_of": "not_one_of",
    "datetime_type": "bad_time",
    "datetime_parsing": "bad_time",
    "datetime_from_date_parsing": "bad_time",
    "timezone_aware": "bad_time",
    "duration": "bad_duration",
    "address": "bad_address",
    "setting": "expected_setting",
}
_LIMITS = {"gt": "> {}", "ge": "≥ {}", "lt": "< {}", "le": "≤ {}"}
_LONGEST_SHOWN = 60
MOST_PROBLEMS = 200


def mistakes(error: ValidationError, reading: Reading) -> list[Problem]:
    """One problem for each of the first things pydantic refused."""
    found = error.errors(include_url=False, include_input=False)
    return [_problem(details, reading) for details in found[:MOST_PROBLEMS]]


def mended(data: Any, found: list[Problem]) -> Any:
    """A copy in which unknown fields are gone and broken conditions and effects say nothing.

    The rest of the script can then still be checked, so that an author sees all mistakes at once.
    """
    copy = _copy(data)
    for problem in found:
        if problem.code == "unknown_field":
            del _parent(copy, problem.path)[problem.path[-1]]
        elif problem.code.startswith("grammar_"):
            _parent(copy, problem.path)[problem.path[-1]] = _neutral(problem.path)
    return copy


def _problem(details: ErrorDetails, reading: Reading) -> Problem:
    code = _CODES.get(details["type"], details["type"] if details["type"].startswith("grammar_") else "invalid")
    context = dict(details.get("ctx", {}))
    path, found = _located(details["loc"], reading.data)
    if code == "missing_field":
        path = (*path, str(details["loc"][-1]))
    column = int(context.pop("column", 0))
    line, place = reading.where(path, column, key=code == "unknown_field")
    params = _params(code, details, context, path, found)
    return Problem(
        code=code, line=line, column=place, path=path, params=params, suggestion=_meant(code, context, path, found)
    )


def _located(location: tuple[int | str, ...], data: Any) -> tuple[Path, Any]:
    """The part of pydantic's location that exists in the data, and the value there."""
    path: list[str | int] = []
    for step in location:
        inside = isinstance(data, dict) and step in data
        if not inside and not (isinstance(data, list) and isinstance(step, int) and step < len(data)):
            break
        data = data[step]
        path.append(step)
    return tuple(path), data


def _params(code: str, details: ErrorDetails, context: Mapping[str, Any], path: Path, found: Any) -> dict[str, Any]:
    params: dict[str, Any] = {"field": str(path[-1]) if path else "", "found": str(found)[:_LONGEST_SHOWN]}
    if code.startswith("grammar_"):
        return {**params, **{key: value for key, value in context.items() if key != "suggestion"}}
    if code == "not_one_of":
        params["expected"] = str(context["expected"]).replace("'", "").replace(" or ", ", ")
    elif code == "out_of_range":
        params["limit"] = next(text.format(f"{context[key]:g}") for key, text in _LIMITS.items() if key in context)
    elif code in ("text_too_long", "list_too_long"):
        params["most"] = context["max_length"]
    elif code == "invalid":
        params["said"] = details["msg"]
    return params


def _meant(code: str, context: Mapping[str, Any], path: Path, found: Any) -> str | None:
    if code == "unknown_field":
        return nearest(str(path[-1]), _fields_at(path[:-1]))
    if code == "not_one_of" and not context.get("suggestion"):
        return nearest(str(found), str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", "))
    return str(context["suggestion"]) if context.get("suggestion") else None


@cache
def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a script, for editors that check while one types."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Document.model_json_schema(by_alias=True, mode="validation"),
        "title": "Parley script",
    }


def _fields_at(path: Path) -> list[str]:
    """The field names that a script knows at a place."""
    schema = json_schema()
    node: dict[str, Any] = schema
    for step in path:
        inner = node.get("items") if isinstance(step, int) else node.get("properties", {}).get(step)
        node = _resolved(inner or node.get("additionalProperties") or {}, schema)
    return list(node.get("properties", {}))


def _resolved(node: Any, schema: dict[str, Any]) -> dict[str, Any]:
    node = node if isinstance(node, dict) else {}
    options = node.get("anyOf", [node])
    found = next((option for option in options if option.get("type") != "null"), node)
    resolved: dict[str, Any] = schema["$defs"][found["$ref"].rsplit("/", 1)[-1]] if "$ref" in found else found
    return resolved


def _copy(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _copy(value) for key, value in data.items()}
    return [_copy(value) for value in data] if isinstance(data, list) else data


def _parent(data: Any, path: Path) -> Any:
    for step in path[:-1]:
        data = data[step]
    return data


def _neutral(path: Path) -> str:
    """A line that names nothing, fit for the place: an effect in a list of effects, a condition elsewhere."""
    effect = any(step in ("effects", "on_arrival", "unanswered") for step in path[-2:])
    return "flag(unreadable)" if effect else "turn >= 1"
