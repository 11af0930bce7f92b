"""All tables of the core; each concern keeps its own in its folder."""

from fairway.core.access.models import AccessEntry, Knock
from fairway.core.accounts.authenticators import AuthenticatorApp
from fairway.core.accounts.models import (
    ApiToken,
    Authority,
    ClientRequest,
    Membership,
    Organisation,
    PhoneCode,
    User,
)
from fairway.core.documents.models import Document, DocumentVersion
from fairway.core.imports.models import ImportRun
from fairway.core.journal.models import JournalEntry
from fairway.core.keys.models import PersonKey
from fairway.core.ledger.models import Account, Leg, Transaction
from fairway.core.messages.models import Message
from fairway.core.people.models import (
    BlindIndex,
    Consent,
    ErasureRequest,
    LegalHold,
    Person,
    Representation,
)
from fairway.core.reference.models import CalendarRuling, ExchangeRate, Installation
from fairway.core.tasks.models import Duty, Inconsistency, PendingEvent

__all__ = [
    "AccessEntry",
    "Account",
    "ApiToken",
    "AuthenticatorApp",
    "Authority",
    "BlindIndex",
    "CalendarRuling",
    "ClientRequest",
    "Consent",
    "Document",
    "DocumentVersion",
    "Duty",
    "ErasureRequest",
    "ExchangeRate",
    "ImportRun",
    "Inconsistency",
    "Installation",
    "JournalEntry",
    "Knock",
    "Leg",
    "LegalHold",
    "Membership",
    "Message",
    "Organisation",
    "PendingEvent",
    "Person",
    "PersonKey",
    "PhoneCode",
    "Representation",
    "Transaction",
    "User",
]
