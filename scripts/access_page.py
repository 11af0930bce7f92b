"""Write docs/access.md from the access table, so that a lawyer need not read Python.

`python scripts/access_page.py`; a test fails when page and table differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from fairway.core.access import table
from fairway.core.access.table import EVERYONE, SIGNED_IN, TABLE, Rule
from fairway.engines.lifecycles.roles import Role

PAGE = Path(__file__).resolve().parent.parent / "docs" / "access.md"
_MARK = re.compile(r"# --- (?P<heading>.+)|_(?:read|write)\(\s*\"(?P<action>[\w.]+)\"")
# From so few roles missing on, it is plainer to say who may not.
_NEARLY_ALL = 4

_HEAD = """# Who may do what

Written from `src/fairway/core/access/table.py` by `python scripts/access_page.py`; a test fails
when the two differ, and others try every page and every operation of the API in every role.

What is not in this table is refused. A line says which roles may take an action at all. On whose
records they may take it is said by each room's `queries.py`: a record that somebody may not see is
answered with "not found", so that nobody learns that it exists. An action that only reads cannot
write: the database connection refuses it. *Everybody* is every role but the system itself, which
acts by the clock and after events; *signed in* leaves out the public.
"""


def words(role: Role) -> str:
    """Write a role as a reader says it."""
    return {
        Role.OFFICER_ORIGIN: "officer of the origin",
        Role.OFFICER_DESTINATION: "officer of the destination",
        Role.ATTACHE: "attaché",
        Role.SOCIAL_SECURITY: "social-security institution",
        Role.TRAINING: "training institution",
    }.get(role, role.value.replace("_", " "))


def who(roles: frozenset[Role]) -> str:
    """Write a set of roles in the order of the journey, the large sets by name."""
    for name, known in (("everybody", EVERYONE), ("everybody signed in", SIGNED_IN)):
        if roles <= known and len(known - roles) < _NEARLY_ALL:
            return name + (f" but {_listed(known - roles)}" if known - roles else "")
    return _listed(roles)


def _listed(roles: Iterable[Role]) -> str:
    held = frozenset(roles)
    return ", ".join(words(role) for role in Role if role in held)


def sections() -> list[tuple[str, list[Rule]]]:
    """The rules under the headings that the table's own comments give."""
    found: list[tuple[str, list[Rule]]] = []
    source = Path(table.__file__).read_text(encoding="utf-8")
    rules = {rule.action: rule for rule in TABLE}
    for mark in _MARK.finditer(source):
        if mark["heading"]:
            found.append((mark["heading"], []))
        else:
            found[-1][1].append(rules.pop(mark["action"]))
    if rules:
        raise ValueError(f"These actions were not found in the source: {sorted(rules)}.")
    return found


def page() -> str:
    """Write the whole page."""
    lines = [_HEAD]
    for heading, rules in sections():
        lines += [
            f"## {heading[0].upper()}{heading[1:]}",
            "",
            "| action | | who | |",
            "| --- | --- | --- | --- |",
            *(
                f"| `{rule.action}` | {'writes' if rule.writes else 'reads'} "
                f"| {who(rule.roles)} | {rule.why} |"
                for rule in rules
            ),
            "",
        ]
    lines += ["## Role by role", "", "What each role may do beyond what everybody may.", ""]
    for role in Role:
        if role is not Role.SYSTEM:
            lines.append(f"- **{words(role)}**: {_own(role)}")
    return "\n".join(lines) + "\n"


def _own(role: Role) -> str:
    common = (EVERYONE, SIGNED_IN, SIGNED_IN - {Role.REPRESENTATIVE})
    own = [f"`{r.action}`" for r in TABLE if role in r.roles and r.roles not in common]
    return (", ".join(own) or "nothing more yet") + "."


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{len(TABLE)} actions in {PAGE.name}")
