"""Write the pages of all life cycles: ``python -m fairway.engines.lifecycles.draw FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

from fairway.engines.lifecycles.drawing import page
from fairway.engines.lifecycles.registry import LIFECYCLES


def write(folder: Path) -> tuple[Path, ...]:
    """Write one page for each life cycle and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, lifecycle in LIFECYCLES.items():
        file = folder / f"{name}.md"
        file.write_text(page(lifecycle), encoding="utf-8")
        files.append(file)
    return tuple(files)


def main(arguments: list[str]) -> None:
    """Write to the one folder given."""
    if len(arguments) != 1:
        sys.exit("Give the folder to write to, for example docs/diagrams.")
    write(Path(arguments[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
