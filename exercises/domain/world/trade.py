"""Trade talks: for now the two tariffs that the data packs set."""

from __future__ import annotations

from exercises.domain.world.entries import Variable, both

VARIABLES = (
    Variable(
        code="tariff.us", title=both("American tariff", "美国关税"), start=30.0, unit="%", high=150, source="default"
    ),
    Variable(
        code="tariff.cn", title=both("Chinese tariff", "中国关税"), start=10.0, unit="%", high=150, source="default"
    ),
)
