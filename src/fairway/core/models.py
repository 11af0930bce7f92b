"""All tables of the core; each concern keeps its own in its folder."""

from fairway.core.access.models import AccessEntry
from fairway.core.accounts.models import (
    ApiToken,
    Authority,
    ClientRequest,
    Membership,
    Organisation,
    PhoneCode,
    User,
)
from fairway.core.journal.models import JournalEntry
from fairway.core.keys.models import PersonKey
from fairway.core.ledger.models import Account, Leg, Transaction
from fairway.core.people.models import (
    BlindIndex,
    Consent,
    ErasureRequest,
    LegalHold,
    Person,
    Representation,
)
from fairway.core.reference.models import Installation

__all__ = [
    "AccessEntry",
    "Account",
    "ApiToken",
    "Authority",
    "BlindIndex",
    "ClientRequest",
    "Consent",
    "ErasureRequest",
    "Installation",
    "JournalEntry",
    "Leg",
    "LegalHold",
    "Membership",
    "Organisation",
    "Person",
    "PersonKey",
    "PhoneCode",
    "Representation",
    "Transaction",
    "User",
]
