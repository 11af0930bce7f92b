"""What a payment was for and who took it, in the packs' words and in the ILO's."""

from __future__ import annotations

from types import MappingProxyType

from django.db import models
from django.utils.translation import gettext_lazy as _

from fairway.engines.costs import CostKind

# The packs' words for what a fee is for, shown to people, with the ILO's kind of cost (2019).
FEE_KINDS = MappingProxyType(
    {
        "placement": (_("The job or the agency itself"), CostKind.RECRUITMENT_FEE),
        "recruitment": (_("The job or the agency itself"), CostKind.RECRUITMENT_FEE),
        "employer tax": (_("A tax of the employer"), CostKind.ILLEGITIMATE),
        "certification": (_("The employer's papers"), CostKind.ILLEGITIMATE),
        "petition": (_("The employer's petition for a visa"), CostKind.ILLEGITIMATE),
        "visa": (_("Visa"), CostKind.ADMINISTRATIVE),
        "passport": (_("Passport"), CostKind.ADMINISTRATIVE),
        "documents": (_("Papers and stamps"), CostKind.ADMINISTRATIVE),
        "medical": (_("Medical examination"), CostKind.MEDICAL),
        "insurance": (_("Insurance"), CostKind.INSURANCE),
        "pre-departure education": (_("Course before leaving"), CostKind.TRAINING),
        "training": (_("Training or test"), CostKind.TRAINING),
        "travel": (_("Travel"), CostKind.TRAVEL),
        "housing": (_("Housing"), CostKind.TRAVEL),
        "meals": (_("Meals"), CostKind.TRAVEL),
        "tools": (_("Tools or clothes for the work"), CostKind.EQUIPMENT),
        "other": (_("Something else"), CostKind.ADMINISTRATIVE),
    }
)


class PayeeKind(models.TextChoices):
    """Who took the money; the values are the packs' words."""

    RECRUITER = "recruiter", _("The agency")
    SUB_AGENT = "sub-agent", _("Somebody who found me for the agency")
    EMPLOYER = "employer", _("The employer")
    PUBLIC_BODY = "public body", _("A public office")
    PROVIDER = "provider", _("A clinic, a school, an airline")
    OTHER = "other", _("Somebody else")


class Finding(models.TextChoices):
    """What the rules say of one payment."""

    LAWFUL = "lawful", _("Allowed")
    EXCESS = "excess", _("Too much: it must come back")
    OPEN = "open", _("No rule is known: a person decides")
