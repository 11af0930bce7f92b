"""Where an installation keeps its things. No Django here: the command asks before it is set up."""

from __future__ import annotations

import os
from pathlib import Path


def package_dir() -> Path:
    """The installed package."""
    return Path(__file__).resolve().parent


def checkout_dir() -> Path | None:
    """The root of the source checkout, where there is one."""
    root = package_dir().parent.parent
    return root if (root / "pyproject.toml").exists() else None


def home() -> Path:
    """Data of this installation: database, keys, signed heads, documents."""
    if chosen := os.environ.get("FAIRWAY_HOME"):
        return Path(chosen).expanduser().resolve()
    if root := checkout_dir():
        return root / "var"
    return Path(os.environ.get("XDG_DATA_HOME", "~/.local/share")).expanduser() / "fairway"


def packs_dir() -> Path:
    """The agreements that come with Fairway."""
    root = checkout_dir()
    return root / "packs" if root else package_dir() / "_packs"


def locale_dir() -> Path:
    """The translations of the screens."""
    root = checkout_dir()
    return root / "locale" if root else package_dir() / "_locale"
