"""Who may do what: the one readable table. What is not here is refused.

A rule says which roles may take an action. Whose records they may take it on is said by each
room's ``visible_to(actor)``: an action on a record that is not visible answers "not found".
Rooms add their rules here, not at home, so that the whole can be read on one page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fairway.engines.lifecycles.roles import Role

R = Role
EVERYONE = frozenset(Role) - {Role.SYSTEM}
SIGNED_IN = EVERYONE - {Role.PUBLIC}
OFFICERS = frozenset({R.OFFICER_ORIGIN, R.OFFICER_DESTINATION})
JOURNEY_PARTIES = frozenset({R.WORKER, R.REPRESENTATIVE, R.EMPLOYER, R.RECRUITER, *OFFICERS})
PROTECTION = frozenset({R.ATTACHE, R.CASEWORKER})


@dataclass(frozen=True, slots=True)
class Rule:
    """One action: who may take it, whether it writes, and why the line stands where it does."""

    action: str
    roles: frozenset[Role]
    writes: bool = False
    why: str = ""


def _read(action: str, roles: Iterable[Role], why: str = "") -> Rule:
    return Rule(action, frozenset(roles), writes=False, why=why)


def _write(action: str, roles: Iterable[Role], why: str = "") -> Rule:
    return Rule(action, frozenset(roles), writes=True, why=why)


TABLE: tuple[Rule, ...] = (
    # --- the public, without an account
    _read("public.read", EVERYONE, "front page, recruiter check, contract check, rules"),
    _write("public.ask_help", EVERYONE, "anybody may ask for help, also without a journey"),
    _write("session.open", EVERYONE, "sign in, ask for a code, choose a language or role"),
    _write("session.close", SIGNED_IN),
    _read("home.read", SIGNED_IN),
    # --- a person and her own data
    _write("person.register", {R.PUBLIC, R.WORKER}),
    _read("person.own", {R.WORKER}, "own data, who looked, export"),
    _write("person.correct", {R.WORKER}),
    _write("person.consent", {R.WORKER}),
    _write("person.erase.request", {R.WORKER}),
    _write("person.erase.decide", {R.OFFICER_ORIGIN}),
    _write("person.represent", {R.WORKER}),
    # --- agreements, decisions, appeals
    _read("pack.read", EVERYONE),
    _write("pack.propose", {*OFFICERS, R.SECRETARIAT}),
    _write("pack.approve", {*OFFICERS, R.SECRETARIAT}, "another person than who proposed"),
    _write("pack.publish", {*OFFICERS, R.SECRETARIAT}),
    _read("decision.read", {*JOURNEY_PARTIES, *PROTECTION, R.AUDITOR}),
    _write("decision.by_person", {*OFFICERS, R.ATTACHE}, "with a reason, as a further decision"),
    _read("appeal.read", {*JOURNEY_PARTIES, R.ATTACHE, R.TRIBUNAL, R.AUDITOR}),
    _write("appeal.lodge", {R.WORKER, R.REPRESENTATIVE, R.EMPLOYER, R.RECRUITER}),
    _write("appeal.decide", {*OFFICERS, R.ATTACHE, R.TRIBUNAL}, "another than who decided before"),
    # --- the guardians of the whole
    _read("journal.verify", {R.AUDITOR}),
    _read("access_log.read", {R.AUDITOR}),
)


def _index() -> dict[str, Rule]:
    index = {rule.action: rule for rule in TABLE}
    if len(index) != len(TABLE):
        raise ValueError("An action stands twice in the access table.")
    return index


RULES = _index()


def may(role: Role, action: str) -> bool:
    """Whether a role may take an action at all. An unknown action is our mistake: an error."""
    return role is Role.SYSTEM or role in RULES[action].roles
