"""What a worker paid to get a job abroad, what goes back, and how heavy it weighed."""

from fairway.engines.costs.indicator import (
    Burden,
    Exclusion,
    WorkerCost,
    months_of_pay,
    recruitment_cost_indicator,
)
from fairway.engines.costs.limits import (
    CostCheck,
    CostKind,
    CostLimit,
    CostPaid,
    RefundOrder,
    check_costs,
    room,
)

__all__ = [
    "Burden",
    "CostCheck",
    "CostKind",
    "CostLimit",
    "CostPaid",
    "Exclusion",
    "RefundOrder",
    "WorkerCost",
    "check_costs",
    "months_of_pay",
    "recruitment_cost_indicator",
    "room",
]
