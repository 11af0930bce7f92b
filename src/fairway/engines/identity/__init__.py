"""Who somebody is, as far as names and dates can tell: in any script, however spelt."""

from fairway.engines.identity.candidates import keys_of
from fairway.engines.identity.dates import PartialDate
from fairway.engines.identity.evidence import Agreement, Likeness, closest_records, compare
from fairway.engines.identity.keys import normalise, skeleton, skeletons
from fairway.engines.identity.known import Home, Known
from fairway.engines.identity.levels import PUBLISHED
from fairway.engines.identity.likeness import (
    TooCommon,
    closest,
    closest_by_words,
    organisation_key,
    similarity,
    word_likeness,
)
from fairway.engines.identity.model import Model
from fairway.engines.identity.names import Name, NameOrder, script_of

__all__ = [
    "PUBLISHED",
    "Agreement",
    "Home",
    "Known",
    "Likeness",
    "Model",
    "Name",
    "NameOrder",
    "PartialDate",
    "TooCommon",
    "closest",
    "closest_by_words",
    "closest_records",
    "compare",
    "keys_of",
    "normalise",
    "organisation_key",
    "script_of",
    "similarity",
    "skeleton",
    "skeletons",
    "word_likeness",
]
