"""Packs: agreements, laws and contracts as data, and the decisions that follow from them.

    packs = packs_for(builtin_packs(), Corridor.of("PH", "AE"), on)
    decision = decide(packs, "contract.register", facts, on)

Pure: a pack is loaded from a text handed in, a decision is a function of its arguments.
"""

from fairway.engines.provisions.builtin import (
    builtin_pack,
    builtin_packs,
    pack_ids,
    packs_dir,
    versions,
)
from fairway.engines.provisions.check import Report, check_text
from fairway.engines.provisions.decide import (
    ENGINE,
    Standing,
    Verdict,
    consider,
    decide,
    overall,
    required_facts,
)
from fairway.engines.provisions.facts import FactSpec
from fairway.engines.provisions.faults import PackFault
from fairway.engines.provisions.load import canonical_text, load_canonical, load_pack
from fairway.engines.provisions.model import LANGUAGES, QUESTIONS
from fairway.engines.provisions.numbers import (
    AppealRoute,
    Cap,
    Deadline,
    appeal_routes,
    cap_for,
    deadlines,
    packs_for,
    parameter_in_force,
    precedence,
    targets_for,
)
from fairway.engines.provisions.pack import InForceValue, Pack

__all__ = [
    "ENGINE",
    "LANGUAGES",
    "QUESTIONS",
    "AppealRoute",
    "Cap",
    "Deadline",
    "FactSpec",
    "InForceValue",
    "Pack",
    "PackFault",
    "Report",
    "Standing",
    "Verdict",
    "appeal_routes",
    "builtin_pack",
    "builtin_packs",
    "canonical_text",
    "cap_for",
    "check_text",
    "consider",
    "deadlines",
    "decide",
    "load_canonical",
    "load_pack",
    "overall",
    "pack_ids",
    "packs_dir",
    "packs_for",
    "parameter_in_force",
    "precedence",
    "required_facts",
    "targets_for",
    "versions",
]
