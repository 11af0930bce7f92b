"""Records of people as a document: likely pairs out, each with what speaks for and against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Annotated, Literal

from pydantic import Field

from fairway.engines.documents.shapes import Reading, Ref, Shape
from fairway.engines.identity import (
    Agreement,
    Home,
    Known,
    Name,
    NameOrder,
    PartialDate,
    compare,
    keys_of,
)
from fairway.engines.kernel import BadInput, Fault, name_faults

# A key that more records share tells nobody apart; so many comparisons take some seconds.
MOST_OF_A_KEY = 50
MOST_COMPARED = 50_000
Text = Annotated[str, Field(max_length=200)]


class NameGiven(Shape):
    """A name in one script: its parts as written, and how they are to be read."""

    parts: list[Text] = Field(min_length=1, max_length=10)
    order: Literal["given_first", "family_first", "single"] = "given_first"


class NumberGiven(Shape):
    """An identity number; its kind ends with the country, such as national_id:MX."""

    kind: Ref
    value: Ref


class HomeGiven(Shape):
    """Where somebody lives, as far as it was taken down."""

    number: Text = ""
    street: Text = ""
    more: Text = ""
    town: Text = ""
    postcode: Text = ""


class RecordGiven(Shape):
    """One record of a person; what is left out is not known and counts neither for nor against.

    ``birth`` is a year, a month or a date; phones begin with +; the first place is the nearest.
    """

    id: Ref
    names: list[NameGiven] = Field(min_length=1, max_length=5)
    birth: Annotated[str, Field(max_length=10)] | None = None
    places: list[Text] = Field(default=[], max_length=5)
    phones: list[Annotated[str, Field(max_length=32)]] = Field(default=[], max_length=5)
    numbers: list[NumberGiven] = Field(default=[], max_length=5)
    sex: Literal["f", "m", "x", ""] = ""
    home: HomeGiven | None = None


class RecordsGiven(Shape):
    """Records among which pairs of one person are looked for, and how likely a pair must be."""

    records: list[RecordGiven] = Field(max_length=5_000)
    least: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] = 0.9


class SaysFound(Shape):
    """What one field says; above zero it speaks for one person, below for two."""

    field: str
    level: str
    bits: float


class PairFound(Shape):
    """Two records, the probability that they are of one person, and why."""

    one: str
    other: str
    probability: float
    bits: float
    reasons: list[SaysFound]


class PairsFound(Shape):
    """The pairs, likeliest first. Whether two are one is decided by a person.

    ``too_common`` counts the keys that more than fifty records share and that were passed over.
    """

    compared: int
    too_common: int
    pairs: list[PairFound]


def pair(given: RecordsGiven) -> PairsFound:
    """Find the likely pairs. Raises BadInput with the path of every fault."""
    reading = Reading()
    known = [_known(reading, f"records[{row}]", one) for row, one in enumerate(given.records)]
    reading.faults += name_faults("records", [one.id for one in given.records], None, "")
    reading.finish()
    records = [one for one in known if one]
    candidates, too_common = _candidates(records)
    if len(candidates) > MOST_COMPARED:
        accepted = f"fewer records: they share so much that more than {MOST_COMPARED} pairs remain"
        raise BadInput(Fault("records", str(len(records)), accepted, "too_alike"))
    found = [
        PairFound(
            one=records[a].reference,
            other=records[b].reference,
            probability=round(likeness.probability, 9),
            bits=round(likeness.bits, 6),
            reasons=list(map(_says, likeness.reasons)),
        )
        for a, b in sorted(candidates)
        if (likeness := compare(records[a], records[b])).probability >= given.least
    ]
    found.sort(key=lambda one: (-one.bits, one.one, one.other))
    return PairsFound(compared=len(candidates), too_common=too_common, pairs=found)


def _known(reading: Reading, path: str, given: RecordGiven) -> Known | None:
    before = len(reading.faults)
    names = tuple(_names(reading, path, given.names))
    birth = _birth(reading, path, given.birth)
    if len(reading.faults) > before:
        return None
    return Known(
        reference=given.id,
        names=names,
        birth=birth,
        places=tuple(given.places),
        phones=tuple(given.phones),
        numbers=tuple((number.kind, number.value) for number in given.numbers),
        sex=given.sex,
        home=Home(**given.home.model_dump()) if given.home else None,
    )


def _names(reading: Reading, path: str, given: Sequence[NameGiven]) -> Iterator[Name]:
    for row, one in enumerate(given):
        try:
            yield Name.of(*one.parts, order=NameOrder(one.order))
        except BadInput as error:
            reading.refused(f"{path}.names[{row}]", error)


def _birth(reading: Reading, path: str, given: str | None) -> PartialDate | None:
    try:
        return PartialDate.parse(given, field="birth") if given else None
    except BadInput as error:
        reading.refused(path, error)
        return None


def _candidates(records: Sequence[Known]) -> tuple[set[tuple[int, int]], int]:
    """The pairs that share a key, and how many keys too many share."""
    by_key: dict[str, list[int]] = {}
    for place, record in enumerate(records):
        for key in keys_of(record):
            by_key.setdefault(key, []).append(place)
    telling = [places for places in by_key.values() if len(places) <= MOST_OF_A_KEY]
    found: set[tuple[int, int]] = set()
    for places in telling:
        if len(found) <= MOST_COMPARED:
            found.update(combinations(places, 2))
    return found, len(by_key) - len(telling)


def _says(one: Agreement) -> SaysFound:
    return SaysFound(field=one.field, level=one.level, bits=round(one.bits, 6))
