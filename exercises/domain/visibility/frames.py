"""A frame is the difference between two views: paths, with `None` where something is gone.

Views hold no `None` and no key with a slash, so a frame says everything and nothing twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

View = dict[str, Any]
Frame = dict[str, Any]

_MISSING = object()


def difference(old: View, new: View) -> Frame:
    """What turns the old view into the new one: `{"rooms/us/messages/4f": {…}, "hotline/id": None}`."""
    return dict(_differing(old, new, ""))


def apply(view: View, frame: Frame) -> View:
    """The view after a frame; the given one stays as it is. Raises KeyError for a frame of another view."""
    changed = dict(view)
    fresh: set[int] = {id(changed)}
    for path, value in frame.items():
        _set(changed, path.split("/"), value, fresh)
    return changed


def _differing(old: Mapping[str, Any], new: Mapping[str, Any], above: str) -> Iterator[tuple[str, Any]]:
    for key, value in new.items():
        was = old.get(key, _MISSING)
        if was is value:
            continue
        if isinstance(was, dict) and isinstance(value, dict):
            yield from _differing(was, value, f"{above}{key}/")
        elif was != value or type(was) is not type(value):
            yield above + key, value
    if len(old) > len(new) or old.keys() - new.keys():
        for key in old:
            if key not in new:
                yield above + key, None


def _set(node: View, path: list[str], value: Any, fresh: set[int]) -> None:
    """Follows the path and changes its end; dictionaries of the older view are copied on the way."""
    *above, last = path
    for key in above:
        if id(node[key]) not in fresh:
            node[key] = dict(node[key])
            fresh.add(id(node[key]))
        node = node[key]
    if value is None:
        del node[last]
    else:
        node[last] = value
