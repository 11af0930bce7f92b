"""Life cycles as tables: who may take which step, from where, under which provisions."""

from fairway.engines.lifecycles.checks import check, reachable
from fairway.engines.lifecycles.drawing import diagram, page
from fairway.engines.lifecycles.moves import (
    NotAllowed,
    Refusal,
    Running,
    conflicts,
    next_state,
    possible,
    replay,
    running,
    shown,
    step,
)
from fairway.engines.lifecycles.registry import LIFECYCLES
from fairway.engines.lifecycles.roles import OFFICERS, WORKER_SIDE, Role
from fairway.engines.lifecycles.table import Deadline, Lifecycle, State, Transition, mark
from fairway.engines.lifecycles.tables.appeals import APPEAL
from fairway.engines.lifecycles.tables.candidacies import CANDIDACY, MATCHING_ROUND
from fairway.engines.lifecycles.tables.cases import CASE
from fairway.engines.lifecycles.tables.employers import EMPLOYER
from fairway.engines.lifecycles.tables.job_orders import JOB_ORDER
from fairway.engines.lifecycles.tables.journeys import JOURNEY, LIVE
from fairway.engines.lifecycles.tables.likely_pairs import LIKELY_PAIR
from fairway.engines.lifecycles.tables.packs import PACK_PUBLICATION
from fairway.engines.lifecycles.tables.personal_data import CONSENT, DOCUMENT, ERASURE
from fairway.engines.lifecycles.tables.preparation import CONTRACT, PREPARATION_STEP
from fairway.engines.lifecycles.tables.recruiters import RECRUITER_LICENCE

__all__ = [
    "APPEAL",
    "CANDIDACY",
    "CASE",
    "CONSENT",
    "CONTRACT",
    "DOCUMENT",
    "EMPLOYER",
    "ERASURE",
    "JOB_ORDER",
    "JOURNEY",
    "LIFECYCLES",
    "LIKELY_PAIR",
    "LIVE",
    "MATCHING_ROUND",
    "OFFICERS",
    "PACK_PUBLICATION",
    "PREPARATION_STEP",
    "RECRUITER_LICENCE",
    "WORKER_SIDE",
    "Deadline",
    "Lifecycle",
    "NotAllowed",
    "Refusal",
    "Role",
    "Running",
    "State",
    "Transition",
    "check",
    "conflicts",
    "diagram",
    "mark",
    "next_state",
    "page",
    "possible",
    "reachable",
    "replay",
    "running",
    "shown",
    "step",
]
