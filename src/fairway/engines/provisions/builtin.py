"""The packs that come with Fairway, found in a checkout or in an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fairway.engines.kernel import BadInput, Fault
from fairway.engines.provisions.load import load_pack

if TYPE_CHECKING:
    from fairway.engines.provisions.pack import Pack

_PACKAGE = Path(__file__).parents[2]


def packs_dir() -> Path:
    """The folder of packs: the repository's, or the one that the wheel carries."""
    checkout = _PACKAGE.parents[1] / "packs"
    return checkout if checkout.is_dir() else _PACKAGE / "_packs"


def version_key(version: str) -> tuple[int, ...]:
    """A version such as 2026.1 as a sortable key."""
    return tuple(int(part) for part in version.split("."))


def versions(pack: str) -> tuple[str, ...]:
    """The versions of a pack that come with Fairway, oldest first."""
    folder = packs_dir() / pack
    found = [path.parent.name for path in folder.glob("*/pack.yaml")]
    return tuple(sorted(found, key=version_key))


def pack_ids() -> tuple[str, ...]:
    """The ids of the packs that come with Fairway."""
    return tuple(sorted({path.parent.parent.name for path in packs_dir().glob("*/*/pack.yaml")}))


def builtin_pack(pack: str, version: str | None = None) -> Pack:
    """A pack that comes with Fairway, by default in its newest version."""
    known = versions(pack)
    if not known:
        raise BadInput(Fault("pack", pack, f"one of: {', '.join(pack_ids())}", "unknown_pack"))
    chosen = version or known[-1]
    if chosen not in known:
        raise BadInput(Fault("version", chosen, f"one of: {', '.join(known)}", "unknown_version"))
    return _load(packs_dir() / pack / chosen / "pack.yaml")


def pack_file(name: str) -> Path:
    """The file of a pack named by id, by id/version, or by the path of its file or folder."""
    path = Path(name)
    for file in (path, path / "pack.yaml"):
        if file.is_file():
            return file
    pack, _, version = name.partition("/")
    found = [v for v in versions(pack) if version in {"", v}] if pack in pack_ids() else []
    if not found:
        known = ", ".join(f"{known}/{v}" for known in pack_ids() for v in versions(known))
        raise BadInput(Fault("pack", name, f"a path, or one of: {known}", "unknown_pack"))
    return packs_dir() / pack / found[-1] / "pack.yaml"


def builtin_packs() -> tuple[Pack, ...]:
    """The newest version of every pack that comes with Fairway."""
    return tuple(builtin_pack(pack) for pack in pack_ids())


@cache
def _load(path: Path) -> Pack:
    return load_pack(path.read_text(encoding="utf-8"), str(path))
