"""Packs: agreements, laws and contracts as data, and the decisions that follow from them.

    packs = packs_for(builtin_packs(), Corridor.of("PH", "AE"), on)
    decision = decide(packs, "contract.register", facts, on)

Pure: a pack is loaded from a text handed in, a decision is a function of its arguments.
"""

from fairway.engines.provisions.builtin import (
    builtin_pack,
    builtin_packs,
    pack_file,
    pack_ids,
    packs_dir,
    versions,
)
from fairway.engines.provisions.cases import CaseResult, CasesFile, load_cases, run_cases
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
from fairway.engines.provisions.diff import Change, diff
from fairway.engines.provisions.facts import FactSpec
from fairway.engines.provisions.faults import PackFault
from fairway.engines.provisions.load import canonical_text, load_canonical, load_pack
from fairway.engines.provisions.names import LANGUAGES, QUESTIONS
from fairway.engines.provisions.numbers import (
    AppealRoute,
    Cap,
    Deadline,
    Kept,
    appeal_routes,
    cap_for,
    deadlines,
    kept_for,
    packs_for,
    parameter_in_force,
    precedence,
    targets_for,
)
from fairway.engines.provisions.pack import InForceValue, Pack
from fairway.engines.provisions.records import Difference, from_json, replay, to_json

__all__ = [
    "ENGINE",
    "LANGUAGES",
    "QUESTIONS",
    "AppealRoute",
    "Cap",
    "CaseResult",
    "CasesFile",
    "Change",
    "Deadline",
    "Difference",
    "FactSpec",
    "InForceValue",
    "Kept",
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
    "diff",
    "from_json",
    "kept_for",
    "load_canonical",
    "load_cases",
    "load_pack",
    "overall",
    "pack_file",
    "pack_ids",
    "packs_dir",
    "packs_for",
    "parameter_in_force",
    "precedence",
    "replay",
    "required_facts",
    "run_cases",
    "targets_for",
    "to_json",
    "versions",
]
