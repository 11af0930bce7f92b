"""All tables of the commons; each room keeps its own in its folder."""

from fairway.commons.agreements.models import PackVersion
from fairway.commons.decisions.models import Appeal, DecisionRecord

__all__ = ["Appeal", "DecisionRecord", "PackVersion"]
