"""Conventions of the code, held by tests: what a reader may rely on everywhere."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "fairway"
STAGES = ("commons", "leaving", "abroad", "returning")
OURS = ("core", *STAGES)


def sources() -> Iterator[Path]:
    """Every module of the product but migrations."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path


def tracked() -> list[Path]:
    """Every file of the project under version control, or all where there is none."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    names = [name for name in listed.stdout.decode().split("\0") if name]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module that a module imports when it runs, also inside functions."""
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


def our_models() -> list[type[models.Model]]:
    """The models of our own apps."""
    return [m for m in apps.get_models() if m._meta.app_label in OURS]


def test_no_module_is_longer_than_400_lines_and_no_test_longer_than_600() -> None:
    long = [p for p in sources() if len(p.read_text("utf-8").splitlines()) > 400]
    long += [
        p for p in (ROOT / "tests").rglob("*.py") if len(p.read_text("utf-8").splitlines()) > 600
    ]
    assert long == []


def test_a_room_never_imports_the_models_of_another_room() -> None:
    """What a room shows others are its actions and queries. Only models refer to models."""
    found = []
    for path in sources():
        parts = path.relative_to(SOURCE).parts
        if len(parts) < 3 or parts[0] not in STAGES or path.name == "models.py":
            continue
        for name in imported(ast.parse(path.read_text("utf-8"))):
            match = re.fullmatch(r"fairway\.(\w+)\.(\w+)\.models", name)
            if match and match[1] in STAGES and match.groups() != parts[:2]:
                found.append(f"{'/'.join(parts)}: {name}")
    assert found == []


def test_only_the_one_clock_asks_the_machine_for_the_time() -> None:
    asking = re.compile(r"datetime\.(utc)?now\(|date\.today\(|timezone\.now|\btime\.time\(")
    # Commands that run without an installation have no clock of its to ask.
    # A flood is counted by the machine's clock, which nobody can move; tables are made before it.
    alone = {"core/clock.py", "cli/pack.py", "cli/register.py", "core/limits.py", "core/setup.py"}
    found = [
        f"{path.relative_to(SOURCE)}:{number}"
        for path in sources()
        if path.relative_to(SOURCE).as_posix() not in alone
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if asking.search(line.split("#")[0])
    ]
    assert found == []


def test_nothing_is_left_unfinished_or_silenced_without_its_reason() -> None:
    bare = re.compile(
        r"\b(TODO|FIXME|NotImplementedError)\b"
        r"|# noqa(?!: [A-Z]+\d+(, [A-Z]+\d+)*  \S)|# type: ignore(?!\[[a-z, -]+\]  # \S)"
        r"|pragma: no cover$"
    )
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sources()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if bare.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("model", our_models(), ids=lambda m: m.__name__)
def test_a_model_has_a_name_for_people_and_constraints_with_messages(
    model: type[models.Model],
) -> None:
    meta = model._meta
    assert meta.verbose_name != re.sub(r"(?<!^)(?=[A-Z])", " ", model.__name__).lower() or (
        "verbose_name" in meta.original_attrs
    )
    silent = [
        c.name
        for c in meta.constraints
        if isinstance(c, models.CheckConstraint)
        and c.violation_error_message == c.default_violation_error_message
    ]
    assert silent == []


@pytest.mark.parametrize("model", our_models(), ids=lambda m: m.__name__)
def test_a_text_is_never_null_and_nothing_personal_is_removed_by_a_cascade(
    model: type[models.Model],
) -> None:
    fields = [f for f in model._meta.get_fields() if isinstance(f, models.Field)]
    assert [
        f.name for f in fields if isinstance(f, models.CharField | models.TextField) and f.null
    ] == []
    cascades = [
        f.name
        for f in fields
        if isinstance(f, models.ForeignKey) and f.remote_field.on_delete is models.CASCADE
    ]
    # A blind index is nothing without its person; it goes with her, at erasure.
    assert cascades == (["person"] if model.__name__ == "BlindIndex" else [])


def test_no_file_names_a_registry_another_host_to_load_from_or_a_path_of_a_machine() -> None:
    own = Path(__file__).resolve()
    hosts = re.compile(
        r"pypi\.org|pythonhosted|registry\.npmjs|cdn\.|unpkg\.com|jsdelivr|fonts\.googleapis"
        r"|(?<![\w./])(/home/[a-z]|/root/|/work/)"
    )
    found = []
    for path in tracked():
        if path.suffix in {".png", ".ico", ".ttf", ".woff2"} or path.resolve() == own:
            continue
        text = path.read_text("utf-8", errors="ignore")
        found += [
            f"{path.relative_to(ROOT)}: {match[0]}" for match in [hosts.search(text)] if match
        ]
    assert found == []


def test_no_template_or_style_loads_anything_from_elsewhere() -> None:
    loading = re.compile(r"""(?:src|href)=["']https?://|url\(["']?https?://|@import""")
    found = [
        str(path.relative_to(SOURCE))
        for suffix in ("html", "css", "js")
        for path in SOURCE.rglob(f"*.{suffix}")
        for match in [loading.search(path.read_text("utf-8"))]
        if match
    ]
    assert found == []


def test_every_template_is_used() -> None:
    text = "\n".join(
        path.read_text("utf-8")
        for suffix in ("py", "html", "txt")
        for path in SOURCE.rglob(f"*.{suffix}")
    )
    # Django looks for these by name; messages are found by template and channel.
    unused = [
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("templates/**/*.html")
        if (name := path.as_posix().split("/templates/", 1)[1]) not in text
        and not name.startswith("django/")
    ]
    assert unused == []
