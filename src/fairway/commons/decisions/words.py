"""The questions of decisions, in the reader's words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TITLES = {
    "employer.register": _("May this employer recruit?"),
    "recruiter.operate": _("May this recruiter work?"),
    "job_order.approve": _("May this job order be approved?"),
    "candidacy.enter": _("May this person be a candidate?"),
    "offer.make": _("May this offer be made?"),
    "fee.charge": _("May this be charged to the worker?"),
    "contract.register": _("May this contract be registered?"),
    "departure.clear": _("May this person leave?"),
    "arrival.confirm": _("Is the arrival as agreed?"),
    "wage.pay": _("Was this wage paid as it must be?"),
    "complaint.file": _("May this complaint be filed?"),
    "records.apart": _("Do these two records belong to two persons?"),
    "stay.extend": _("May this stay be extended?"),
}


def question_title(question: str) -> str:
    """The question as a person would ask it."""
    return str(TITLES.get(question, question))
