"""Job orders from the public files of a destination: parsed by the engine, kept in one go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from fairway.core import clock
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import Authority, Organisation, OrganisationKind
from fairway.core.bulk import copy_in
from fairway.core.imports.formats import (
    ImportFormat,
    Loading,
    Options,
    Parsed,
    Progress,
    SetAside,
    SourceFile,
)
from fairway.core.journal import actions as journal
from fairway.engines.identity import organisation_key
from fairway.engines.joborders import JobOrderRecord, ParsedOrders, parse_orders
from fairway.engines.occupations import from_soc, title
from fairway.engines.tables import read_table
from fairway.leaving.job_orders.models import ANY_ORIGIN, JobOrder

COUNTRY = "US"
# The channel of the packs that each file is about.
CHANNELS = {"oflc-h2a": "h2a", "oflc-h2b": "h2b"}
TITLES = {
    "oflc-h2a": _("H-2A disclosure file of the United States Department of Labor"),
    "oflc-h2b": _("H-2B disclosure file of the United States Department of Labor"),
}
# Where a reader finds the files that these formats read.
WHERE = "https://www.dol.gov/agencies/eta/foreign-labor/performance"
# The figures of an import's report, by which a season's report accounts for the file.
CERTIFIED = "workers certified on primary rows"
USED = "workers certified on orders used"
EXPIRED = "workers certified whose season is over"
ASIDE = "workers certified on rows set aside: "
_AT_ONCE = 2_000
_LONGEST = 200
# A certified order of a season that is over has been through all of it; one whose season is to
# come waits for an officer here, who approves it under the caps like any other.
_PAST = (("draft", "draft"), ("submit", "submitted"), ("approve", "approved"), ("close", "closed"))
_TO_COME = _PAST[:2]


def format_of(name: str) -> ImportFormat[ParsedOrders]:
    """The import format of one of the public files."""

    def parse(source: SourceFile, options: Options, progress: Progress) -> Parsed[ParsedOrders]:
        del options
        table = read_table(source.path, source.name, progress=progress)
        orders = parse_orders(table, name, from_soc)
        return Parsed(
            rows=orders.rows,
            used=len(orders.orders),
            merged=orders.merged_rows,
            content=orders,
            set_aside=tuple(
                SetAside(row.row, row.field, row.value, row.reason_code, row.reason)
                for row in orders.set_aside
            ),
            figures=_figures(orders),
        )

    def load(parsed: Parsed[ParsedOrders], loading: Loading) -> Mapping[str, int]:
        return _load(parsed.content, name, loading)

    return ImportFormat(name, TITLES[name], parse, load, action="job_order.import")


def _figures(orders: ParsedOrders) -> dict[str, int]:
    """How the certified workers of the file add up: those used and those set aside."""
    aside: Counter[str] = Counter()
    for row in orders.set_aside:
        aside[row.reason_code] += row.places
    return {
        CERTIFIED: orders.certified_on_primary_rows,
        USED: orders.places,
        EXPIRED: orders.expired_on_primary_rows,
        **{f"{ASIDE}{code}": places for code, places in aside.most_common() if places},
    }


def _load(orders: ParsedOrders, name: str, loading: Loading) -> Mapping[str, int]:
    """Keep the orders that are not here yet; a case that is known stays as it is."""
    authority, actor = loading.authority, loading.actor
    known = set(
        JobOrder.objects.filter(destination=COUNTRY, source=name).values_list(
            "case_number", flat=True
        )
    )
    new = [order for order in orders.orders if order.case_number not in known]
    employers, founded = _employers(new, authority, actor)
    today = clock.today(authority.time_zone)
    for first in range(0, len(new), _AT_ONCE):
        batch = [
            (_row(record, name, loading, employers[_house(record)]), record)
            for record in new[first : first + _AT_ONCE]
        ]
        happenings = [
            happening for order, record in batch for happening in _story(order, record, name, today)
        ]
        copy_in([order for order, _record in batch])
        journal.record_many(happenings, actor=actor)
        loading.progress(first + len(batch), len(new))
    return {"joborder": len(new), "organisation": founded}


def _story(
    order: JobOrder, record: JobOrderRecord, name: str, today: date
) -> Iterable[journal.Happening]:
    """Walk an order along its life cycle, as far as the file says it came."""
    payload = {"source": name, "case": record.case_number}
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


def _row(record: JobOrderRecord, name: str, loading: Loading, employer: Organisation) -> JobOrder:
    if record.period.start is None or record.period.end is None:
        raise RuntimeError(f"row {record.row}: an order that is used has a start and an end")
    place = ", ".join(part for part in (record.worksite_city, record.worksite_county) if part)
    return JobOrder(
        authority=loading.authority,
        origin_country=ANY_ORIGIN,
        destination=COUNTRY,
        channel=CHANNELS[name],
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
        source=name,
        case_number=record.case_number,
        source_data={"file": loading.source.sha256, **_besides(record)},
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
        "decided": record.decided.isoformat() if record.decided else "",
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
