"""All tables of the stage; each room keeps its own in its folder."""

from fairway.leaving.candidacies.models import Candidacy, Wish, WorkerProfile
from fairway.leaving.contracts.models import ContractVersion
from fairway.leaving.departure.models import DeparturePass
from fairway.leaving.employers.models import EmployerRegistration
from fairway.leaving.job_orders.models import CapHold, ChannelPeriod, JobOrder
from fairway.leaving.journeys.models import Journey
from fairway.leaving.preparation.models import PreparationStep
from fairway.leaving.recruiters.models import Licence
from fairway.leaving.rounds.models import (
    LotCommitment,
    LotSecret,
    MatchingRound,
    OrderResult,
    RoundResult,
)
from fairway.leaving.rounds.models_whatif import SeasonComparison

__all__ = [
    "Candidacy",
    "CapHold",
    "ChannelPeriod",
    "ContractVersion",
    "DeparturePass",
    "EmployerRegistration",
    "JobOrder",
    "Journey",
    "Licence",
    "LotCommitment",
    "LotSecret",
    "MatchingRound",
    "OrderResult",
    "PreparationStep",
    "RoundResult",
    "SeasonComparison",
    "Wish",
    "WorkerProfile",
]
