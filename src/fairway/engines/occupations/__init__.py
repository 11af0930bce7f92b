"""Occupations: ISCO-08, and how other classifications are read into it."""

from fairway.engines.occupations.esco import unit_group_of, unit_groups_by
from fairway.engines.occupations.isco import (
    Group,
    Title,
    children,
    distance,
    groups,
    nearest,
    title,
    unit_groups,
)
from fairway.engines.occupations.soc import (
    MappingConfidence,
    SocMapping,
    from_soc,
    soc_codes,
)

__all__ = [
    "Group",
    "MappingConfidence",
    "SocMapping",
    "Title",
    "children",
    "distance",
    "from_soc",
    "groups",
    "nearest",
    "soc_codes",
    "title",
    "unit_group_of",
    "unit_groups",
    "unit_groups_by",
]
