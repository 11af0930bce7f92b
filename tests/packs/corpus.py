"""The corpus of stored decisions: every worked case of every pack, as it was decided once.

It is made anew only on purpose, ``python -m tests.packs.corpus``, when a version is new; a
difference from what is stored is otherwise declared in ``declared.yaml`` with its reason.
"""

from __future__ import annotations

import json
from pathlib import Path

from fairway.engines.provisions import Pack, load_cases, load_pack, packs_dir, run_cases, to_json

CORPUS = Path(__file__).parent / "corpus"
DECLARED = Path(__file__).parent / "declared.yaml"


def all_packs() -> list[tuple[Path, Pack]]:
    """Every version of every pack in the repository, with its file."""
    return [
        (path, load_pack(path.read_text(encoding="utf-8"), str(path)))
        for path in sorted(packs_dir().glob("*/*/pack.yaml"))
    ]


def write() -> None:
    """Decide every worked case and store the decisions."""
    CORPUS.mkdir(exist_ok=True)
    for path, pack in all_packs():
        cases = load_cases(path.with_name("cases.yaml").read_text(encoding="utf-8"), pack)
        stored = {r.case.id: json.loads(to_json(r.decision)) for r in run_cases(cases, pack)}
        lines = [
            f"{json.dumps(name)}: {json.dumps(decision, ensure_ascii=False, sort_keys=True)}"
            for name, decision in stored.items()
        ]
        text = "{\n" + ",\n".join(lines) + "\n}\n"
        (CORPUS / f"{pack.id}-{pack.version}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
