"""What this room gives to others: its deadlines, and who sees its decisions and its people."""

from __future__ import annotations

from typing import cast

from fairway.core.deadlines import on_due
from fairway.core.records import StatefulRecord
from fairway.leaving.journeys import actions
from fairway.leaving.journeys.models import Journey


def _lapse(record: StatefulRecord) -> None:
    actions.let_offer_lapse(cast("Journey", record))


on_due("journey", "let_offer_lapse", _lapse)
