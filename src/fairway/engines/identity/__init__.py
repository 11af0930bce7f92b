"""Who somebody is, as far as names and dates can tell: in any script, however spelt."""

from fairway.engines.identity.dates import PartialDate
from fairway.engines.identity.keys import normalise, skeleton, skeletons
from fairway.engines.identity.likeness import (
    TooCommon,
    closest,
    closest_by_words,
    organisation_key,
    similarity,
    word_likeness,
)
from fairway.engines.identity.names import Name, NameOrder, script_of

__all__ = [
    "Name",
    "NameOrder",
    "PartialDate",
    "TooCommon",
    "closest",
    "closest_by_words",
    "normalise",
    "organisation_key",
    "script_of",
    "similarity",
    "skeleton",
    "skeletons",
    "word_likeness",
]
