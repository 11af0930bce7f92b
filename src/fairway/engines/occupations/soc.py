"""United States SOC 2010 codes as ISCO-08 unit groups.

Source: US Bureau of Labor Statistics, "ISCO-08 x SOC 2010" crosswalk (August 2012, updated
June 2015; a public record): https://www.bls.gov/soc/isco_soc_crosswalk.xls, 840 SOC codes,
1,125 pairs, read as republished in github.com/Guidowe/occupationcross. A star in ``part`` means
that the SOC code is only partly within the ISCO group.

A code that goes to several ISCO groups gets one, by this rule, and keeps the others:
a choice written down with its reason in ``soc2010_choices.csv``; else, among the groups that
can be a job with an employer (ISCO sub-major group 63 produces for its own use, so it cannot),
the one whose title shares most words with the SOC title; else the lowest code.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

from fairway.engines.occupations.isco import UNIT_GROUP, groups

_DETAILED = re.compile(r"(\d\d)-?(\d{4})(?:\.\d\d)?")
_OWN_USE = "63"
_WORD = re.compile(r"[a-z]{4,}")
_STEM = 6


class MappingConfidence(StrEnum):
    """How sure it is that the ISCO group is the right one."""

    ONE = "one group"
    CHOSEN = "chosen by hand, reason kept"
    RULE = "chosen by rule"
    NONE = "no group"


@dataclass(frozen=True, slots=True)
class SocMapping:
    """What a SOC code is in ISCO-08; ``isco`` is '' where nothing can be said, and why."""

    soc: str
    isco: str
    alternatives: tuple[str, ...]
    confidence: MappingConfidence
    why: str


@dataclass(frozen=True, slots=True)
class _Entry:
    title: str
    iscos: tuple[str, ...]


def _rows(name: str) -> list[dict[str, str]]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _crosswalk() -> dict[str, _Entry]:
    titles: dict[str, str] = {}
    iscos: dict[str, list[str]] = defaultdict(list)
    for row in _rows("soc2010_isco08.csv"):
        titles[row["soc"]] = row["soc_title"]
        iscos[row["soc"]].append(row["isco"])
    return {soc: _Entry(titles[soc], tuple(codes)) for soc, codes in iscos.items()}


@cache
def _choices() -> dict[str, tuple[str, str]]:
    return {row["soc"]: (row["isco"], row["why"]) for row in _rows("soc2010_choices.csv")}


@cache
def _by_title() -> dict[str, str]:
    return {entry.title.casefold(): soc for soc, entry in _crosswalk().items()}


def soc_codes() -> tuple[str, ...]:
    """Every SOC 2010 code of the crosswalk."""
    return tuple(_crosswalk())


@lru_cache(maxsize=4_096)
def from_soc(code: str, job_family_title: str = "") -> SocMapping:
    """Map a SOC 2010 or O*NET-SOC code ('45-2092', '45-2092.02'); by exact title if it is blank."""
    found = _DETAILED.fullmatch(code.strip())
    soc = f"{found[1]}-{found[2]}" if found else ""
    if not code.strip():
        soc = _by_title().get(job_family_title.strip().casefold(), "")
    if not soc:
        return _nothing(code, "no SOC 2010 code and no title of one")
    entry = _crosswalk().get(soc)
    if entry is None:
        return _nothing(soc, "not in the crosswalk from SOC 2010 to ISCO-08")
    known = tuple(isco for isco in entry.iscos if len(isco) == UNIT_GROUP)
    if not known:
        return _nothing(soc, f"only minor group {entry.iscos[0]} is published, no unit group")
    if len(known) == 1:
        return SocMapping(soc, known[0], (), MappingConfidence.ONE, "the only group published")
    if soc in _choices():
        isco, why = _choices()[soc]
        return SocMapping(soc, isco, _others(known, isco), MappingConfidence.CHOSEN, why)
    isco = _by_rule(entry.title, known)
    return SocMapping(
        soc, isco, _others(known, isco), MappingConfidence.RULE, "most words of the title in common"
    )


def _nothing(code: str, why: str) -> SocMapping:
    return SocMapping(code, "", (), MappingConfidence.NONE, why)


def _others(known: tuple[str, ...], chosen: str) -> tuple[str, ...]:
    return tuple(isco for isco in known if isco != chosen)


def _by_rule(title_of_soc: str, known: tuple[str, ...]) -> str:
    employed = [isco for isco in known if not isco.startswith(_OWN_USE)] or list(known)
    wanted = _stems(title_of_soc)

    def unlike(isco: str) -> tuple[float, str]:
        offered = _stems(groups()[isco].title("en").text)
        return (-len(wanted & offered) / max(1, len(offered)), isco)

    return min(employed, key=unlike)


def _stems(title: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(title.casefold()))
