"""A table as a page that people read: a diagram and every row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fairway.engines.lifecycles.roles import Role

if TYPE_CHECKING:
    from fairway.engines.lifecycles.table import Lifecycle, Roles, Transition


def diagram(lifecycle: Lifecycle) -> str:
    """The table as a Mermaid state diagram (stateDiagram-v2)."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{state.title}" as {state.name}' for state in lifecycle.states]
    for row in lifecycle.transitions:
        lines += [
            f"    {source} --> {row.target}: {row.event}"
            for source in _in_order(lifecycle, row) or ["[*]"]
        ]
    lines += [f"    {state.name} --> [*]" for state in lifecycle.states if state.terminal]
    return "\n".join(lines) + "\n"


def page(lifecycle: Lifecycle) -> str:
    """A Markdown page with the diagram, the states and the rows of the table."""
    lines = [
        f"# {lifecycle.title}",
        "",
        "Drawn from the table by `python -m fairway.engines.lifecycles.draw docs/diagrams`;",
        "a test fails when the two differ.",
        "",
        "```mermaid",
        diagram(lifecycle).rstrip(),
        "```",
        "",
        "## States",
        "",
        "| state | title | what is next | who acts |",
        "| --- | --- | --- | --- |",
    ]
    lines += [
        f"| `{state.name}` | {state.title} | {state.next_text} | {_who(state.who_acts)} |"
        for state in lifecycle.states
    ]
    lines += [
        "",
        "## Steps",
        "",
        "| step | from | to | who may | packs are asked | deadline it starts | who sees it |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    lines += [_row(lifecycle, row) for row in lifecycle.transitions]
    return "\n".join(lines) + "\n"


def _in_order(lifecycle: Lifecycle, row: Transition) -> list[str]:
    return [state.name for state in lifecycle.states if state.name in row.sources]


def _who(roles: Roles) -> str:
    return ", ".join(role for role in Role if role in roles) or "nobody"


def _row(lifecycle: Lifecycle, row: Transition) -> str:
    who = _who(row.actors)
    if row.other_person_than:
        who += f"; another person than for {', '.join(sorted(row.other_person_than))}"
    seen = _who(row.seen_by)
    if row.opens_to:
        seen += f"; from here on: {_who(row.opens_to)}"
    if row.seen_once_opened:
        seen += f"; once let in: {_who(row.seen_once_opened)}"
    cells = (
        f"`{row.event}`: {row.title}",
        ", ".join(f"`{name}`" for name in _in_order(lifecycle, row)) or "new",
        f"`{row.target}`",
        who,
        f"`{row.question}`" if row.question else "",
        _deadline(row),
        seen,
    )
    return "| " + " | ".join(cells) + " |"


def _deadline(row: Transition) -> str:
    deadline = row.deadline
    if deadline is None:
        return ""
    after = f"then `{deadline.then}`" if deadline.then else "then a reminder"
    return f"`{deadline.name}`, {deadline.days} days, {after}"
