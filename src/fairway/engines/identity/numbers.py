"""Identity numbers with a check digit: whether a number can have been issued as it is written.

A number that fails its check was mistyped: it then tells less, above all when it differs. Kinds
end with the country (``national_id:ES``); a kind that is not here has no published check.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_SPANISH = "TRWAGMYFPDXBNJZSQVHLCKE"
_MEXICAN = "0123456789ABCDEFGHIJKLMN\u00d1OPQRSTUVWXYZ"
# Verhoeff's scheme (1969) as India's UIDAI uses it: the dihedral group of the pentagon.
_TURN = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def _spain(number: str) -> bool:
    """DNI and NIE: the letter stands for the number modulo 23 (Orden INT/2058/2008)."""
    if not re.fullmatch("[XYZ0-9][0-9]{7}[A-Z]", number, re.ASCII):
        return False
    digits = number[:-1].translate(str.maketrans("XYZ", "012"))
    return number[-1] == _SPANISH[int(digits) % 23]


def _mexico(number: str) -> bool:
    """CURP: weights 18 to 2, the tens' complement (RENAPO, Instructivo normativo)."""
    if not re.fullmatch("[A-Z]{4}[0-9]{6}[A-Z]{6}[0-9A-Z][0-9]", number, re.ASCII):
        return False
    weighed = sum(_MEXICAN.index(letter) * (18 - place) for place, letter in enumerate(number[:17]))
    return -weighed % 10 == int(number[17])


def _france(number: str) -> bool:
    """NIR: the key is 97 less the number modulo 97; Corsica's 2A and 2B count as 19, 18 (Insee)."""
    if not re.fullmatch("[0-9]{5}(?:[0-9]{2}|2A|2B)[0-9]{8}", number, re.ASCII):
        return False
    digits = number[:13].replace("2A", "19").replace("2B", "18")
    return 97 - int(digits) % 97 == int(number[13:])


def _dihedral(a: int, b: int) -> int:
    turned = a % 5 + (b % 5 if a < 5 else -b % 5)  # noqa: PLR2004  a reflection from 5 on
    return turned % 5 + 5 * ((a < 5) != (b < 5))  # noqa: PLR2004  as above


def _india(number: str) -> bool:
    """Aadhaar: twelve digits, the last by Verhoeff's scheme (UIDAI)."""
    if not re.fullmatch("[2-9][0-9]{11}", number, re.ASCII):
        return False
    check = 0
    for place, digit in enumerate(reversed(number)):
        turned = int(digit)
        for _ in range(place % 8):
            turned = _TURN[turned]
        check = _dihedral(check, turned)
    return check == 0


_CHECKS: Mapping[str, Callable[[str], bool]] = {
    "national_id:ES": _spain,
    "residence:ES": _spain,
    "national_id:MX": _mexico,
    "social_security:FR": _france,
    "national_id:IN": _india,
}


def check_of(kind: str, number: str) -> bool | None:
    """Whether a number passes its kind's check; None where no check is published."""
    check = _CHECKS.get(kind)
    return None if check is None else check(number)
