"""ESCO occupations, and national codes, read into ISCO-08 unit groups.

Source: ESCO v1.1.1, occupations, European Commission (Decision 2011/833/EU). Each of its
3,007 occupations stands under one ISCO-08 unit group, which begins its code: 7212.3 is one of 7212.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from fairway.engines.kernel import MOST_FAULTS, BadInput, Fault
from fairway.engines.occupations.isco import UNIT_GROUP, nearest, unit_groups

ESCO_URI = "http://data.europa.eu/esco/occupation/"


@cache
def esco_occupations() -> Mapping[str, str]:
    """The code of each ESCO occupation by the last part of its address."""
    text = files(__package__).joinpath("esco111.csv").read_text(encoding="utf-8")
    return {row["uuid"]: row["code"] for row in csv.DictReader(text.splitlines())}


@cache
def _esco_codes() -> frozenset[str]:
    return frozenset(esco_occupations().values())


def unit_group_of(code: str) -> str:
    """The ISCO-08 unit group of an ISCO-08 code, an ESCO code (7212.3) or an ESCO address.

    Raises BadInput for one that is not known, with the nearest unit groups.
    """
    text = code.strip()
    if text in unit_groups():
        return text
    found = esco_occupations().get(text.removeprefix(ESCO_URI), text)
    if found in _esco_codes():
        return found[:UNIT_GROUP]
    near = ", ".join(nearest(text)) or "5131"
    accepted = f"an ISCO-08 unit group or an ESCO occupation, such as {near}"
    raise BadInput(Fault("occupation", text[:64], accepted, "occupation"))


def unit_groups_by(broader: Mapping[str, str]) -> dict[str, str]:
    """The unit group of every code of a classification whose codes name the next broader one.

    Chains end in a unit group of ISCO-08 or an ESCO occupation. Takes time for each code once.
    Raises BadInput with every code that is in a cycle, named with the cycle, and every chain that
    ends elsewhere (the first 200).
    """
    group: dict[str, str] = {}
    lost: dict[str, Fault] = {}
    for code in broader:
        chain: dict[str, None] = {}
        at = code
        while at in broader and at not in group and at not in lost and at not in chain:
            chain[at] = None
            at = broader[at]
        if at in chain:
            steps = list(chain)
            cycle = " > ".join([*steps[steps.index(at) :], at])
            fault = Fault(at, cycle[:200], "codes that are not broader than themselves", "cycle")
            lost |= dict.fromkeys(chain, fault)
        elif at in lost:
            lost |= dict.fromkeys(chain, lost[at])
        elif at in group:
            group |= dict.fromkeys(chain, group[at])
        else:
            try:
                group |= dict.fromkeys(chain, unit_group_of(at))
            except BadInput as error:
                (fault,) = error.faults
                accepted = "a chain that ends in ISCO-08 or ESCO"
                lost |= dict.fromkeys(chain, Fault(code, fault.value, accepted, "dead_end"))
    if lost:
        raise BadInput(*list(dict.fromkeys(lost.values()))[:MOST_FAULTS])
    return group
