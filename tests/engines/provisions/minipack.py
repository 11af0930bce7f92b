"""A small pack, complete and correct, that tests change one line of."""

from __future__ import annotations

from pathlib import Path

from fairway.engines.provisions import Pack, load_pack

MINI = Path(__file__).with_name("mini.yaml").read_text(encoding="utf-8")


def mini(*changes: tuple[str, str], base: str = MINI) -> str:
    """The text of the small pack with each first text replaced by the second, once."""
    text = base
    for old, new in changes:
        assert old in text, f"{old!r} is not in the pack"
        text = text.replace(old, new, 1)
    return text


def pack(*changes: tuple[str, str]) -> Pack:
    """The small pack, changed and loaded."""
    return load_pack(mini(*changes))
