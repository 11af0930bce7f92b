"""Everything that can be done with a case, in one place; see the modules for each part."""

from fairway.commons.cases.disclosing import disclose, reply
from fairway.commons.cases.filing import Contact, Filed, Told, file
from fairway.commons.cases.handling import (
    assess,
    assign,
    close,
    escalate,
    hand_over,
    name_party,
    note,
    reopen,
    resolve,
    withdraw,
)
from fairway.commons.cases.remedies import appeal

__all__ = [
    "Contact",
    "Filed",
    "Told",
    "appeal",
    "assess",
    "assign",
    "close",
    "disclose",
    "escalate",
    "file",
    "hand_over",
    "name_party",
    "note",
    "reopen",
    "reply",
    "resolve",
    "withdraw",
]
