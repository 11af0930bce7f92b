"""Who somebody is, as far as names and dates can tell: in any script, however spelt."""

from fairway.engines.identity.dates import PartialDate
from fairway.engines.identity.keys import normalise, skeleton, skeletons
from fairway.engines.identity.likeness import closest, organisation_key, similarity
from fairway.engines.identity.names import Name, NameOrder, script_of

__all__ = [
    "Name",
    "NameOrder",
    "PartialDate",
    "closest",
    "normalise",
    "organisation_key",
    "script_of",
    "similarity",
    "skeleton",
    "skeletons",
]
