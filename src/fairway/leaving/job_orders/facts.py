"""A job order as the facts that packs ask for."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from fairway.engines.kernel import FactValue
from fairway.leaving.asking import Facts
from fairway.leaving.job_orders.models import Housing, JobOrder
from fairway.leaving.recruiters.queries import holds_licence

_MONTHS_A_YEAR = 12


def facts_of(order: JobOrder, seen: Facts, on: date) -> dict[str, FactValue]:
    """What the order itself says, and beside it what the authorities saw evidence of.

    The order's own words win: nobody attests another pay than the one that is offered.
    """
    terms = order.terms
    months = whole_months(order.start_on, order.end_on)
    hours = order.weekly_hours
    own: dict[str, FactValue] = {
        "channel": order.channel,
        "worker_nationality": order.origin_country or None,
        "state": order.region or None,
        "workers_requested": order.places,
        "wage_monthly": order.pay_a_month,
        "wage_hourly": order.pay_an_hour,
        "hours_weekly": int(hours) if hours == int(hours) else None,
        "date_of_need": order.start_on,
        "application_filed_on": _filed_on(order),
        "contract_months": months,
        "months_of_need": months,
        "weekly_rest_days": terms.weekly_rest_days,
        "daily_rest_hours": terms.daily_rest_hours,
        "annual_leave_days": terms.annual_leave_days,
        "probation_months": terms.probation_months,
        "meals_or_kitchen": terms.meals,
        "housing_free_of_charge": _housing_free(order),
        "hired_directly": order.recruiter_id is None,
        "recruiter_licensed": _recruiter_licensed(order, on),
    }
    return {**seen, **{name: value for name, value in own.items() if value is not None}}


def whole_months(start: date, end: date) -> int:
    """Complete months from the first to the last day, both included."""
    after = end + timedelta(days=1)
    months = (after.year - start.year) * _MONTHS_A_YEAR + after.month - start.month
    return months - (after.day < start.day)


def _housing_free(order: JobOrder) -> bool | None:
    if order.housing == Housing.NOT_STATED:
        return None
    return order.housing == Housing.FREE


def _filed_on(order: JobOrder) -> date | None:
    """The day on which it was submitted, by the clocks of the authority that decides."""
    if order.state != "submitted":
        return None
    return order.state_since.astimezone(ZoneInfo(order.authority.time_zone)).date()


def _recruiter_licensed(order: JobOrder, on: date) -> bool | None:
    """Not known where no recruiter takes part: whether one is needed is for the packs to say."""
    if order.recruiter_id is None:
        return None
    return holds_licence(order.recruiter_id, order.corridor, on)
