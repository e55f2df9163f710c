"""A script back as YAML: fields in one order, long texts as blocks, the author's comments kept."""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from exercises.domain.script.reader import scan

if TYPE_CHECKING:
    from exercises.domain.script.compiled import Script

_WIDTH = 1_000_000  # never fold: a broken line in Chinese text would gain a space
_SHORT = 100


def export_yaml(script: Script, original: str | None = None) -> str:
    """YAML text that loads to an equal script. With the original text, its comments stand where they stood."""
    data = script.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    plain = _dumped(_spaced(_styled(data)))
    commented = None if original is None else _commented(original)
    if commented is None:
        return plain
    tree = _styled(data)
    _keep_comments(tree, commented)
    text = _dumped(tree)
    # A comment may end up where it changes the meaning; a page without comments is better than a wrong one.
    return text if scan(text).data == scan(plain).data else plain


def _dumped(tree: Any) -> str:
    out = StringIO()
    _yaml().dump(tree, out)
    return out.getvalue()


def _yaml() -> YAML:
    yaml = YAML()
    yaml.width = _WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.allow_unicode = True
    return yaml


def _spaced(tree: CommentedMap) -> CommentedMap:
    """An empty line before each section."""
    for key, value in tree.items():
        if isinstance(value, CommentedSeq) or (isinstance(value, CommentedMap) and not value.fa.flow_style()):
            tree.yaml_set_comment_before_after_key(key, before="\n")
    return tree


def _styled(value: Any, *, top: bool = True) -> Any:
    if isinstance(value, dict):
        tree = CommentedMap((key, _styled(inner, top=False)) for key, inner in value.items())
        if not top and _fits(value):
            tree.fa.set_flow_style()
        return tree
    if isinstance(value, list):
        items = CommentedSeq(_styled(inner, top=False) for inner in value)
        if not any(isinstance(inner, (dict, list)) for inner in value) and _fits(value):
            items.fa.set_flow_style()
        return items
    return _scalar(value)


def _scalar(value: Any) -> Any:
    """Numbers without a needless .0; words in quotes only where YAML would read them as something else."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if not isinstance(value, str):
        return value
    blank_line_first = value.startswith((" ", "\n", "\t"))
    if "\n" in value and not blank_line_first and all(line == line.rstrip() for line in value.split("\n")):
        return LiteralScalarString(value)
    return value if _safe(value) else DoubleQuotedScalarString(value)


def _safe(value: str) -> bool:
    """A plain scalar that every YAML reader takes for the same text."""
    return bool(_PLAIN.fullmatch(value)) and value.lower() not in _WORDS


_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"}


def _fits(value: Any) -> bool:
    """Short enough for one line, and flat."""
    inner = list(value.values()) if isinstance(value, dict) else value
    flat = all(not isinstance(item, (dict, list)) and "\n" not in str(item) for item in inner)
    return flat and sum(len(str(item)) + 8 for item in inner) <= _SHORT


def _commented(original: str) -> Any:
    """The original with its comments; nothing if it is not a page of ours, for ruamel would follow its aliases."""
    if scan(original).problems:
        return None
    try:
        return _yaml().load(original)
    except (YAMLError, RecursionError, ValueError):
        return None


def _keep_comments(tree: Any, original: Any) -> None:
    """Carry comments over wherever the old page and the new one have the same place."""
    if isinstance(tree, CommentedMap) and isinstance(original, CommentedMap):
        _carry(tree, original)
        for key in tree:
            if key in original:
                _keep_comments(tree[key], original[key])
    elif isinstance(tree, CommentedSeq) and isinstance(original, CommentedSeq):
        _carry(tree, original)
        for item, old in _matched(tree, original):
            _keep_comments(item, old)


def _carry(tree: Any, original: Any) -> None:
    if original.ca.comment or original.ca.items:
        tree.fa.set_block_style()
        tree.ca.comment = original.ca.comment
        for key, comment in original.ca.items.items():
            present = key in tree if isinstance(tree, CommentedMap) else isinstance(key, int) and key < len(tree)
            if present:
                tree.ca.items[key] = comment


def _matched(tree: CommentedSeq, original: CommentedSeq) -> list[tuple[Any, Any]]:
    """Rows with a code are matched by it, others by their place."""
    coded = {str(row["code"]): row for row in original if isinstance(row, dict) and "code" in row}
    pairs = []
    for index, item in enumerate(tree):
        code = item.get("code") if isinstance(item, dict) else None
        old = coded.get(code) if code is not None else original[index] if index < len(original) else None
        pairs.append((item, old))
    return pairs
