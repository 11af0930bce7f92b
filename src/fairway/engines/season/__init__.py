"""The report on a simulated season: figures, one page of HTML, files of CSV."""

from fairway.engines.season.facts import (
    Basis,
    CapResult,
    FileFacts,
    GroupResult,
    OrderResult,
    SeasonFacts,
    SetAsideCount,
    WorkerResult,
)
from fairway.engines.season.files import orders_csv, regions_csv, workers_csv
from fairway.engines.season.html import season_html
from fairway.engines.season.summary import SeasonSummary, summarise
from fairway.engines.season.wording import ENGLISH, ORDER_OUTCOMES, WORKER_OUTCOMES, Voice

__all__ = [
    "ENGLISH",
    "ORDER_OUTCOMES",
    "WORKER_OUTCOMES",
    "Basis",
    "CapResult",
    "FileFacts",
    "GroupResult",
    "OrderResult",
    "SeasonFacts",
    "SeasonSummary",
    "SetAsideCount",
    "Voice",
    "WorkerResult",
    "orders_csv",
    "regions_csv",
    "season_html",
    "summarise",
    "workers_csv",
]
