"""A contract from the draft to its registration, and what later takes its place."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from fairway.core import clock, transitions
from fairway.core.access.gate import Denied, authorise
from fairway.core.accounts import signin
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import Organisation, User
from fairway.core.conflicts import told
from fairway.core.journal import actions as journal
from fairway.engines.kernel import BadInput, Fault
from fairway.engines.lifecycles import OFFICERS
from fairway.engines.provisions import LANGUAGES
from fairway.leaving import asking
from fairway.leaving.contracts.comparing import worse
from fairway.leaving.contracts.facts import SHORTFALLS
from fairway.leaving.contracts.models import ContractVersion, Occasion
from fairway.leaving.contracts.queries import promised, visible_to
from fairway.leaving.contracts.reading import from_json
from fairway.leaving.contracts.terms import Terms
from fairway.leaving.employers import queries as employers
from fairway.leaving.journeys import queries as journeys
from fairway.leaving.journeys.facts import details_of
from fairway.leaving.reach import reach

if TYPE_CHECKING:
    from fairway.leaving.journeys.models import Journey


QUESTION = "contract.register"
_FROM = {
    Occasion.FIRST: ("accepted", "preparing"),
    Occasion.RENEWAL: ("working", "ending"),
    Occasion.OTHER_EMPLOYER: ("arrived", "working", "ending"),
}


class Substituted(BadInput):
    """Terms that fall short of what the worker was promised, each clause named."""


def draft(
    journey: Journey,
    *,
    actor: Actor,
    changes: Mapping[str, Any] | None = None,
    employer: Organisation | None = None,
    client_id: uuid.UUID | None = None,
) -> ContractVersion:
    """Draft the contract from what was promised; ``changes`` are terms that differ or are added.

    Raises `Substituted` where a term falls short of the promise and no pack decides on that.
    An officer drafts one with another ``employer`` for a worker who changes.
    """
    authorise(actor, "contract.draft")
    if client_id is not None:
        before = visible_to(actor).filter(client_id=client_id).first()
        if before is not None:
            return before
    with told(ContractVersion, "journey"), transaction.atomic():
        fresh = reach(journey, journeys.visible_to(actor))
        occasion = _occasion(fresh, employer, actor)
        terms = from_json({**promised(fresh).to_json(), **(changes or {})})
        if occasion is not Occasion.OTHER_EMPLOYER:
            check_against(fresh, promised(fresh), terms)
        contract = ContractVersion(
            authority=fresh.authority,
            client_id=client_id,
            journey=fresh,
            number=_next_number(fresh),
            occasion=occasion,
            employer=employer or fresh.employer,
            terms=terms.to_json(),
            languages=_languages(fresh),
        )
        return transitions.create(
            contract, "draft", actor=actor, payload={"terms": terms_digest(contract)}
        )


def revise(
    contract: ContractVersion,
    changes: Mapping[str, Any],
    *,
    actor: Actor,
    expected_version: int | None = None,
) -> ContractVersion:
    """Write terms of a draft anew; nothing is signed yet."""
    authorise(actor, "contract.draft")
    with transaction.atomic():
        fresh = reach(contract, visible_to(actor), expected_version=expected_version)
        if fresh.state != "drafted":
            raise BadInput(Fault("contract", fresh.state, _("a draft that nobody signed"), "state"))
        terms = from_json({**fresh.terms, **changes})
        if fresh.occasion != Occasion.OTHER_EMPLOYER:
            check_against(fresh.journey, promised(fresh.journey), terms)
        fresh.terms = terms.to_json()
        fresh.version += 1
        fresh.save(update_fields=["terms", "version"])
        journal.record(fresh, "revise", actor=actor, payload={"terms": terms_digest(fresh)})
        return fresh


def sign_as_employer(
    contract: ContractVersion, *, actor: Actor, expected_version: int | None = None
) -> ContractVersion:
    """The employer signs the draft as it stands."""
    authorise(actor, "contract.sign_as_employer")
    with transaction.atomic():
        fresh = reach(contract, visible_to(actor), expected_version=expected_version)
        return transitions.move(
            fresh,
            "sign_as_employer",
            actor=actor,
            changes={"employer_signed_at": clock.now()},
            payload={"terms": terms_digest(fresh)},
        )


def send_code(contract: ContractVersion, *, actor: Actor) -> None:
    """Send the worker the code with which she signs this contract and no other."""
    authorise(actor, "contract.sign")
    found = visible_to(actor).get(pk=contract.pk)
    signin.send_code_to(User.objects.get(pk=actor.account), purpose=purpose_of(found))


def sign_as_worker(
    contract: ContractVersion, *, code: str, actor: Actor, expected_version: int | None = None
) -> ContractVersion:
    """The worker signs what the employer signed, with the code that was sent to her phone.

    A wrong code is counted whatever becomes of the signature, so it is spent before.
    """
    authorise(actor, "contract.sign")
    found = visible_to(actor).get(pk=contract.pk)
    if found.state == "signed_by_employer":
        signin.confirm_with_code(
            User.objects.get(pk=actor.account), code, purpose=purpose_of(found)
        )
    with transaction.atomic():
        fresh = reach(contract, visible_to(actor), expected_version=expected_version)
        if terms_digest(fresh) != terms_digest(found):
            raise transitions.Stale(found.version, fresh.version)
        return transitions.move(
            fresh,
            "sign_as_worker",
            actor=actor,
            changes={"worker_signed_at": clock.now()},
            payload={"terms": terms_digest(fresh)},
        )


def ask_for_change(contract: ContractVersion, *, wish: str, actor: Actor) -> ContractVersion:
    """The worker does not sign yet: the draft goes back with what she would have otherwise."""
    authorise(actor, "contract.answer")
    words = asking.needed(wish, "wish")
    with transaction.atomic():
        fresh = reach(contract, visible_to(actor))
        return transitions.move(
            fresh,
            "ask_for_change",
            actor=actor,
            changes={"employer_signed_at": None},
            personal={"reason": words},
            person_id=fresh.journey.person_id,
        )


def correct(contract: ContractVersion, *, actor: Actor) -> ContractVersion:
    """Take a refused contract up again as a draft; both sign anew."""
    authorise(actor, "contract.draft")
    with transaction.atomic():
        return transitions.move(
            reach(contract, visible_to(actor)),
            "correct",
            actor=actor,
            changes={"employer_signed_at": None, "worker_signed_at": None},
        )


def withdraw(contract: ContractVersion, *, actor: Actor) -> ContractVersion:
    """Take back a version that is not registered."""
    authorise(actor, "contract.withdraw")
    with transaction.atomic():
        return transitions.move(reach(contract, visible_to(actor)), "withdraw", actor=actor)


def terms_digest(contract: ContractVersion) -> str:
    """SHA-256 of the terms: each signature in the journal says what exactly was signed."""
    text = json.dumps(contract.terms, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def purpose_of(contract: ContractVersion) -> str:
    """What a code is good for: this contract's signature alone."""
    return f"sign {contract.id.hex[-24:]}"


