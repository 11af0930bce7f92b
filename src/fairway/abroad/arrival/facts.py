"""An arrival as the facts that packs ask for."""

from __future__ import annotations

from fairway.abroad.arrival.questions import Answers
from fairway.engines.kernel import FactValue
from fairway.leaving.contracts.terms import Terms


def facts_of(answers: Answers, promised: Terms, channel: str) -> dict[str, FactValue]:
    """What she found, beside what was promised. The same pay is the pay of the contract."""
    told = answers.pay_told or (promised.pay if answers.said["pay"] else None)
    facts: dict[str, FactValue] = {
        "channel": channel,
        "wage_registered": promised.pay,
        "passport_kept_by_worker": answers.said["papers"],
        "phone_kept_by_worker": answers.said["phone"],
    }
    if told is not None:
        facts["wage_now_offered"] = told
    return facts
