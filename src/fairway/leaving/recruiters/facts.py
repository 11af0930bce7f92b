"""A licence as the facts that packs ask for."""

from __future__ import annotations

from datetime import date

from fairway.engines.kernel import FactValue
from fairway.leaving.asking import Facts
from fairway.leaving.recruiters.models import Licence


def facts_of(licence: Licence, seen: Facts, on: date) -> dict[str, FactValue]:
    """What is known of a recruiter: what the authority saw, and what the licence says.

    Whether it "holds a licence" is asked of one who works: while a licence is being granted,
    the one that is granted counts.
    """
    granted = licence.valid_from is not None and licence.valid_to is not None
    return {
        **seen,
        "recruiter_licensed": granted and licence.valid_to is not None and on <= licence.valid_to,
    }
