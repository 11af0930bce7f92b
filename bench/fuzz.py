"""A coverage-guided fuzzer on everything that reads what somebody hands in (Atheris, libFuzzer).

    python -m venv /tmp/fuzz
    /tmp/fuzz/bin/pip install -r requirements/base.lock -r requirements/fuzz.lock
    PYTHONPATH=src /tmp/fuzz/bin/python bench/fuzz.py sif --seconds 120 --corpus /tmp/fuzz/corpus

Each reader may refuse what it is given in its own way and in no other: any other exception, a
hang of 20 seconds or more than 3 GB is a finding, kept beside the corpus as ``crash-...``.
``bench/fuzz.py sif FILE`` runs one finding again.
"""

from __future__ import annotations

import argparse
import io
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import atheris

# To instrument takes a while: what reads workbooks and packs only for those who fuzz it.
FOREIGN = {"sheets": ["openpyxl"], "packs": ["ruamel", "celpy"], "conditions": ["celpy"]}
INCLUDED = ["fairway.engines", *(FOREIGN.get(sys.argv[1], ()) if len(sys.argv) > 1 else ())]
with atheris.instrument_imports(include=INCLUDED):
    from fairway.engines.documents import ENGINES, read_json, run
    from fairway.engines.identity import Name, PartialDate
    from fairway.engines.identity.keys import normalise, skeletons
    from fairway.engines.kernel import BadInput, Money, fact_from_json
    from fairway.engines.provisions import builtin_pack, check_text
    from fairway.engines.provisions.cel import ConditionError, parse
    from fairway.engines.provisions.evaluate import program
    from fairway.engines.tables import Limits, read_table
    from fairway.engines.tables.xlsx_files import read_xlsx
    from fairway.engines.wages import read_sif

TODAY = date(2026, 11, 22)
SMALL = Limits()


def documents(data: bytes) -> None:
    """A document for the engine that its first byte chooses."""
    names = list(ENGINES)
    try:
        run(names[data[0] % len(names)] if data else names[0], read_json(data[1:]))
    except ValueError as error:
        _refused(error, BadInput, text=True)


def facts(data: bytes) -> None:
    """A fact of a stored decision, or one that an application sends."""
    try:
        fact_from_json(read_json(data))
    except ValueError as error:
        _refused(error, BadInput, text=True)


def conditions(data: bytes) -> None:
    """A condition of a pack, parsed and compiled."""
    try:
        program(parse(data.decode("utf-8", "replace")))
    except ConditionError:
        return


def sif(data: bytes) -> None:
    """A wage file."""
    try:
        read_sif(data, today=TODAY)
    except BadInput:
        return


def tables(data: bytes) -> None:
    """A table of any kind, as somebody uploads it."""
    try:
        table = read_table(io.BytesIO(data), "register.csv", SMALL)
        for _row in table.rows():
            pass
    except BadInput:
        return


def sheets(data: bytes) -> None:
    """A workbook whose sheet and strings are the data; the archive around them is whole."""
    sheet, _, strings = data.partition(b"\0")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, content in WORKBOOK.items():
            if name == "xl/worksheets/sheet1.xml":
                parts.writestr(name, sheet)
            elif name == "xl/sharedStrings.xml" and strings:
                parts.writestr(name, strings)
            else:
                parts.writestr(name, content)
    try:
        for _row in read_xlsx(archive.getvalue(), "a.xlsx", "", SMALL, None).rows():
            pass
    except BadInput:
        return


def packs(data: bytes) -> None:
    """The text of a pack: its faults are reported, never raised."""
    check_text.__wrapped__(data.decode("utf-8", "replace"))


def dates(data: bytes) -> None:
    """A date as people know it, of which only the year may be known."""
    try:
        found = PartialDate.parse(data.decode("utf-8", "replace"))
    except BadInput:
        return
    if PartialDate.parse(str(found)) != found:
        raise AssertionError(f"{found} is not read again as it was written")


