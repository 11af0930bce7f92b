"""Occupations as a document: other classifications read into ISCO-08, and distances within it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Annotated

from pydantic import Field

from fairway.engines.documents.shapes import Shape
from fairway.engines.kernel import MOST_FAULTS, BadInput, Fault
from fairway.engines.occupations import distance, from_soc, groups, nearest, title, unit_groups

Written = Annotated[str, Field(max_length=200)]
Isco = Annotated[str, Field(pattern="^[0-9]{1,4}$")]


class SocGiven(Shape):
    """A job as the United States' files code it: SOC 2010 or O*NET-SOC, or by title alone."""

    code: Written
    title: Written = ""


class PairGiven(Shape):
    """Two ISCO-08 unit groups to be compared."""

    one: Isco
    other: Isco


class CodesGiven(Shape):
    """What is to be read, described and compared. At most 10,000 of each."""

    soc: list[SocGiven] = Field(default=[], max_length=10_000)
    isco: list[Isco] = Field(default=[], max_length=10_000)
    pairs: list[PairGiven] = Field(default=[], max_length=10_000)


class SocFound(Shape):
    """The ISCO-08 unit group of a job; ``isco`` is empty where none can be said, and why."""

    soc: str
    isco: str
    alternatives: list[str]
    confidence: str
    why: str


class IscoFound(Shape):
    """A group of ISCO-08: its titles by language, and the groups around it, outermost first."""

    code: str
    titles: dict[str, str]
    within: list[str]


class CodesFound(Shape):
    """The answers, each list in the order of what was asked.

    A distance is 0 for one and the same unit group, 1 within a minor group, up to 4 for unrelated.
    """

    soc: list[SocFound]
    isco: list[IscoFound]
    distances: list[int]


def read(given: CodesGiven) -> CodesFound:
    """Read the codes. Raises BadInput naming every ISCO code that there is not."""
    faults = list(islice(_unknown(given), MOST_FAULTS))
    if faults:
        raise BadInput(*faults)
    mapped = [from_soc(one.code, one.title) for one in given.soc]
    return CodesFound(
        soc=[
            SocFound(
                soc=one.soc[:200],
                isco=one.isco,
                alternatives=list(one.alternatives),
                confidence=str(one.confidence),
                why=one.why,
            )
            for one in mapped
        ],
        isco=[
            IscoFound(
                code=code,
                titles={
                    language: title(code, language).text
                    for language in ("en", "fr", "es")
                    if not title(code, language).is_fallback
                },
                within=[code[:level] for level in range(1, len(code))],
            )
            for code in given.isco
        ],
        distances=[distance(pair.one, pair.other) for pair in given.pairs],
    )


def _unknown(given: CodesGiven) -> Iterator[Fault]:
    for row, code in enumerate(given.isco):
        if code not in groups():
            yield _no_group(f"isco[{row}]", code)
    for row, pair in enumerate(given.pairs):
        for name, code in (("one", pair.one), ("other", pair.other)):
            if code not in unit_groups():
                yield _no_group(f"pairs[{row}].{name}", code)


def _no_group(path: str, code: str) -> Fault:
    near = ", ".join(nearest(code))
    return Fault(path, code, f"a group of ISCO-08; nearest: {near}", "unknown_isco")
