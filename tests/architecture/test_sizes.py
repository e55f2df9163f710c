"""Small functions, small modules."""

from __future__ import annotations

import ast
from statistics import median

from tests.architecture.sources import ROOT, modules

FUNCTION_LINES = 50
MODULE_LINES = 400
MEDIAN_LINES = 8


def functions():
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path}:{node.lineno} {node.name}", length(node)


def length(node):
    """Lines of a function without its docstring: an explanation is no burden."""
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return node.end_lineno - first.lineno + 2


def test_no_function_is_longer_than_a_screen():
    assert [name for name, lines in functions() if lines > FUNCTION_LINES] == []


def test_functions_are_short_as_a_rule():
    lengths = sorted(lines for _, lines in functions())
    assert median(lengths) <= MEDIAN_LINES
    assert lengths[int(len(lengths) * 0.9)] <= 24


def test_no_module_is_too_long_to_hold_in_mind():
    lines = {path: (ROOT / path).read_text(encoding="utf-8").count("\n") for path, _ in modules()}
    assert {path: count for path, count in lines.items() if count > MODULE_LINES} == {}
