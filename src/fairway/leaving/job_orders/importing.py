"""Job orders from the public files of a destination: parsed by the engine, kept in one go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import Truncator

from fairway.core import clock
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import Authority, Organisation, OrganisationKind
from fairway.core.bulk import copy_in
from fairway.core.imports.models import ImportRun
from fairway.core.journal import actions as journal
from fairway.engines.identity import organisation_key
from fairway.engines.joborders import JobOrderRecord, ParsedOrders, parse_orders
from fairway.engines.joborders.records import SourceTable
from fairway.engines.occupations import SocMapping, from_soc, title
from fairway.leaving.job_orders.models import ANY_ORIGIN, JobOrder

COUNTRY = "US"
# The channel of the packs that each file is about.
CHANNELS = {"oflc-h2a": "h2a", "oflc-h2b": "h2b"}
_AT_ONCE = 2_000
_LONGEST = 200
# A certified order of a season that is over has been through all of it; one whose season is to
# come waits for an officer here, who approves it under the caps like any other.
_PAST = (("draft", "draft"), ("submit", "submitted"), ("approve", "approved"), ("close", "closed"))
_TO_COME = _PAST[:2]


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the orders of a file."""

    created: int
    unchanged: int
    employers: int


def parse(table: SourceTable, file_format: str) -> ParsedOrders:
    """Read a whole file, or refuse it with every fault."""
    return parse_orders(table, file_format, _occupation)


def _occupation(code: str, job_title: str) -> SocMapping:
    return from_soc(code, job_title)


def keep(
    parsed: ParsedOrders, file_format: str, *, authority: Authority, actor: Actor, run: ImportRun
) -> Kept:
    """Keep the orders that are not here yet, in the transaction of the import."""
    known = set(
        JobOrder.objects.filter(destination=COUNTRY, source=file_format).values_list(
            "case_number", flat=True
        )
    )
    new = [order for order in parsed.orders if order.case_number not in known]
    employers, founded = _employers(new, authority, actor)
    today = clock.today(authority.time_zone)
    for first in range(0, len(new), _AT_ONCE):
        batch = [
            (_row(record, file_format, authority, employers[_house(record)], run), record)
            for record in new[first : first + _AT_ONCE]
        ]
        happenings = [
            happening
            for order, record in batch
            for happening in _story(order, record, file_format, today)
        ]
        copy_in([order for order, _record in batch])
        journal.record_many(happenings, actor=actor)
    return Kept(len(new), len(parsed.orders) - len(new), founded)


def _story(
    order: JobOrder, record: JobOrderRecord, file_format: str, today: date
) -> Iterable[journal.Happening]:
    """Walk an order along its life cycle, as far as the file says it came."""
    payload = {"source": file_format, "case": record.case_number}
    for event, state in _PAST if order.end_on < today else _TO_COME:
        order.state = state
        yield journal.Happening(order, event, state, payload)


def _house(record: JobOrderRecord) -> tuple[str, str]:
    return organisation_key(record.employer), record.employer_state


def _employers(
    records: Sequence[JobOrderRecord], authority: Authority, actor: Actor
) -> tuple[dict[tuple[str, str], Organisation], int]:
    """The employers by normalised name and state: those that are known, and new ones."""
    found = {
        (house.name_key, str(house.contact.get("state", ""))): house
        for house in Organisation.objects.filter(
            authority=authority, kind=OrganisationKind.EMPLOYER
        )
    }
    new: dict[tuple[str, str], Organisation] = {}
    for record in records:
        key = _house(record)
        if key not in found and key not in new:
            new[key] = Organisation(
                authority=authority,
                kind=OrganisationKind.EMPLOYER,
                name=Truncator(record.employer).chars(_LONGEST),
                name_key=key[0],
                country=COUNTRY,
                contact={"city": record.employer_city, "state": record.employer_state},
            )
    copy_in(list(new.values()))
    journal.record_many(
        [journal.Happening(house, "organisation.imported") for house in new.values()], actor=actor
    )
    return found | new, len(new)


def _row(
    record: JobOrderRecord,
    file_format: str,
    authority: Authority,
    employer: Organisation,
    run: ImportRun,
) -> JobOrder:
    if record.period.start is None or record.period.end is None:
        raise RuntimeError(f"row {record.row}: an order that is used has a start and an end")
    place = ", ".join(part for part in (record.worksite_city, record.worksite_county) if part)
    return JobOrder(
        authority=authority,
        origin_country=ANY_ORIGIN,
        destination=COUNTRY,
        channel=CHANNELS[file_format],
        employer=employer,
        occupation=record.occupation.isco,
        title=_title(record),
        places=record.places,
        workplace=Truncator(place or record.employer_city or record.state).chars(_LONGEST),
        region=record.state,
        start_on=record.period.start,
        end_on=record.period.end,
        weekly_hours=record.pay.weekly_hours,
        hourly_pay=record.pay.hourly.amount,
        monthly_pay=record.pay.monthly.amount,
        currency=record.pay.monthly.currency,
        experience_months=record.experience_months,
        source=file_format,
        case_number=record.case_number,
        source_data=_besides(record),
        imported_by=run,
    )


def _title(record: JobOrderRecord) -> str:
    stated = record.job_title or title(record.occupation.isco, "en").text
    return Truncator(stated).chars(_LONGEST)


def _besides(record: JobOrderRecord) -> dict[str, Any]:
    """What the file says and no column holds, so that nothing that was read is lost."""
    return {
        "row": record.row,
        "occupation": record.occupation.source_code,
        "occupation_confidence": record.occupation.confidence,
        "rate": str(record.pay.rate),
        "unit": record.pay.unit.value,
        "hours_stated": record.pay.hours_stated,
        "requested": record.places_requested,
        "filed_by": record.filed_by,
        "crop": record.crop,
        "partial": record.partial,
        "expired": record.expired,
        "notes": list(record.notes),
        "members": [
            {"employer": member.employer, "state": member.state, "places": member.places}
            for member in record.members
        ],
    }


def report_of(parsed: ParsedOrders) -> dict[str, Any]:
    """The account of a file: every row and every place is somewhere."""
    return {
        "rows": parsed.rows,
        "orders": len(parsed.orders),
        "merged_rows": parsed.merged_rows,
        "set_aside": len(parsed.set_aside),
        "set_aside_by_reason": dict(parsed.set_aside_by_reason),
        "places": parsed.places,
        "places_set_aside": parsed.places_set_aside,
        "places_on_primary_rows": parsed.certified_on_primary_rows,
        "places_of_expired_certifications": parsed.expired_on_primary_rows,
        "reconciles": parsed.reconciles,
    }
