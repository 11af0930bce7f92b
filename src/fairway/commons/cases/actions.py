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

__all__ = [
    "Contact",
    "Filed",
    "Told",
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
