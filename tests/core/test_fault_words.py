"""What the engines accept is said in the reader's language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import override

import fairway.engines
from fairway.core import fault_words
from fairway.core.acting import sentence
from fairway.engines.identity import PartialDate
from fairway.engines.kernel import BadInput, Fault, Money

# What people type into forms and files goes through these; the others speak to who writes packs,
# calls an engine from a program, or runs a command, and what they say stays in English.
_HEARD_BY_PEOPLE = (
    *("kernel/money.py", "kernel/countries.py", "kernel/periods.py", "identity", "tables"),
    *("registers/fields.py", "registers/parse.py", "registers/workers.py", "joborders"),
    *("wages/sif.py", "wages/sif_records.py", "costs/limits.py"),
    "season/changes.py",
)
# Lists of codes, which are the same in every language.
_CODES = ("', '.join(", "' or '.join(", "{0} or {1}", "EDR", "EVP", "SCR", "AED")
_SAYS = {"Fault": 2, "_fault": 3, "fault": 1, "_exploding": 1, "Field": 2, "FileColumn": 2}


def _template(node: ast.expr) -> str | None:
    """The sentence with {0}, {1} for its figures; nothing for what is no text of this file."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        figures = iter(range(9))
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else f"{{{next(figures)}}}"
            for part in node.values
        )
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left = _template(node.left)
        return f"{left}{{0}}" if left else None
    return None


def _said(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        found: list[ast.expr] = []
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
            place = 2 if (path.name, name) == ("sif.py", "fault") else _SAYS.get(name)
            if place is not None and place < len(node.args):
                found.append(node.args[place])
        elif isinstance(node, ast.Assign):
            target = node.targets[0]
            name = getattr(target, "id", "")
            if name == "accepted" or name.endswith("_ACCEPTED") or name in {"HOW_TO_SAVE", "_TEXT"}:
                found.append(node.value)
        yield from filter(None, map(_template, found))


def _sources() -> list[Path]:
    root = Path(str(fairway.engines.__file__)).parent
    return sorted(
        path
        for path in root.rglob("*.py")
        if path.relative_to(root).as_posix().startswith(_HEARD_BY_PEOPLE)
    )


def test_every_sentence_of_the_engines_that_people_hear_has_its_words() -> None:
    said = {(path.name, text) for path in _sources() for text in _said(path)}
    assert len(said) > 60
    wanting = {
        (file, text)
        for file, text in said
        if text not in fault_words._SENTENCES and not text.startswith(_CODES)
    }
    assert wanting == set()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_one_of_them_is_said_otherwise_in_another_language(language) -> None:
    with override(language):
        for text in fault_words._SENTENCES:
            english = text.format("X1", "Y2", "Z3")
            shown = fault_words.in_words(english)
            assert shown != english, text
            for figure in ("X1", "Y2", "Z3"):
                assert (figure in english) == (figure in shown), text


def test_a_form_tells_in_french_what_an_engine_would_have_accepted() -> None:
    with pytest.raises(BadInput) as refused:
        Money.of("1.001", "EUR")
    with override("fr"):
        assert "au plus 2 chiffres après la virgule" in sentence(refused.value.faults[0])


def test_a_day_among_what_is_accepted_is_written_as_the_reader_writes_days() -> None:
    fault = Fault("born", "2030", f"{PartialDate.parse('2026-11-22')} or before")
    with override("fr"):
        assert "22 novembre 2026" in sentence(fault)


def test_what_is_not_known_here_stays_as_it_was_said() -> None:
    with override("ar"):
        assert fault_words.in_words("something nobody said") == "something nobody said"


def test_a_file_and_a_program_are_told_days_as_they_write_them() -> None:
    said = "2026-11-22 or before"
    assert "2026-11-22" in sentence(Fault("born", "2030", said, row=3))
    assert fault_words.in_words(said, typed=True) == said
    assert "20270315" in fault_words.in_words("a column named 20270315")
