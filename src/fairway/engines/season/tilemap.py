"""The United States as a grid of equal tiles: every state is as easy to read as any other."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_ROWS = """
AK .. .. .. .. .. .. .. .. .. .. ME
.. .. .. .. .. .. WI .. .. .. VT NH
.. WA ID MT ND MN IL MI .. NY MA ..
.. OR NV WY SD IA IN OH PA NJ CT RI
.. CA UT CO NE MO KY WV VA MD DE ..
.. .. AZ NM KS AR TN NC SC DC .. ..
.. .. .. .. OK LA MS AL GA .. .. ..
HI .. .. .. TX .. .. .. .. FL .. ..
GU MP AS .. .. .. .. .. .. .. PR VI
"""
TILES = {
    code: (column, row)
    for row, line in enumerate(_ROWS.strip().splitlines())
    for column, code in enumerate(line.split())
    if code != ".."
}
_SIZE, _GAP = 60, 4
_SHADES = 5


def covers(regions: Mapping[str, int]) -> bool:
    """Whether the regions are those of this map ('' is a worksite that is not stated)."""
    return bool(set(regions) - {""}) and set(regions) - {""} <= set(TILES)


def tile_map(placed: Mapping[str, int], label: str, number_of: Mapping[str, str]) -> str:
    """An SVG map. Each tile writes its number, so that nothing is said by colour alone."""
    most = max(placed.values(), default=0)
    width = (max(column for column, _ in TILES.values()) + 1) * (_SIZE + _GAP)
    height = (max(row for _, row in TILES.values()) + 1) * (_SIZE + _GAP)
    tiles = "".join(
        _tile(code, column, row, _shade(placed.get(code, 0), most), number_of.get(code, "0"))
        for code, (column, row) in TILES.items()
    )
    return (
        f'<svg class="map" viewBox="0 0 {width} {height}" role="img" direction="ltr" '
        f'aria-label="{escape(label)}">{tiles}</svg>'
    )


def _shade(count: int, most: int) -> int:
    """0 for none, else 1 to 5 on a scale of square roots: numbers differ a hundredfold."""
    if not count:
        return 0
    return max(1, min(_SHADES, round(math.sqrt(count / most) * _SHADES)))


def _tile(code: str, column: int, row: int, shade: int, number: str) -> str:
    x, y = column * (_SIZE + _GAP), row * (_SIZE + _GAP)
    middle = x + _SIZE // 2
    return (
        f'<g class="s{shade}"><rect x="{x}" y="{y}" width="{_SIZE}" height="{_SIZE}" rx="6"/>'
        f'<text x="{middle}" y="{y + 26}" class="code">{code}</text>'
        f'<text x="{middle}" y="{y + 46}">{escape(number)}</text></g>'
    )
