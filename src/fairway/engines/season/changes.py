"""What is asked of a what-if: named variants, each a few changes, read from short texts.

A change is a path and a value: ``caps.season`` ``20000``, ``wages.occupation.9211`` ``+5%``,
``starts.all`` ``+14``, ``priority.own_occupation`` ``5``, ``kept.nationality.MX`` ``10%``.
Everything that is wrong is told at once, each with its path and what is accepted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from typing import Any

from fairway.engines.kernel import BadInput, Fault, minor_digits
from fairway.engines.matching import Priority
from fairway.engines.matching.market import MOST_GROUPS

MOST_VARIANTS = 8
MOST_CHANGES = 12
LONGEST_NAME = 60
# A cap over the whole season, which a law may not know yet.
SEASON = "season"
EVERYWHERE = "all"
PLACES = ("occupation", "region")
# Every weight of the published priority, with the least and the most that it can be.
PRIORITIES = {
    one.name: (1, 600) if one.name == "experience_step_months" else (0, 1_000)
    for one in fields(Priority)
}
_MOST_DAYS = 366
_MOST_NUMBER = 2**31 - 1
_MOST_PERCENT = Decimal(1_000)
_NUMBER = re.compile(r"(?P<sign>>=|[+-]?)(?P<digits>[0-9]{1,12}(\.[0-9]{1,4})?)(?P<unit>%?)")


class Kind(StrEnum):
    """What a change is about."""

    CAPS = "caps"
    PRIORITY = "priority"
    KEPT = "kept"
    WAGES = "wages"
    STARTS = "starts"


class How(StrEnum):
    """How a value changes what is there."""

    SET = "="
    ADD = "+"
    PERCENT = "%"
    AT_LEAST = ">="
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Change:
    """One change. ``of`` is the path after the kind; ``amount`` carries its sign."""

    kind: Kind
    of: tuple[str, ...]
    how: How
    amount: Decimal = Decimal(0)
    text: str = ""

    @property
    def path(self) -> str:
        """As it was written."""
        return ".".join((self.kind, *self.of))

    def __str__(self) -> str:
        return f"{self.path}={self.text}"


@dataclass(frozen=True, slots=True)
class Variant:
    """A season to compare with the one that stands: its name and what is changed in it."""

    name: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What can be changed in a season: its caps, groups, occupations, regions, its currency."""

    caps: tuple[str, ...]
    groups: tuple[str, ...]
    occupations: Collection[str]
    regions: Collection[str]
    currency: str


def variants_of(data: Any, known: Known) -> tuple[Variant, ...]:
    """Variants from plain data: a list of {"name": ..., "changes": {path: value}}.

    Raises BadInput with every fault, its path beginning ``variants[0]``.
    """
    accepted = f"1 to {MOST_VARIANTS} variants, each a name and its changes"
    if not isinstance(data, list) or not 1 <= len(data) <= MOST_VARIANTS:
        found = str(len(data)) if isinstance(data, list) else type(data).__name__
        raise BadInput(Fault("variants", found, accepted, "variants"))
    faults: list[Fault] = []
    variants = [
        _variant(one, f"variants[{at}]", known, faults, accepted) for at, one in enumerate(data)
    ]
    names = [one.name for one in variants]
    faults += [
        Fault(f"variants[{at}].name", name[:LONGEST_NAME], "each name once", "repeated")
        for at, name in enumerate(names)
        if name and name in names[:at]
    ]
    if faults:
        raise BadInput(*faults)
    return tuple(variants)