def names(data: bytes) -> None:
    """A person's name, and the keys under which it is found."""
    parts = data.decode("utf-8", "surrogateescape").split("\n")
    try:
        name = Name.of(*parts)
    except BadInput:
        return
    for part in name.parts:
        normalise(part)
        skeletons(part)


def money(data: bytes) -> None:
    """A sum as it is typed."""
    amount, _, currency = data.decode("utf-8", "replace").partition(" ")
    try:
        found = Money.of(amount, currency)
    except BadInput:
        return
    if Money.from_minor(found.minor, found.currency) != found:
        raise AssertionError(f"{found} is not the same in minor units")


def _refused(error: ValueError, kind: type[ValueError], *, text: bool) -> None:
    """A reader of text refuses by BadInput, or in one sentence by ValueError itself."""
    if not isinstance(error, kind) and not (text and type(error).__module__ in OURS):
        raise error


OURS = {"builtins", "fairway.engines.documents.text"}
TARGETS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one
    for one in (documents, facts, conditions, sif, tables, sheets, packs, dates, names, money)
}


def _workbook() -> dict[str, bytes]:
    from openpyxl import Workbook

    book, file = Workbook(), io.BytesIO()
    book.active.append(["reference", "family_name", "birth_date", "pay"])
    book.active.append(["1", "Trabelsi", date(1990, 5, 17), 12.5])
    book.save(file)
    with zipfile.ZipFile(file) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


WORKBOOK = _workbook()


def _seeds(target: str) -> list[bytes]:
    """What is good to begin with: a fuzzer learns the form of a file from a good one."""
    root = Path(__file__).resolve().parents[1]
    sys.path.insert(0, str(root))
    from tests.engines.documents.samples import DOCUMENTS, SIF

    texts: dict[str, Any] = {
        "sif": [SIF],
        "tables": ['reference;family_name\n1;"Ben Salah"\n', "a,b\r\n1,2\r\n", "a\tb\n1\t2\n"],
        "sheets": [WORKBOOK["xl/worksheets/sheet1.xml"]],
        # A whole pack takes seconds to read: nothing would be tried.
        "packs": [(root / "tests/engines/provisions/mini.yaml").read_text("utf-8")],
        "dates": ["1998", "1998-04", "1998-04-23"],
        "names": ["Amira\nBen Salah", "محمد\nالطرابلسي", "Fco. Jr."],
        "money": ["400.00 USD", "1.250 TND", "12 JPY"],
        "facts": ['{"money": ["400.00", "USD"]}', '{"date": "2026-11-22"}', '{"decimal": "1.5"}'],
        "conditions": _conditions(),
        "documents": [
            chr(place) + _json(DOCUMENTS[name])
            for place, name in enumerate(ENGINES)
            if name in DOCUMENTS
        ],
    }
    return [text if isinstance(text, bytes) else text.encode() for text in texts[target]]


def _conditions() -> list[str]:
    pack = builtin_pack("ph-ae-domestic").file
    found = [[p.when, p.require, p.forbid] for p in pack.provisions]
    return [text for one in found for text in one if text][:60]


def _json(document: Any) -> str:
    import json

    return json.dumps(document, ensure_ascii=False)


def main() -> None:
    """Fuzz one reader for some time, or run one finding again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=list(TARGETS))
    parser.add_argument("again", nargs="*", type=Path, help="files to run once more")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--corpus", type=Path, default=Path("/tmp/fairway-fuzz"))  # noqa: S108  made anew
    asked = parser.parse_args()
    target = TARGETS[asked.target]
    if asked.again:
        for path in asked.again:
            target(path.read_bytes())
        return
    corpus = asked.corpus / asked.target
    corpus.mkdir(parents=True, exist_ok=True)
    for place, seed in enumerate(_seeds(asked.target)):
        (corpus / f"seed-{place}").write_bytes(seed)
    options = [
        f"-max_total_time={asked.seconds}",
        f"-artifact_prefix={asked.corpus / asked.target}-",
        "-timeout=20",
        "-rss_limit_mb=3000",
        "-max_len=4096",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
