"""Who may do what: the one readable table. What is not here is refused.

A rule says which roles may take an action. Whose records they may take it on is said by each
room's ``visible_to(actor)``: an action on a record that is not visible answers "not found".
Rooms add their rules here, not at home, so that the whole can be read on one page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fairway.engines.lifecycles.roles import WORKER_SIDE, Role

R = Role
EVERYONE = frozenset(Role) - {Role.SYSTEM}
SIGNED_IN = EVERYONE - {Role.PUBLIC}
OFFICERS = frozenset({R.OFFICER_ORIGIN, R.OFFICER_DESTINATION})
JOURNEY_PARTIES = frozenset({R.WORKER, R.REPRESENTATIVE, R.EMPLOYER, R.RECRUITER, *OFFICERS})
PROTECTION = frozenset({R.ATTACHE, R.CASEWORKER})
CASE_HANDLERS = OFFICERS | PROTECTION
CASE_CIRCLE = CASE_HANDLERS | WORKER_SIDE | {R.SHELTER, R.INSPECTOR, R.TRIBUNAL}


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
    _read("public.read", EVERYONE, "front page, recruiter check, contract check, rules, lots"),
    _write("public.ask_help", EVERYONE, "anybody may ask for help, also without a journey"),
    _write("session.open", EVERYONE, "sign in, ask for a code, choose a language or role"),
    _write("session.close", SIGNED_IN),
    _read("home.read", SIGNED_IN),
    # --- a person and her own data
    _write("person.register", {R.PUBLIC, R.WORKER, R.OFFICER_ORIGIN, *PROTECTION}),
    _read("person.own", WORKER_SIDE, "own data, who looked, export"),
    _write("person.correct", WORKER_SIDE),
    _write("person.consent", WORKER_SIDE),
    _write("person.erase.request", WORKER_SIDE),
    _read("person.erase.read", {*OFFICERS, R.ADMINISTRATOR}),
    _write("person.erase.decide", {R.OFFICER_ORIGIN, R.OFFICER_DESTINATION, R.ADMINISTRATOR}),
    _write("person.hold", {R.OFFICER_ORIGIN, R.OFFICER_DESTINATION, R.TRIBUNAL}),
    _write("person.represent", {R.WORKER}, "whom she names cannot name another"),
    _write("token.manage", SIGNED_IN - {R.REPRESENTATIVE}, "one's own keys to the API"),
    # --- several records of one human being
    _read("duplicate.read", OFFICERS, "of the office that holds both records; logged"),
    _write("duplicate.decide", OFFICERS, "to link needs two people, to undo one"),
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
    # --- documents, messages, files
    _read("document.read", {*JOURNEY_PARTIES, *PROTECTION, R.PROVIDER}, "logged, unless her own"),
    _write("document.hand_in", {*JOURNEY_PARTIES, *PROTECTION, R.PROVIDER}),
    _write("document.check", {*OFFICERS, R.ATTACHE, R.PROVIDER}, "accept, or refuse with a reason"),
    _read("message.read", SIGNED_IN, "own inbox"),
    _write("message.mark_read", SIGNED_IN),
    _write("import.run", {*OFFICERS, R.ADMINISTRATOR}, "registers, job orders, exchange rates"),
    # --- demand and wishes: employers, recruiters, job orders, candidacies, rounds
    _write(
        "employer.register", {R.PUBLIC, R.OFFICER_DESTINATION}, "anybody may ask to be verified"
    ),
    _write("employer.correct", {R.EMPLOYER}),
    _read("employer.read", {R.EMPLOYER, *OFFICERS, R.ATTACHE, R.AUDITOR}),
    _write("employer.step", {R.EMPLOYER, *OFFICERS}, "each step asks its own action again"),
    _write("employer.decide", {R.OFFICER_DESTINATION}),
    _write("recruiter.apply", {R.PUBLIC, R.RECRUITER, *OFFICERS}),
    _write("recruiter.correct", {R.RECRUITER}),
    _read("recruiter.read", {R.RECRUITER, *OFFICERS, R.ATTACHE, R.AUDITOR}),
    _write("recruiter.step", {R.RECRUITER, *OFFICERS}, "each step asks its own action again"),
    _write("recruiter.decide", OFFICERS, "of the authority that keeps the licence"),
    _read("job_order.read", {*JOURNEY_PARTIES, R.ATTACHE, R.AUDITOR}),
    _write("job_order.draft", {R.EMPLOYER, R.RECRUITER}, "a recruiter with a licence in force"),
    _write("job_order.submit", {R.EMPLOYER, R.RECRUITER}),
    _write(
        "job_order.step",
        {R.EMPLOYER, R.RECRUITER, *OFFICERS, R.ATTACHE},
        "each step asks its own action again",
    ),
    _write("job_order.decide", {*OFFICERS, R.ATTACHE}, "the one that the channel names"),
    _write("job_order.open", {R.EMPLOYER, *OFFICERS, R.ATTACHE}),
    _write("job_order.close", {R.EMPLOYER, R.OFFICER_DESTINATION}),
    _write("job_order.withdraw", {R.EMPLOYER, R.RECRUITER}),
    _write("job_order.import", {R.OFFICER_DESTINATION}, "the public files of its country"),
    _read("candidacy.read", {R.WORKER, R.REPRESENTATIVE, *OFFICERS, R.AUDITOR}),
    _read("candidacy.own", WORKER_SIDE, "her own wishes, and the jobs she may wish for"),
    _write("candidacy.keep", {R.WORKER, R.REPRESENTATIVE}, "profile, wishes, confirm, withdraw"),
    _write("candidacy.enter", {R.WORKER, R.REPRESENTATIVE, R.OFFICER_ORIGIN}),
    _write("candidacy.import", {R.OFFICER_ORIGIN}, "a register, by file"),
    _read("round.read", {*OFFICERS, R.ATTACHE, R.AUDITOR}),
    _write("round.commit", OFFICERS, "each side for itself: commit to a secret, reveal it"),
    _read("round.own", WORKER_SIDE, "what a round decided on her wishes, and her lot"),
    _read(
        "round.order",
        {R.EMPLOYER, R.RECRUITER, *OFFICERS, R.ATTACHE, R.AUDITOR},
        "what rounds brought a job order",
    ),
    _read("round.compared", {*OFFICERS, R.ATTACHE, R.AUDITOR, R.ANALYST}, "counts alone"),
    _write("round.compare", {*OFFICERS, R.ATTACHE, R.ANALYST}, "a season under other terms"),
    _write("round.run", OFFICERS, "begin, change, close the lists, preview, publish, cancel"),
    # --- journeys, from the offer to life back home
    _read("journey.read", {*JOURNEY_PARTIES, R.ATTACHE, R.AUDITOR}),
    _write("journey.offer", {R.EMPLOYER, R.RECRUITER, *OFFICERS}, "a direct hire, or a round"),
    _write("journey.answer", WORKER_SIDE, "accept or decline an offer"),
    _write("journey.withdraw", WORKER_SIDE, "choose not to go: costs nothing, needs no reason"),
    _write("journey.cancel", {R.EMPLOYER, *OFFICERS}, "with a reason that the worker reads"),
    _read("contract.read", {*JOURNEY_PARTIES, R.ATTACHE, R.AUDITOR}),
    _write("contract.draft", {R.EMPLOYER, R.RECRUITER, *OFFICERS, R.ATTACHE}),
    _write("contract.sign_as_employer", {R.EMPLOYER}),
    _write("contract.sign", {R.WORKER}, "with a code; nobody signs for her"),
    _write("contract.answer", WORKER_SIDE, "ask for a change"),
    _write("contract.withdraw", {R.EMPLOYER, R.WORKER}, "before it is registered"),
    _write("contract.register", {*OFFICERS, R.ATTACHE}, "the one that the channel names"),
    _read("preparation.read", {*JOURNEY_PARTIES, R.ATTACHE, R.AUDITOR, R.PROVIDER}),
    _write("preparation.plan", {R.OFFICER_ORIGIN}, "ask for a step, send to a provider"),
    _write("preparation.submit", {*WORKER_SIDE, R.PROVIDER, R.RECRUITER}),
    _write("preparation.check", {R.OFFICER_ORIGIN}),
    _write("preparation.answer", {R.PROVIDER}, "fit or not fit, attended or not; nothing more"),
    _read("departure.read", {*WORKER_SIDE, R.EMPLOYER, *OFFICERS, R.ATTACHE, R.AUDITOR}),
    _write("departure.clear", {R.OFFICER_ORIGIN}),
    _read("departure.check", {R.BORDER_OFFICER}, "a pass by its code; logged"),
    _write("departure.record", {R.BORDER_OFFICER}),
    _read("departure.differences", {R.OFFICER_ORIGIN, R.AUDITOR}),
    _write("departure.turn_back", {R.WORKER, *OFFICERS, R.ATTACHE}),
    _read("arrival.read", {*WORKER_SIDE, *OFFICERS, R.ATTACHE}, "no employer, no recruiter"),
    _write("arrival.confirm", {*WORKER_SIDE, R.ATTACHE}),
    _write("arrival.ask_help", WORKER_SIDE, "a case out of what she answered"),
    _write("arrival.report", {R.EMPLOYER}, "only she herself confirms"),
    _write("arrival.start_work", {R.WORKER, R.EMPLOYER, R.OFFICER_DESTINATION}),
    _write("contact.report", {*OFFICERS, R.ATTACHE}),
    _write("contact.find", {*WORKER_SIDE, *OFFICERS, R.ATTACHE}),
    _write("contact.record_death", {*OFFICERS, R.ATTACHE}),
    _read("return.read", {*WORKER_SIDE, R.OFFICER_ORIGIN}),
    _write("return.end_contract", {*WORKER_SIDE, R.EMPLOYER, *OFFICERS, R.ATTACHE}),
    _write("return.record", {*WORKER_SIDE, R.OFFICER_ORIGIN, R.ATTACHE}),
    _write("return.reintegrate", {*WORKER_SIDE, R.OFFICER_ORIGIN}),
    _write("return.follow_up", {*WORKER_SIDE, R.OFFICER_ORIGIN}),
    _write("return.close", {R.OFFICER_ORIGIN}),
    _write("journey.refuse", {*OFFICERS, R.ATTACHE}, "with the decision that it rests on"),
    # --- cases: never the accused, never border or immigration
    _read("case.read", CASE_CIRCLE, "logged; the accused reads its notice and nothing else"),
    _write("case.note", CASE_CIRCLE, "what was tried; what she adds"),
    _write("case.assign", CASE_HANDLERS, "take up, or give to an organisation that helps"),
    _write("case.assess", CASE_HANDLERS),
    _write("case.name_party", CASE_HANDLERS, "who is complained about, who is asked to help"),
    _write("case.disclose", CASE_HANDLERS, "by whoever has the case in hand, for a stated ground"),
    _write("case.resolve", CASE_HANDLERS),
    _write("case.hand_over", CASE_HANDLERS, "to the other country's side"),
    _write("case.escalate", {*WORKER_SIDE, *CASE_HANDLERS}),
    _write("case.close", {*WORKER_SIDE, *CASE_HANDLERS}),
    _write("case.reopen", {*WORKER_SIDE, *CASE_HANDLERS}),
    _write("case.withdraw", WORKER_SIDE),
    _read("notice.read", {R.EMPLOYER, R.RECRUITER}, "of their own organisation, once disclosed"),
    _write("notice.answer", {R.EMPLOYER, R.RECRUITER}, "the right to be heard"),
    # --- what a worker paid, and what comes back
    _read("cost.read", {*WORKER_SIDE, *OFFICERS, R.ATTACHE}, "never who took the money"),
    _write("cost.report", WORKER_SIDE),
    _read("refund.read", {*WORKER_SIDE, *OFFICERS, R.ATTACHE, R.EMPLOYER, R.RECRUITER}),
    _write("refund.ask", WORKER_SIDE, "only then does who took it learn of it"),
    _write("refund.declare", {R.EMPLOYER, R.RECRUITER}),
    _write("refund.confirm", {*WORKER_SIDE, R.ATTACHE}),
    # --- wages: what was paid against what the contract says
    _read("pay.read", WORKER_SIDE, "her own months"),
    _write("pay.answer", WORKER_SIDE, "her employer does not see what she answers"),
    _read("wage.read", {R.EMPLOYER, *OFFICERS, R.ATTACHE}, "its own files; the alerts of a side"),
    _write("wage.file", {R.EMPLOYER}, "a month's wage file, whole or not at all"),
    _write("wage.declare", {R.EMPLOYER}, "a worker's number in its files; a deduction"),
    _write("wage.open_case", {*OFFICERS, R.ATTACHE}, "an alert becomes a case"),
    # --- calculations on what is sent along: nothing is read from here, nothing is kept
    _read("engine.run", SIGNED_IN, "the same rules for everybody; needs no record of anybody"),
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
