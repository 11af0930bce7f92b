"""All tables of the commons; each room keeps its own in its folder."""

from fairway.commons.agreements.models import PackVersion
from fairway.commons.cases.models import Case, CaseNote, CaseParty, Notice
from fairway.commons.decisions.models import Appeal, DecisionRecord
from fairway.commons.duplicates.models import Comparison, LikelyPair, ToCompare

__all__ = [
    "Appeal",
    "Case",
    "CaseNote",
    "CaseParty",
    "Comparison",
    "DecisionRecord",
    "LikelyPair",
    "Notice",
    "PackVersion",
    "ToCompare",
]
