from __future__ import annotations

from exercises.domain.visibility import static
from tests.domain.visibility import boards


def test_static_is_built_once_per_script():
    assert static.static_of(boards.script()) is static.static_of(boards.script())


def test_static_keeps_only_so_many_scripts():
    copies = [boards.script().model_copy() for _ in range(static._KEPT + 5)]
    kept = [static.static_of(copy) for copy in copies]
    assert static.static_of(copies[-1]) is kept[-1]
    assert len(static._STATICS) == static._KEPT
    assert static.static_of(copies[0]) is not kept[0]
