"""The scripts that write papers, loaded as modules."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def script(name: str) -> ModuleType:
    """Load a file of `scripts/`, which is no package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up by name
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def access_page() -> ModuleType:
    return script("access_page")


@pytest.fixture(scope="session")
def drawing() -> ModuleType:
    return script("drawing")


@pytest.fixture(scope="session")
def pictures() -> ModuleType:
    return script("pictures")
