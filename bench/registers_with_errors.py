"""Registers of invented people who stand in them more than once, with the errors that clerks make.

    python bench/registers_with_errors.py --rows 1000000 --seed 7 --out DIR

writes ``register.csv`` (what a matcher sees) and ``labels.csv`` (id, person: held out). It was
written without sight of any matcher, and no matcher's settings were chosen by it. Every rate below
is an assumption, made so that the register is harder than a well-kept one; none is a statistic.

Who: households of the corridors Tunisia-France, Philippines-Emirates and Mexico-United States,
whose members share family name, birth place and often a phone; some are twins. A person stands in
the register one to four times. The same seed and size give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from invented_people import Draw, People, dates, plain

COLUMNS = (
    "id",
    "given_names",
    "family_names",
    "name_arabic",
    "sex",
    "birth_date",
    "birth_place",
    "phone",
    "national_id",
)
PEOPLES = ("tunisian", "filipino", "mexican")
SHARE_OF_PEOPLES = (0.4, 0.35, 0.25)
RECORDS_OF_A_PERSON = (0.60, 0.25, 0.10, 0.05)  # one, two, three, four
RATES = {
    "typing given": 0.07,
    "typing family": 0.07,
    "typing place": 0.03,
    "swapped": 0.03,
    "second name dropped": 0.15,
    "particle": 0.20,
    "capitals": 0.20,
    "no accents": 0.35,
    "no family": 0.03,
    "no given": 0.005,
    "no place": 0.12,
    "no phone": 0.18,
    "no date": 0.03,
    "year only": 0.06,
    "1 January": 0.05,
    "day and month swapped": 0.02,
    "digit of date": 0.02,
    "no sex": 0.01,
    "wrong sex": 0.004,
    "other phone": 0.25,
    "digit of phone": 0.015,
    "no national id": 0.60,
    "digit of national id": 0.03,
    "married name": 0.30,
}
IN_ARABIC = {"tunisian": 0.55, "filipino": 0.3, "mexican": 0.0}
NEAR = {
    "a": "qsz", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj",
    "i": "uo", "j": "hk", "k": "jl", "l": "km", "m": "n", "n": "bm", "o": "ip", "p": "o",
    "q": "wa", "r": "et", "s": "ad", "t": "ry", "u": "yi", "v": "cb", "w": "qe", "x": "zc",
    "y": "tu", "z": "xs", "1": "2", "2": "13", "3": "24", "4": "35", "5": "46", "6": "57",
    "7": "68", "8": "79", "9": "80", "0": "9",
}  # fmt: skip
READ_AS = {"m": "rn", "l": "1", "i": "l", "o": "0", "e": "c", "u": "v", "h": "b", "n": "r"}
FOREIGN = dict(zip("abcdefghijklmnopqrstuvwxyz ", "ابكديفجهيجكلمنوبقرستوفوكيز ", strict=True))
LOOSE = str.maketrans("أإآةى", "اااهي")
PARTICLES = ("ben ", "bin ", "el ", "al ", "de la ", "dela ", "de los ", "delos ", "de ", "del ")


def _typing_error(text: str, kind: float, at: float) -> str:
    """One slip of a finger or of a reading machine: added, left out, exchanged, near, read as."""
    if len(text) < 3:
        return text
    i = 1 + int(at * (len(text) - 1)) if kind < 0.9 else int(at * len(text))
    i = min(i, len(text) - 1)
    letter = text[i].lower()
    if kind < 0.25:
        return text[:i] + text[i + 1 :]
    if kind < 0.4:
        return text[:i] + text[i] + text[i:]
    if kind < 0.6:
        return text[: i - 1] + text[i] + text[i - 1] + text[i + 1 :]
    if kind < 0.85:
        near = NEAR.get(letter, letter)
        return text[:i] + near[int(at * 1000) % len(near)] + text[i + 1 :]
    return text[:i] + READ_AS.get(letter, letter) + text[i + 1 :]


def _mistype(values: Any, chosen: Any, draw: Draw) -> None:
    """Mistype the chosen values in place; one in eight of them twice."""
    rows = np.flatnonzero(chosen)
    for times in (rows, rows[draw.random(len(rows)) < 0.125]):
        kinds, places = draw.random(len(times)).tolist(), draw.random(len(times)).tolist()
        values[times] = [
            _typing_error(text, kind, at)
            for text, kind, at in zip(values[times].tolist(), kinds, places, strict=True)
        ]


def _other_particle(family: str, how: float) -> str:
    """The same family name with its particle joined, left out or written otherwise."""
    lower = family.lower()
    for particle in PARTICLES:
        if lower.startswith(particle):
            rest, bare = family[len(particle) :], particle.strip()
            if how < 0.35:
                return bare.capitalize().replace(" ", "") + rest.lower()
            if how < 0.6:
                return rest
            if how < 0.8:
                return f"{bare.upper()} {rest}"
            return f"{bare.capitalize()}-{rest}"
    return f"El {family}" if how < 0.15 else family


def _apply(values: Any, chosen: Any, change: Callable[[str], str]) -> None:
    rows = np.flatnonzero(chosen)
    values[rows] = [change(text) for text in values[rows].tolist()]


def _one_digit(values: Any, chosen: Any, draw: Draw) -> None:
    """Exchange one digit of the chosen values for another, in place."""
    rows = np.flatnonzero(chosen)
    places, digits = draw.random(len(rows)).tolist(), draw.integers(1, 10, len(rows)).tolist()
    for row, at, step in zip(rows.tolist(), places, digits, strict=True):
        text = values[row]
        where = [i for i, letter in enumerate(text) if letter.isdigit()]
        if where:
            i = where[int(at * len(where))]
            values[row] = f"{text[:i]}{(int(text[i]) + step) % 10}{text[i + 1 :]}"


def _in_arabic(text: str) -> str:
    """A foreign name as a clerk of the Emirates spells it, letter by letter."""
    return "".join(FOREIGN.get(letter, "") for letter in plain(text).lower())


def _names(who: People, row: Any, draw: Draw) -> tuple[Any, Any, Any]:
    """Given names, family names and name in Arabic of each record, before errors of typing."""
    size = len(row)
    own = who.own[row]
    female = who.female[row]

    def given(which: Any) -> Any:
        spelt = np.empty(size, dtype=object)
        for names, rows in (
            (who.women, np.flatnonzero(female)),
            (who.men, np.flatnonzero(~female)),
        ):
            spelt[rows] = names.spelt(which[rows], own[rows], draw)
        return spelt

    first, second = given(who.given[row]), given(np.maximum(who.second[row], 0))
    family = who.families.spelt(who.family[row], own, draw)
    mother = who.families.spelt(who.mother[row], own, draw)
    spouse = who.families.spelt(who.spouse[row], own, draw)
    has_second = (who.second[row] >= 0) & (draw.random(size) >= RATES["second name dropped"])
    all_given = np.where(has_second, first + " " + second, first)
    married = who.married[row] & (draw.random(size) < RATES["married name"])
    custom = draw.random(size)
    if who.people == "tunisian":
        father = who.men.spelt(who.father[row], own, draw)
        all_given = np.where(custom < 0.08, all_given + " ben " + father, all_given)
        taken = np.where(draw.random(size) < 0.5, family + " ép. " + spouse, spouse)
        family = np.where(married, taken, family)
    elif who.people == "filipino":
        middle = np.where(married, family, mother)
        initial = np.array([f" {name[0]}." for name in middle.tolist()], dtype=object)
        shown = np.where(custom < 0.15, " " + middle, np.where(custom < 0.45, initial, ""))
        all_given, family = all_given + shown, np.where(married, spouse, family)
    else:
        both = np.where(custom < 0.22, family, family + " " + mother)
        family = np.where(married & (custom < 0.5), family + " de " + spouse, both)
    return all_given, family, _name_arabic(who, row, has_second, all_given, family, draw)


def _name_arabic(
    who: People, row: Any, has_second: Any, given: Any, family: Any, draw: Draw
) -> Any:
    size = len(row)
    written = draw.random(size) < IN_ARABIC[who.people]
    found = np.full(size, "", dtype=object)
    rows = np.flatnonzero(written)
    if who.people == "filipino":
        found[rows] = [_in_arabic(text) for text in (given[rows] + " " + family[rows]).tolist()]
    elif len(rows):
        female = who.female[row]

        def arabic(which: Any) -> Any:
            women = who.women.arabic[which % len(who.women.arabic)]
            return np.where(female, women, who.men.arabic[which % len(who.men.arabic)])

        first, second = arabic(who.given[row]), arabic(np.maximum(who.second[row], 0))
        full = np.where(has_second, first + " " + second, first)
        full = full + " " + who.families.arabic[who.family[row]]
        found[rows] = full[rows]
    loose = rows[draw.random(len(rows)) < 0.2]
    found[loose] = [text.translate(LOOSE) for text in found[loose].tolist()]
    wrong = np.zeros(size, dtype=bool)
    wrong[rows[draw.random(len(rows)) < 0.03]] = True
    _mistype(found, wrong, draw)
    return found


def _birth_dates(who: People, row: Any, draw: Draw) -> Any:
    found = dates(who.born)[row]
    size = len(found)

    def some(rate: str) -> Any:
        return draw.random(size) < RATES[rate]

    def swapped(text: str) -> str:
        return f"{text[:5]}{text[8:]}-{text[5:7]}" if text[8:] <= "12" else text

    _apply(found, some("day and month swapped"), swapped)
    _one_digit(found, some("digit of date"), draw)
    _apply(found, some("1 January"), lambda text: f"{text[:4]}-01-01")
    _apply(found, some("year only"), lambda text: text[:4])
    _apply(found, some("no date"), lambda _text: "")
    return found


def _phones(who: People, row: Any, draw: Draw) -> Any:
    size = len(row)
    other = draw.random(size) < RATES["other phone"]
    which = np.where(other, draw.integers(1, 4, size), 0)
    numbers = who.phones[row, which].astype(str).astype(object)
    code = {"tunisian": "216", "filipino": "63", "mexican": "52"}[who.people]
    how = draw.random(size)
    found = f"+{code}" + numbers
    found = np.where(how < 0.45, f"+{code} " + numbers, found)
    found = np.where(how < 0.30, numbers if code != "63" else "0" + numbers, found)
    found = np.where(how < 0.08, f"00{code}" + numbers, found)
    _one_digit(found, draw.random(size) < RATES["digit of phone"], draw)
    found[draw.random(size) < RATES["no phone"]] = ""
    return found


def _records(who: People, copies: Any, draw: Draw) -> tuple[Any, list[Any]]:
    """One row for each record of each person, in the order of the columns but the id."""
    row = np.repeat(np.arange(who.count), copies)
    size = len(row)

    def some(rate: str) -> Any:
        return draw.random(size) < RATES[rate]

    given, family, arabic = _names(who, row, draw)
    rows = np.flatnonzero(some("particle"))
    how = draw.random(len(rows)).tolist()
    family[rows] = [_other_particle(f, h) for f, h in zip(family[rows].tolist(), how, strict=True)]
    place = who.places.spelt(who.place[row], who.own[row], draw)
    bare, capitals = some("no accents"), some("capitals")
    for values, typing in ((given, "given"), (family, "family"), (place, "place")):
        _mistype(values, some(f"typing {typing}"), draw)
        _apply(values, bare, plain)
        _apply(values, capitals, str.upper)
    swapped = some("swapped")
    given, family = np.where(swapped, family, given), np.where(swapped, given, family)
    family[some("no family")] = ""
    given[some("no given") & (family != "")] = ""
    place[some("no place")] = ""
    sex = np.where(who.female[row] ^ some("wrong sex"), "f", "m").astype(object)
    sex[some("no sex")] = ""
    number = who.ids[row]
    _one_digit(number, some("digit of national id"), draw)
    number[some("no national id")] = ""
    values = (given, family, arabic, sex, _birth_dates(who, row, draw), place)
    return row, [*values, _phones(who, row, draw), number]


def generate(rows: int, seed: int) -> tuple[list[Any], Any]:
    """The columns of a register of so many rows, in mixed order, and whose each row is."""
    draw = np.random.default_rng(seed)
    parts, persons, begun = [], [], 0
    for people, share in zip(PEOPLES, SHARE_OF_PEOPLES, strict=True):
        wanted = int(rows * share) if people != PEOPLES[-1] else rows - sum(map(len, persons))
        copies = 1 + draw.choice(4, max(wanted, 1), p=RECORDS_OF_A_PERSON)
        count = int(np.searchsorted(np.cumsum(copies), wanted)) + 1 if wanted else 0
        if not count:
            continue
        who = People(people, count, draw)
        row, columns = _records(who, copies[:count], draw)
        parts.append([column[:wanted] for column in columns])
        persons.append(begun + row[:wanted])
        begun += count
    mixed = draw.permutation(rows)
    columns = [np.concatenate(column)[mixed] for column in zip(*parts, strict=True)]
    ids = np.array([f"r{n:08d}" for n in range(rows)], dtype=object)
    return [ids, *columns], np.concatenate(persons)[mixed]


def write(rows: int, seed: int, out: Path) -> None:
    """Write the register and, apart from it, its labels."""
    columns, person = generate(rows, seed)
    out.mkdir(parents=True, exist_ok=True)
    with (out / "register.csv").open("w", encoding="utf-8", newline="") as register:
        writer = csv.writer(register, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(zip(*(column.tolist() for column in columns), strict=True))
    with (out / "labels.csv").open("w", encoding="utf-8", newline="") as labels:
        labels.write("id,person\n")
        labels.writelines(
            f"{row},p{whose:08d}\n"
            for row, whose in zip(columns[0].tolist(), person.tolist(), strict=True)
        )


def main() -> None:
    """Write a register as asked on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    if asked.rows < 1:
        parser.error("--rows must be 1 or more")
    begun = time.perf_counter()
    write(asked.rows, asked.seed, asked.out)
    print(f"{asked.rows:,} rows in {asked.out}, {time.perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    main()
