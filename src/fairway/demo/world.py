"""What every story stands on: the cast, the schedule, the people still to come, the phones."""

from __future__ import annotations

import io
import secrets
import uuid
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from fairway.core.accounts.actors import Actor, for_membership, for_worker
from fairway.core.accounts.models import Membership, Organisation, User
from fairway.core.accounts.workers import account_of
from fairway.core.documents.actions import Upload
from fairway.core.keys import keyring
from fairway.core.messages import sending
from fairway.core.messages.models import OUTBOX_KEY, Message
from fairway.core.people import consents
from fairway.core.people.models import Person, Purpose
from fairway.core.people.registration import register
from fairway.demo.cast import Cast
from fairway.demo.people import Crowd, Invented, invented
from fairway.demo.schedule import Schedule
from fairway.engines.lifecycles import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from fairway.demo.payroll import Payroll
    from fairway.leaving.journeys.models import Journey

# Accounts here open by a click; this one is known to nobody and to no later process.
PASSWORD = secrets.token_urlsafe(24)


@dataclass(slots=True)
class World:
    """Shared by all stories of one build."""

    cast: Cast
    schedule: Schedule
    emirates: Crowd = field(default_factory=lambda: Crowd(invented("ph-ae", women_only=True)))
    france: Crowd = field(default_factory=lambda: Crowd(invented("tn-fr")))
    # By name: how they act. Agencies are those whose licence is in force throughout.
    employers: dict[str, Actor] = field(default_factory=dict)
    agencies: list[Actor] = field(default_factory=list)
    payrolls: dict[str, Payroll] = field(default_factory=dict)
    wishing: dict[uuid.UUID, Worker] = field(default_factory=dict)
    # Whose acceptance is the last thing that happens before the demonstration opens.
    accepts_last: list[tuple[Journey, Actor]] = field(default_factory=list)
    numbers: Counter[str] = field(default_factory=Counter)
    # Called before a round is cleared.
    before_rounds: Callable[[], object] = lambda: None

    def number(self, series: str) -> int:
        """Count on in a series."""
        self.numbers[series] += 1
        return self.numbers[series]


@dataclass(frozen=True, slots=True)
class Worker:
    """One invented worker who has registered."""

    who: Invented
    person: Person
    actor: Actor


def enter_worker(world: World, who: Invented, country: str) -> Worker:
    """A worker comes to the employment office, registers, and says what may be done with it."""
    office = {"PH": "manila", "TN": "tunis"}[country]
    person = register(
        who.details, authority=world.cast.authorities[country], actor=world.cast.of(office)
    )
    actor = for_worker(account_of(person))
    language = who.details.language
    for purpose in (Purpose.MATCHING, Purpose.SHARE_EMPLOYER):
        consents.give(person, purpose, language=language, actor=actor)
    return Worker(who, person, actor)


def show_in_demo(actor: Actor, name: str = "") -> None:
    """Let visitors become this person by one click; a worker is named by what happens to her."""
    user = User.objects.get(pk=actor.account)
    user.is_demo = True
    user.login = name or user.login
    user.save(update_fields=["is_demo", "login"])


def code_on_phone() -> str:
    """What the last text message with a code says: it is sent, and the worker reads her phone."""
    latest = Message.objects.filter(template="sign_in_code").order_by("-created_at", "-id").first()
    if latest is None or latest.sealed is None:
        raise LookupError("No code was sent to any phone.")
    code = str(keyring.unseal(OUTBOX_KEY, latest.sealed)["params"]["code"])
    sending.send_due()
    return code


def house_of(actor: Actor) -> Organisation:
    """The organisation that somebody acts for."""
    if actor.organisation_id is None:
        raise LookupError(f"{actor.role} acts for no organisation")
    return Organisation.objects.select_related("authority").get(pk=actor.organisation_id)


def member_of(organisation: Organisation, role: Role) -> Actor:
    """The first member of an organisation, as she acts."""
    membership = Membership.objects.select_related("organisation", "user")
    return for_membership(membership.get(organisation=organisation, role=role.value))


@cache
def _paper(title: str) -> bytes:
    """A sheet with a title, as a phone would photograph it."""
    sheet = Image.new("L", (620, 877), 244)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((40, 40, 580, 837), outline=90, width=3)
    pen.text((70, 80), title, fill=20, font_size=26)
    for line in range(14):
        pen.line((70, 180 + line * 40, 550 - line * 13 % 120, 180 + line * 40), fill=120, width=4)
    pen.text((70, 770), "DEMONSTRATION: NOBODY'S DOCUMENT", fill=60, font_size=20)
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()


def photo(title: str) -> Upload:
    """An invented paper with a title."""
    return Upload(f"{title.replace(' ', '-').lower()}.png", _paper(title))
