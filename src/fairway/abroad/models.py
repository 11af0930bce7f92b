"""All tables of the stage; each room keeps its own in its folder."""

from fairway.abroad.costs.models import CostEntry, RefundOrder

__all__ = ["CostEntry", "RefundOrder"]
