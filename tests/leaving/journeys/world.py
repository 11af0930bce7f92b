"""A corridor with everybody on it: what the tests of the way out stand on.

Philippines to the Emirates, domestic work, under the pack that comes with Fairway.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import transaction

from fairway.commons.agreements import actions as agreements
from fairway.core import clock, transitions
from fairway.core.accounts.actors import Actor, for_worker, system
from fairway.core.accounts.models import Organisation, User
from fairway.core.keys import keyring
from fairway.core.messages.models import OUTBOX_KEY, Message
from fairway.core.people.details import PersonDetails
from fairway.core.people.models import Person
from fairway.core.people.registration import register
from fairway.engines.identity import Name, PartialDate
from fairway.engines.kernel import Money
from fairway.engines.lifecycles import Role
from fairway.engines.provisions import packs_dir
from fairway.leaving.candidacies.models import Candidacy, WorkerProfile
from fairway.leaving.contracts import actions as contracts
from fairway.leaving.contracts import registering
from fairway.leaving.contracts.models import ContractVersion
from fairway.leaving.departure import actions as departure
from fairway.leaving.departure.models import DeparturePass
from fairway.leaving.employers.models import EmployerRegistration
from fairway.leaving.job_orders import actions as job_orders
from fairway.leaving.job_orders.drafts import Draft
from fairway.leaving.job_orders.models import Housing, JobOrder
from fairway.leaving.journeys import actions as journeys
from fairway.leaving.journeys.models import Journey
from fairway.leaving.preparation import actions as preparation
from fairway.leaving.preparation.models import PreparationStep

PACK = packs_dir() / "ph-ae-domestic" / "2026.1" / "pack.yaml"
CORRIDOR, CHANNEL = "PH-AE", "domestic_work"


# Terms that the employer adds to those of the order, and what the attaché saw evidence of.
GOOD = {
    "medical_care": "employer",
    "night_rest_hours": 8,
    "wage_account": True,
    "passport_kept": True,
    "phone_kept": True,
    "joint_liability": True,
}
SEEN = {"video_call_done": True}
LEAVES = date(2026, 12, 12)
LEFT = datetime(2026, 12, 12, 6, 0, tzinfo=UTC)


class World:
    """Actors by their names, and the shortest way to each stage of a journey."""

    def __init__(self, make_authority, make_actor) -> None:
        self.home, self.abroad = make_authority("PH"), make_authority("AE")
        self.make_actor = make_actor
        self.origin: Actor = make_actor(Role.OFFICER_ORIGIN, "PH")
        self.destination: Actor = make_actor(Role.OFFICER_DESTINATION, "AE")
        self.attache: Actor = make_actor(Role.ATTACHE, "PH")
        self.employer: Actor = make_actor(Role.EMPLOYER, "AE")
        self._publish()
        self._verify(self.employer)
        self.people = 0

    def order(self, places: int = 1, **changes) -> JobOrder:
        """An open job order of the employer, on terms that the pack allows."""
        said = {
            "corridor": CORRIDOR,
            "channel": CHANNEL,
            "occupation": "9111",
            "title": "Helper in a family of four",
            "places": places,
            "workplace": "Al Barsha, Dubai",
            "start_on": date(2027, 2, 1),
            "end_on": date(2029, 1, 31),
            "weekly_hours": Decimal(48),
            "pay": Money.of("500.00", "USD"),
            "housing": Housing.FREE,
            "terms": {
                "weekly_rest_days": 1,
                "daily_rest_hours": 12,
                "annual_leave_days": 30,
                "meals": True,
                "health_insurance": "employer",
                "outbound_travel": "employer",
                "return_travel": "employer",
            },
        } | changes
        order = job_orders.draft(Draft(**said), actor=self.employer)
        job_orders.submit(order, actor=self.employer)
        seen = {"recruiter_licensed": True}
        job_orders.approve(order, actor=self.attache, statements=seen)
        return job_orders.open_to_workers(order, actor=self.employer)

    def worker(self, name: str = "Amihan Reyes", born: str = "1994-03-08") -> Actor:
        """A registered worker with an account."""
        self.people += 1
        details = PersonDetails(
            names=(Name.of(*name.split()),),
            birth_date=PartialDate.parse(born) if born else None,
            nationality="PH",
            language="en",
            phone=f"+63917555{self.people:04d}",
        )
        person = register(details, authority=self.home, actor=system(self.home))
        user = User.objects.create_user(f"worker-{self.people}", person=person)
        return for_worker(user)

    def candidacy(
        self, worker: Actor, channel: str = CHANNEL, corridor: str = CORRIDOR
    ) -> Candidacy:
        """The worker's open candidacy."""
        person = Person.objects.get(pk=worker.person_id)
        with transaction.atomic():
            profile, _made = WorkerProfile.objects.get_or_create(
                person=person,
                defaults={"authority": self.home, "nationality": "PH", "occupation": "9111"},
            )
            candidacy = Candidacy(
                authority=self.home,
                person=person,
                profile=profile,
                corridor=corridor,
                channel=channel,
            )
            transitions.create(candidacy, "begin", actor=worker)
            return transitions.move(candidacy, "enter", actor=worker)

    def offered(self, worker: Actor, order: JobOrder | None = None, **how) -> Journey:
        """An offer that waits for the worker's answer."""
        return journeys.offer(
            self.candidacy(worker),
            order or self.order(),
            actor=how.pop("actor", self.origin),
            **how,
        )

    def accepted(self, worker: Actor, order: JobOrder | None = None) -> Journey:
        """An offer that the worker accepted."""
        return journeys.accept(self.offered(worker, order), actor=worker)

    def preparing(self, worker: Actor, order: JobOrder | None = None) -> Journey:
        """An accepted offer whose preparation has started."""
        journey = self.accepted(worker, order)
        preparation.start(journey, actor=self.origin)
        journey.refresh_from_db()
        return journey

    def prepared(self, journey: Journey) -> Journey:
        """Every step done: the worker's and the recruiter's by papers, the provider's by answer."""
        provider = self.provider()
        for step in PreparationStep.objects.filter(journey=journey):
            if step.by == "provider":
                preparation.assign(step, self.house(provider), actor=self.origin)
                preparation.answer(step, passed=True, actor=provider)
            else:
                preparation.complete(step, actor=self.origin)
        return journey

    def cleared(self, worker: Actor, departs_on: date = LEAVES) -> DeparturePass:
        """A worker who may leave."""
        contract = self.registered(worker)
        journey = self.prepared(contract.journey)
        return departure.clear(journey, departs_on=departs_on, actor=self.origin)

    def departed(self, worker: Actor) -> Journey:
        """A worker who left on her day; the clock must stand on or after it."""
        issued = self.cleared(worker)
        border = self.make_actor(Role.BORDER_OFFICER, "PH")
        with clock.at(LEFT):
            departure.depart(issued.code, actor=border)
        issued.journey.refresh_from_db()
        return issued.journey

    def provider(self) -> Actor:
        """A provider of the country of origin."""
        if not hasattr(self, "_provider"):
            self._provider = self.make_actor(Role.PROVIDER, "PH")
        return self._provider

    def house(self, actor: Actor) -> Organisation:
        """The organisation that an actor acts for."""
        return Organisation.objects.get(pk=actor.organisation_id)

    def signed(self, worker: Actor, journey: Journey | None = None, **changes) -> ContractVersion:
        """A contract that both signed, on terms that the pack allows unless changed."""
        contract = contracts.draft(
            journey or self.preparing(worker), actor=self.employer, changes=GOOD | changes
        )
        contracts.sign_as_employer(contract, actor=self.employer)
        return self.sign(contract, worker)

    def sign(self, contract: ContractVersion, worker: Actor) -> ContractVersion:
        """The worker signs with the code that reaches her phone."""
        contracts.send_code(contract, actor=worker)
        message = Message.objects.filter(template="sign_in_code").latest("created_at")
        code = keyring.unseal(OUTBOX_KEY, message.sealed)["params"]["code"]
        return contracts.sign_as_worker(contract, code=code, actor=worker)

    def registered(self, worker: Actor, journey: Journey | None = None) -> ContractVersion:
        """A contract that the attaché registered."""
        contract = self.signed(worker, journey)
        return registering.register(contract, actor=self.attache, statements=SEEN)

    def _publish(self) -> None:
        first, second = (self.make_actor(Role.OFFICER_ORIGIN, "PH") for _ in range(2))
        version = agreements.propose(PACK.read_text(encoding="utf-8"), actor=first)
        agreements.publish(agreements.approve(version, actor=second), actor=second)

    def _verify(self, employer: Actor) -> None:
        registration = EmployerRegistration(
            authority=self.abroad,
            organisation=Organisation.objects.get(pk=employer.organisation_id),
            corridor=CORRIDOR,
            activity="A household",
            attested={"employer_accredited": True},
        )
        with transaction.atomic():
            transitions.create(registration, "register", actor=employer)
            transitions.move(registration, "verify", actor=self.destination)


@pytest.fixture
def world(make_authority, make_actor) -> World:
    """The corridor, in the test's transaction, or really committed where the test asks for it."""
    return World(make_authority, make_actor)