def as_data(texts: Sequence[str], names: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Variants as plain data from one text each, such as ``caps.season=20000, wages.all=+5%``.

    A variant without a name is named by its text.
    """
    if len(names) > len(texts):
        found = str(len(names))
        raise BadInput(Fault("variant", found, f"at most {len(texts)}, one for each change"))
    data, faults = [], []
    for at, text in enumerate(texts):
        changes: dict[str, str] = {}
        for part in text.split(","):
            path, equals, value = part.strip().partition("=")
            if not equals or path.strip() in changes:
                accepted = "each path once, = and a value, such as caps.season=20000"
                faults.append(Fault(f"change[{at}]", part.strip()[:64], accepted, "change"))
            changes[path.strip()] = value.strip()
        name = names[at] if at < len(names) else text.strip()
        data.append({"name": name[:LONGEST_NAME], "changes": changes})
    if faults:
        raise BadInput(*faults)
    return data


def _variant(data: Any, path: str, known: Known, faults: list[Fault], accepted: str) -> Variant:
    if not isinstance(data, Mapping):
        faults.append(Fault(path, type(data).__name__, accepted, "variants"))
        return Variant("", ())
    faults += [
        Fault(f"{path}.{str(name)[:40]}", "", "name and changes", "unknown_field")
        for name in sorted(map(str, data.keys() - {"name", "changes"}))
    ]
    name = data.get("name")
    if not isinstance(name, str) or not 1 <= len(name.strip()) <= LONGEST_NAME:
        wanted = f"a name of 1 to {LONGEST_NAME} characters"
        faults.append(Fault(f"{path}.name", str(name or "")[:LONGEST_NAME], wanted, "name"))
        name = ""
    changes = data.get("changes")
    if not isinstance(changes, Mapping) or not 0 <= len(changes) <= MOST_CHANGES:
        wanted = f"at most {MOST_CHANGES} changes, each a path and a value"
        faults.append(Fault(f"{path}.changes", type(changes).__name__, wanted, "changes"))
        changes = {}
    kept = sum(str(key).startswith(f"{Kind.KEPT}.") for key in changes)
    if kept > MOST_GROUPS:
        wanted = f"at most {MOST_GROUPS} groups"
        faults.append(Fault(f"{path}.changes", str(kept), wanted, "groups"))
    read = [_change(str(key), value, path, known, faults) for key, value in changes.items()]
    return Variant(name.strip(), tuple(one for one in read if one is not None))


def _change(key: str, value: Any, path: str, known: Known, faults: list[Fault]) -> Change | None:
    kind, *of = key.split(".", 2)
    where = f"{path}.{key}"[:120]
    if kind not in set(Kind):
        kinds = ", ".join(Kind)
        accepted = f"a path that begins with {kinds}"
        faults.append(Fault(where, "", accepted, "path"))
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        faults.append(Fault(where, str(value)[:64], "a text such as +10% or a whole number"))
        return None
    text = str(value).strip()
    reader = _READERS[Kind(kind)]
    found = reader(tuple(of), text, known)
    if isinstance(found, Fault):
        faults.append(Fault(where, found.value[:64], found.accepted, found.code))
        return None
    return Change(Kind(kind), tuple(of), *found, text)


Read = tuple[How, Decimal] | Fault


def _cap(of: tuple[str, ...], text: str, known: Known) -> Read:
    is_law = len(of) == 1 and of[0] in known.caps
    is_new = of == (SEASON,) or _is_place(of, known)
    if not is_law and not is_new:
        names = ", ".join([*known.caps, SEASON, *(f"{place}.CODE" for place in PLACES)])
        accepted = f"caps. and one of {names}"
        return Fault("", "", accepted, "path")
    if is_law and text == How.NONE:
        return How.NONE, Decimal(0)
    found = _number(text)
    if found and found[0] in ((How.SET, How.ADD, How.PERCENT) if is_law else (How.SET,)):
        most = _MOST_PERCENT if found[0] is How.PERCENT else _MOST_NUMBER
        whole = found[0] is How.PERCENT or found[1] == found[1].to_integral_value()
        if whole and abs(found[1]) <= most:
            return found
    if not is_law:
        return Fault("", text, "a whole number such as 20000", "value")
    accepted = "a number such as 72000, +500, -500, +10%, -10%, or none for no cap"
    return Fault("", text, accepted, "value")


def _priority(of: tuple[str, ...], text: str, _known: Known) -> Read:
    if len(of) != 1 or of[0] not in PRIORITIES:
        names = ", ".join(PRIORITIES)
        return Fault("", "", f"priority. and one of {names}", "path")
    least, most = PRIORITIES[of[0]]
    found = _number(text)
    if (
        found
        and found[0] is How.SET
        and found[1] == found[1].to_integral_value()
        and least <= found[1] <= most
    ):
        return found
    return Fault("", text, f"a whole number from {least} to {most}", "value")


def _kept(of: tuple[str, ...], text: str, known: Known) -> Read:
    if ".".join(of) not in known.groups:
        names = ", ".join(known.groups) or "a group"
        return Fault("", "", f"kept. and one of {names}", "path")
    found = _number(text.removesuffix("%"))
    if found and found[0] is How.SET:
        if text.endswith("%") and found[1] <= 100:  # noqa: PLR2004  all of them
            return How.PERCENT, found[1]
        if not text.endswith("%") and found[1] == found[1].to_integral_value() <= _MOST_NUMBER:
            return found
    return Fault("", text, "places such as 500, or a share of all places such as 10%", "value")


def _wages(of: tuple[str, ...], text: str, known: Known) -> Read:
    if of != (EVERYWHERE,) and not _is_place(of, known):
        return _no_such_orders("wages")
    found = _number(text)
    digits = minor_digits(known.currency)
    if found and found[0] is How.PERCENT and -100 < found[1] <= _MOST_PERCENT:  # noqa: PLR2004  all
        return found
    if (
        found
        and found[0] is not How.PERCENT
        and found[1] == round(found[1], digits)
        and abs(found[1]) < _MOST_NUMBER
    ):
        return found
    accepted = (
        f"a share such as +5% or -5%, or an amount a month in {known.currency}: +100.00 more, "
        ">=2500.00 at least, 2500.00 exactly"
    )
    return Fault("", text, accepted, "value")


def _starts(of: tuple[str, ...], text: str, known: Known) -> Read:
    if of != (EVERYWHERE,) and not _is_place(of, known):
        return _no_such_orders("starts")
    found = _number(text.removesuffix("d"))
    if (
        found
        and found[0] is How.ADD
        and found[1] == found[1].to_integral_value()
        and abs(found[1]) <= _MOST_DAYS
    ):
        return found
    return Fault("", text, f"days such as +14 or -7, at most {_MOST_DAYS}", "value")


_READERS: Mapping[Kind, Callable[[tuple[str, ...], str, Known], Read]] = {
    Kind.CAPS: _cap,
    Kind.PRIORITY: _priority,
    Kind.KEPT: _kept,
    Kind.WAGES: _wages,
    Kind.STARTS: _starts,
}


def _no_such_orders(kind: str) -> Fault:
    accepted = f"{kind}.all, {kind}.occupation.CODE or {kind}.region.CODE of orders of this season"
    return Fault("", "", accepted, "path")


def _is_place(of: tuple[str, ...], known: Known) -> bool:
    match of:
        case ("occupation", code):
            return code in known.occupations
        case ("region", code):
            return code in known.regions
    return False


def _number(text: str) -> tuple[How, Decimal] | None:
    """A number with its sign and unit; a sign makes it a change of what is there."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    amount = Decimal(found["digits"])
    if found["sign"] == "-":
        amount = -amount
    if found["unit"]:
        return (How.PERCENT, amount) if found["sign"] in {"+", "-"} else None
    if found["sign"] == How.AT_LEAST:
        return How.AT_LEAST, amount
    return (How.ADD if found["sign"] else How.SET), amount


def grammar(known: Known) -> Iterator[tuple[str, str]]:
    """What can be changed here, as a path and an example of its value: for help."""
    for cap in known.caps:
        yield f"caps.{cap}", "+10%"
    yield f"caps.{SEASON}", "20000"
    yield from ((f"priority.{name}", "5") for name in PRIORITIES)
    yield from ((f"kept.{group}", "10%") for group in known.groups)
    yield "wages.all", "+5%"
    yield "starts.all", "+14"
