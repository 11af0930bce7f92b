"""Draw docs/architecture.svg from the imports of the code itself.

`python scripts/drawing.py`; a test fails when drawing and code differ. A band is a package, a box
one of its rooms. An arrow says "imports"; what follows from other arrows is left out.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "fairway"
DRAWING = ROOT / "docs" / "architecture.svg"

# From the door to the ground; what a band is for, in few words.
BANDS = {
    "cli": "the command",
    "demo": "invented people",
    "web": "shell of the pages",
    "api": "one HTTP API",
    "returning": "the way home",
    "abroad": "at work",
    "leaving": "from job order to border",
    "commons": "what every stage needs",
    "core": "records, keys, journal, money",
    "engines": "pure: no database, no clock",
}

WIDTH, LEFT, LABEL = 1080, 116, 198
BOX, GAP, LINE, PAD, BETWEEN = 116, 8, 15, 12, 16
INK, SOFT, BAND, SHEET = "#16324a", "#52687a", "#eef3f6", "#ffffff"

Edges = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class House:
    """The code as a drawing needs it: bands, their rooms, and who imports whom."""

    rooms: Mapping[str, tuple[str, ...]]
    between_bands: Edges
    between_rooms: Mapping[tuple[str, str], frozenset[str]]


def imported(path: Path) -> Iterator[str]:
    """Every module of ours that a module imports when it runs, its names as modules too."""
    tree = ast.parse(path.read_text("utf-8"))
    for_types = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if node in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def read(source: Path = SOURCE) -> House:
    """Read every module below a package; migrations are no design."""
    found = {band: _rooms(source / band) for band in BANDS}
    bands: dict[str, set[str]] = {band: set() for band in BANDS}
    rooms: dict[tuple[str, str], set[str]] = {}
    for path in sorted(source.rglob("*.py")):
        here = path.relative_to(source).with_suffix("").parts
        if "migrations" in here or here[0] not in BANDS:
            continue
        for name in imported(path):
            package, _, rest = name.partition(".")
            there = rest.split(".")
            if package != source.name or there[0] not in BANDS:
                continue
            if there[0] != here[0]:
                bands[here[0]].add(there[0])
            elif len(here) > 1 and len(there) > 1 and here[1] != there[1]:
                both = {here[1], there[1]}
                if both <= set(found[here[0]]):
                    rooms.setdefault((here[0], here[1]), set()).add(there[1])
    return House(
        found,
        {band: frozenset(to) for band, to in bands.items()},
        {room: frozenset(to) for room, to in rooms.items()},
    )


def _rooms(band: Path) -> tuple[str, ...]:
    return tuple(
        sorted(
            room.name
            for room in band.iterdir()
            if room.is_dir() and room.name != "migrations" and any(room.glob("*.py"))
        )
    )


def reduced(edges: Edges) -> tuple[tuple[str, str], ...]:
    """Leave out every arrow that other arrows imply."""

    def reachable(start: str) -> set[str]:
        seen: set[str] = set()
        ahead = list(edges[start])
        while ahead:
            band = ahead.pop()
            if band not in seen:
                seen.add(band)
                ahead += edges[band]
        return seen

    return tuple(
        (band, to)
        for band in edges
        for to in sorted(edges[band])
        if not any(to in reachable(other) for other in edges[band] - {to})
    )


def draw(house: House) -> str:
    """The drawing as SVG: no script, no font, nothing from elsewhere."""
    parts: list[str] = []
    top: dict[str, int] = {}
    y = PAD
    for band, what in BANDS.items():
        rows = _rows(house.rooms[band])
        lines = [max((len(_uses(house, band, room)) for room in row), default=0) for row in rows]
        heights = [34 + LINE * count for count in lines]
        height = max(46, sum(heights) + GAP * (len(heights) + 1))
        top[band] = y
        parts.append(_band(band, what, y, height))
        inner = y + GAP
        for row, tall in zip(rows, heights, strict=True):
            for place, room in enumerate(row):
                x = LEFT + LABEL + place * (BOX + GAP)
                parts.append(_box(room, _uses(house, band, room), x, inner, tall))
            inner += tall + GAP
        y += height + BETWEEN
    parts += _arrows(reduced(house.between_bands), top)
    return _sheet(parts, y + 4)


def _rows(rooms: tuple[str, ...]) -> list[tuple[str, ...]]:
    fit = (WIDTH - LEFT - LABEL - PAD) // (BOX + GAP)
    return [rooms[start : start + fit] for start in range(0, len(rooms), fit)]


def _uses(house: House, band: str, room: str) -> list[str]:
    """The rooms of the same band that a room imports; every engine may import the kernel."""
    used = house.between_rooms.get((band, room), frozenset())
    return sorted(used - {"kernel"} if band == "engines" else used)


def _band(name: str, what: str, y: int, height: int) -> str:
    return (
        f'<rect x="{LEFT}" y="{y}" width="{WIDTH - LEFT - PAD}" height="{height}" rx="6" '
        f'fill="{BAND}"/>'
        f'<text x="{LEFT + 12}" y="{y + 22}" class="b">{escape(name)}</text>'
        f'<text x="{LEFT + 12}" y="{y + 38}" class="s">{escape(what)}</text>'
    )


def _box(room: str, uses: Iterable[str], x: int, y: int, height: int) -> str:
    lines = "".join(
        f'<text x="{x + 8}" y="{y + 36 + number * LINE}" class="s">→ {escape(name)}</text>'
        for number, name in enumerate(uses)
    )
    return (
        f'<rect x="{x}" y="{y}" width="{BOX}" height="{height}" rx="3" fill="{SHEET}" '
        f'stroke="{SOFT}" stroke-width="0.75"/>'
        f'<text x="{x + 8}" y="{y + 21}">{escape(room)}</text>{lines}'
    )


def _arrows(edges: Iterable[tuple[str, str]], top: Mapping[str, int]) -> Iterator[str]:
    """Arrows run in lanes on the left: the short ones near, no two on one piece of a lane."""
    lanes: list[list[tuple[int, int]]] = []
    ends: dict[str, int] = {}
    for band, to in sorted(edges, key=lambda edge: (top[edge[1]] - top[edge[0]], top[edge[0]])):
        start, end = top[band] + 28, top[to] + 10 + 7 * ends.get(to, 0)
        ends[to] = ends.get(to, 0) + 1
        lane = next(
            (n for n, used in enumerate(lanes) if all(end < a or start > b for a, b in used)),
            len(lanes),
        )
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].append((start, end))
        x = LEFT - 16 - 14 * lane
        yield (
            f'<path d="M{LEFT} {start} H{x} V{end} H{LEFT - 3}" class="a" '
            f'marker-end="url(#tip)"><title>{band} imports {to}</title></path>'
        )


def _sheet(parts: Iterable[str], height: int) -> str:
    body = "\n".join(parts)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"
 aria-label="The packages of Fairway, their rooms, and which imports which">
<style>
text {{ font: 13px system-ui, sans-serif; fill: {INK} }}
.b {{ font-weight: 600; font-size: 15px }} .s {{ font-size: 11.5px; fill: {SOFT} }}
.a {{ fill: none; stroke: {INK}; stroke-width: 1.25 }}
</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"
 orient="auto"><path d="M0 0 L8 4 L0 8 Z" fill="{INK}"/></marker></defs>
<rect width="{WIDTH}" height="{height}" fill="{SHEET}"/>
{body}
</svg>
"""


if __name__ == "__main__":
    house = read()
    DRAWING.write_text(draw(house), encoding="utf-8")
    print(f"{sum(map(len, house.rooms.values()))} rooms in {DRAWING.name}")