def check_against(journey: Journey, before: Terms, terms: Terms) -> None:
    """Refuse terms that fall short of the promise, unless a pack in force decides on that."""
    short = worse(before, terms)
    on = clock.today(journey.authority.time_zone)
    if not short or SHORTFALLS in {s.name for s in asking.asked_for(QUESTION, journey.way, on)}:
        return
    accepted = _("not less than what was promised: %(before)s")
    raise Substituted(
        *(
            Fault(c.clause, str(c.after), accepted % {"before": c.before}, "substituted")
            for c in short
        )
    )


def _occasion(journey: Journey, employer: Organisation | None, actor: Actor) -> Occasion:
    if employer is not None and employer.pk != journey.employer_id:
        if actor.role not in OFFICERS:
            raise Denied(actor, "contract.draft")
        if not employers.is_verified(employer.pk):
            accepted = _("an employer that the authority has verified")
            raise BadInput(Fault("employer", employer.name, accepted, "not_verified"))
        found = Occasion.OTHER_EMPLOYER
    else:
        found = Occasion.RENEWAL if journey.state in _FROM[Occasion.RENEWAL] else Occasion.FIRST
    if journey.state not in _FROM[found]:
        accepted = _("a journey that is being prepared, or a worker who is abroad")
        raise BadInput(Fault("journey", journey.state, accepted, "state"))
    return found


def _next_number(journey: Journey) -> int:
    last = ContractVersion.objects.filter(journey=journey).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _languages(journey: Journey) -> list[str]:
    """The worker's language first; the other is one of the destination's, else the origin's."""
    hers = details_of(journey.person).language
    first = hers if hers in LANGUAGES else "en"
    official = [*journey.destination_authority.languages, *journey.authority.languages, *LANGUAGES]
    second = next(lang for lang in official if lang in LANGUAGES and lang != first)
    return [first, second]
