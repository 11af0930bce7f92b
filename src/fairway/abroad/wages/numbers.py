"""Numbers of people and accounts in wage files: compared by keyed digest, shown masked."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from fairway.core.keys import keyring
from fairway.engines.kernel import BadInput, Fault

_DIGITS = 14


def employee_digest(number: str) -> bytes:
    """What is kept of a worker's number in wage files."""
    return keyring.blind("wage.employee", number)


def account_digest(account: str) -> bytes:
    """What is kept of the account a wage went to: enough to know the same line again."""
    return keyring.blind("wage.account", account)


def read_number(given: str) -> str:
    """A worker's number as files write it: 14 digits. A refusal does not repeat it."""
    number = re.sub(r"\s", "", given)
    if not (number.isascii() and number.isdigit() and len(number) <= _DIGITS):
        raise BadInput(Fault("number", "", _("up to 14 digits, as in the wage file"), "number"))
    return number.zfill(_DIGITS)
