"""All tables of the stage; each room keeps its own in its folder."""

from fairway.abroad.arrival.models import ArrivalReport
from fairway.abroad.costs.models import CostEntry, RefundOrder

__all__ = ["ArrivalReport", "CostEntry", "RefundOrder"]
