"""The papers are true: links lead somewhere, commands are there, rows name tests that exist."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import typer
from django.urls import Resolver404, resolve
from typer.main import get_command

from fairway.cli import main
from tests.docs.conftest import ROOT

PAPERS = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "src/**/README.md")
    for path in ROOT.glob(pattern)
    if path.name != "LICENSE"
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^[ ]*```(\w*)\n(.*?)^[ ]*```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(fairway [^`]+)`")
ROWS = re.compile(r"^\| (L\d\d) \|.*\|$", re.MULTILINE)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def without_code(text: str) -> str:
    return re.sub(r"`[^`\n]*`", "", FENCE.sub("", text))


def anchors(text: str) -> set[str]:
    """The names by which headings are reached, as the usual renderers make them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings
    }


@pytest.mark.parametrize("paper", PAPERS, ids=name)
def test_every_link_of_a_paper_leads_to_a_file_and_its_heading(paper: Path) -> None:
    broken = []
    for target in LINK.findall(without_code(paper.read_text("utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        found = (paper.parent / file) if file else paper
        if not found.exists() or (anchor and anchor not in anchors(found.read_text("utf-8"))):
            broken.append(target)
    assert broken == []


def commands(text: str) -> Iterator[list[str]]:
    """Every call of `fairway` in a paper, as the shell would read it."""
    for _language, block in FENCE.findall(text):
        joined = re.sub(r"\\\n\s*", " ", block)
        for line in joined.splitlines():
            call = re.match(r"\s*\$? ?(fairway .*)", line)
            if call:
                yield shlex.split(call[1], comments=True)[1:]
    for call in INLINE.findall(text):
        if "|" not in call and "..." not in call:
            yield shlex.split(call)[1:]


@pytest.fixture(scope="module")
def fairway() -> typer.core.TyperGroup:
    main._mount()
    found = get_command(main.app)
    assert isinstance(found, typer.core.TyperGroup)
    return found


def fault(group: typer.core.TyperGroup, words: list[str]) -> str:
    """What `fairway` would object to in a call, without running it. Empty: nothing."""
    context = group.make_context("fairway", [], resilient_parsing=True)
    command = group
    given = list(words)
    while isinstance(command, typer.core.TyperGroup):
        if not given or given[0] in {"--help", "COMMAND"}:
            return ""
        found = command.get_command(context, given[0])
        if found is None:
            return f"there is no {given[0]}"
        command, given = found, given[1:]
    options = {text for param in command.params for text in param.opts} | {"--help"}
    unknown = [word for word in given if word.startswith("-") and word.split("=")[0] not in options]
    return f"{command.name} has no {unknown}" if unknown else ""


@pytest.mark.parametrize("paper", PAPERS, ids=name)
def test_every_command_in_a_paper_is_one_that_fairway_has(
    fairway: typer.core.TyperGroup, paper: Path
) -> None:
    calls = list(commands(paper.read_text("utf-8")))
    assert [(call, found) for call in calls if (found := fault(fairway, call))] == []


def test_a_command_that_is_not_there_would_be_found(fairway: typer.core.TyperGroup) -> None:
    assert fault(fairway, ["pack", "chek"]) == "there is no chek"
    assert "--fast" in fault(fairway, ["pack", "check", "--fast"])
    assert fault(fairway, ["pack", "check", "--json"]) == ""


def test_the_readme_names_targets_of_make_that_are_there() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for paper in PAPERS:
        for target in re.findall(r"`?make ([a-z][a-z-]+)", without_prose(paper.read_text("utf-8"))):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), (name(paper), target)


def without_prose(text: str) -> str:
    """Only what stands in code."""
    blocks = "\n".join(block for _language, block in FENCE.findall(text))
    return blocks + "\n" + "\n".join(re.findall(r"`([^`\n]+)`", FENCE.sub("", text)))


def rows() -> list[list[str]]:
    text = (ROOT / "docs" / "ledger.md").read_text("utf-8")
    lines = [match[0] for match in ROWS.finditer(text)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_a_row_of_the_ledger_names_tests_and_pages_that_exist(row: list[str]) -> None:
    _id, _capability, _exists, tests, pages = row
    for reference in re.findall(r"`([^`]+)`", tests):
        file, _, function = reference.partition("::")
        assert (ROOT / file).exists(), reference
        assert not function or f"def {function}(" in (ROOT / file).read_text("utf-8"), reference
    found = re.findall(r"`([^`]+)`", pages)
    assert found
    for page in found:
        try:
            resolve(page)
        except Resolver404:
            pytest.fail(f"{page} is no page")


def test_the_code_in_the_guide_to_rooms_is_the_code() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    blocks = [
        "\n".join(line.removeprefix("   ") for line in block.splitlines())
        for language, block in FENCE.findall((ROOT / "docs" / "rooms.md").read_text("utf-8"))
        if language == "python"
    ]
    assert blocks
    assert [block for block in blocks if block not in code] == []


def test_every_engine_and_every_decision_is_reached_from_the_index() -> None:
    index = (ROOT / "docs" / "index.md").read_text("utf-8")
    pages = {path.stem for path in (ROOT / "docs" / "engines").glob("*.md")}
    assert pages == set(re.findall(r"\(engines/([\w-]+)\.md\)", index))
    engines = {path.parent.name for path in ROOT.glob("src/fairway/engines/*/__init__.py")}
    assert engines - {"kernel"} == pages
    numbers = [path.name[:4] for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    assert numbers == [f"{n:04d}" for n in range(1, len(numbers) + 1)]


def test_every_picture_is_shown_and_comes_from_the_script(pictures: ModuleType) -> None:
    taken = {f"{shot.name}.png" for shot in pictures.SHOTS} | {"season.png"}
    assert {path.name for path in pictures.FOLDER.glob("*.png")} == taken
    shown = {
        target.rsplit("/", 1)[-1]
        for paper in PAPERS
        for target in LINK.findall(paper.read_text("utf-8"))
    }
    assert taken - shown == set()
    assert all(path.stat().st_size < 100_000 for path in pictures.FOLDER.glob("*.png"))
