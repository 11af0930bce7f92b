"""Job orders from public files of the destination, made comparable."""

from fairway.engines.joborders.layouts import LAYOUTS
from fairway.engines.joborders.oflc import parse_orders
from fairway.engines.joborders.reasons import REASONS
from fairway.engines.joborders.records import (
    JobOrderRecord,
    Member,
    Occupation,
    ParsedOrders,
    Pay,
    PayUnit,
    SetAside,
)
from fairway.engines.joborders.states import STATES, state_code

__all__ = [
    "LAYOUTS",
    "REASONS",
    "STATES",
    "JobOrderRecord",
    "Member",
    "Occupation",
    "ParsedOrders",
    "Pay",
    "PayUnit",
    "SetAside",
    "parse_orders",
    "state_code",
]
