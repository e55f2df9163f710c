"""House words: what things are called, and what must not be named here at all."""

from __future__ import annotations

import ast
import re

from tests.architecture.sources import modules, texts

EMPTY_NAMES = ("Manager", "Helper", "Util", "Utils", "Base")
# Paths and pages of somebody's machine mean nothing to the people who read this. Spelt apart, not to find themselves.
PAGES = ("DES" + "IGN", "RUL" + "INGS", "DOM" + "AIN")
PRIVATE = re.compile("|".join(["/wo" + "rk/", r"\bsha" + r"red/(?=[A-Za-z])", *(page + r"\.md" for page in PAGES)]))
INDEXES = re.compile("--(?:extra-)?" + "index-url|--find" + "-links|files\\.python" + "hosted")
TIMERS = re.compile("perf_" + "counter|process_" + "time")
OUTSIDE = re.compile(r"""(?:src|href|url)\s*[=(]\s*["']?(?:https?:)?//[^"')\s]+""")
# What a browser loads; links that a person follows are written in these files' text, not loaded.
SERVED = ("templates/", "exercises/static/")


def test_class_names_say_something():
    names = [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and node.name.endswith(EMPTY_NAMES)
    ]
    assert names == []


def test_nothing_refers_to_a_private_place():
    assert [f"{path}: {match[0]}" for path, text in texts() for match in PRIVATE.finditer(text)] == []


def test_no_test_measures_time():
    assert [name for name, text in texts() if name.startswith("tests/") and TIMERS.search(text)] == []


def test_no_file_names_a_package_index():
    assert [path for path, text in texts() if INDEXES.search(text) and path != "scripts/lock"] == []


def test_pages_load_nothing_from_elsewhere():
    found = [
        f"{path}: {match[0]}"
        for path, text in texts()
        if path.startswith(SERVED) and path.endswith((".html", ".css", ".js", ".svg"))
        for match in OUTSIDE.finditer(text)
        if "www.w3.org" not in match[0] and not re.search(r"<a\s[^>]*$", text[: match.start() + 1].rsplit("\n", 1)[-1])
    ]
    assert found == []


def test_modules_read_annotations_late():
    """One rule for all modules, so that a type used only in annotations never has to be imported at run time."""
    late = "from __future__ import annotations"
    assert [path for path, tree in modules() if defines(tree) and late not in ast.unparse(tree)] == []


def defines(tree):
    """Say whether a module holds more than its docstring, imports and the list of its names."""
    return any(not isinstance(node, ast.Expr | ast.Import | ast.ImportFrom | ast.Assign) for node in tree.body)
