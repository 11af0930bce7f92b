"""Every life cycle by its name."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from fairway.engines.lifecycles.tables.appeals import APPEAL
from fairway.engines.lifecycles.tables.candidacies import CANDIDACY, MATCHING_ROUND
from fairway.engines.lifecycles.tables.cases import CASE
from fairway.engines.lifecycles.tables.employers import EMPLOYER
from fairway.engines.lifecycles.tables.job_orders import JOB_ORDER
from fairway.engines.lifecycles.tables.journeys import JOURNEY
from fairway.engines.lifecycles.tables.likely_pairs import LIKELY_PAIR
from fairway.engines.lifecycles.tables.packs import PACK_PUBLICATION
from fairway.engines.lifecycles.tables.personal_data import CONSENT, DOCUMENT, ERASURE
from fairway.engines.lifecycles.tables.preparation import CONTRACT, PREPARATION_STEP
from fairway.engines.lifecycles.tables.recruiters import RECRUITER_LICENCE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fairway.engines.lifecycles.table import Lifecycle

LIFECYCLES: Mapping[str, Lifecycle] = MappingProxyType(
    {
        lifecycle.name: lifecycle
        for lifecycle in (
            EMPLOYER,
            RECRUITER_LICENCE,
            JOB_ORDER,
            CANDIDACY,
            MATCHING_ROUND,
            JOURNEY,
            PREPARATION_STEP,
            CONTRACT,
            CASE,
            APPEAL,
            PACK_PUBLICATION,
            CONSENT,
            ERASURE,
            DOCUMENT,
            LIKELY_PAIR,
        )
    }
)
