"""A whole register made ready for comparison, set-based: each distinct text is read once.

In: a table of plain texts (`PLAIN`), whichever of its columns there are. Out: a table with the
columns of `Prepared` and a whole number ``row`` for each record. What a text becomes is what
`prepared` makes of it for one pair; a test compares both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import duckdb
import pyarrow as pa

from fairway.engines.identity.dates import PartialDate
from fairway.engines.identity.known import Home, Known
from fairway.engines.identity.names import Name
from fairway.engines.identity.prepared import (
    TELLING_DIGITS,
    NamePart,
    birth_columns,
    name_part,
    place_of,
    rarity,
    split_whole,
    squeezed,
)
from fairway.engines.kernel import BadInput

_HOME = ("house_number", "street", "address_more", "town", "postcode")
# The columns of a plain register; all are texts, and all but the first may lack.
PLAIN = (
    *("id", "given_names", "family_names", "name_arabic", "sex", "birth_date", "birth_place"),
    *("phone", "national_id", *_HOME),
)
_NAME = ("written", "first", "sound")
_BIRTH = ("birth", "birth_digits", "birth_turned", "birth_year", "birth_month", "birth_day")
_NUMBER_KIND = "national_id"


def prepare_register(con: duckdb.DuckDBPyConnection, source: str, into: str = "prepared") -> None:
    """Make the table ``into`` from the table ``source`` of plain texts.

    Beside it stands ``rarities`` (sound, share, rare): how common each name is in this register.
    """
    there = {name for name, *_rest in con.execute(f"DESCRIBE {source}").fetchall()}
    plain = ", ".join(
        f"nullif(trim(CAST({name} AS VARCHAR)), '') AS {name}"
        if name in there
        else f"NULL::VARCHAR AS {name}"
        for name in PLAIN
    )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE plain_rows AS "  # noqa: S608  our own names
        f"SELECT CAST(row_number() OVER (ORDER BY id) AS INTEGER) AS row, {plain} FROM {source}"
    )
    text = pa.string()
    _read(con, "names_read", ("given_names", "family_names"), dict.fromkeys(_NAME, text), _name_row)
    whole = {"given": text, "family": text}
    _read(con, "arabic_read", ("name_arabic",), whole, _arabic_row)
    births = {name: pa.int32() if name in _BIRTH[3:] else text for name in _BIRTH}
    _read(con, "births_read", ("birth_date",), births, _birth_row)
    _read(con, "places_read", ("birth_place",), {"place": text}, _place_row)
    _read(con, "homes_read", _HOME, {"squeezed": text, "sorted": text}, _home_row)
    _rarities(con)
    numbered = (
        "SELECT * REPLACE ("  # noqa: S608  our own names
        "coalesce(given_names, family_names) AS given_names,"
        " CASE WHEN given_names IS NULL THEN NULL ELSE family_names END AS family_names,"
        " nullif(right(regexp_replace(phone, '[^0-9]+', '', 'g'),"
        f" {TELLING_DIGITS}), '') AS phone), '{_NUMBER_KIND}:' ||"
        " nullif(regexp_replace(upper(national_id), '[^0-9A-Z]+', '', 'g'), '') AS number"
        " FROM plain_rows"
    )
    con.execute(f"CREATE OR REPLACE TABLE {into} AS WITH numbered AS ({numbered}) {_JOINED}")


def known_of(row: Mapping[str, str | None]) -> Known:
    """A row of a plain register as one record, for the one-pair path.

    What cannot be read, a date or a name without a letter, is not known.
    """
    text = {name: (row.get(name) or "").strip() for name in PLAIN}
    names = [_name(text["given_names"], text["family_names"])]
    names.append(_name(*(part or "" for part in split_whole(text["name_arabic"]))))
    home = Home(*(text[name] for name in _HOME))
    return Known(
        text["id"],
        tuple(name for name in names if name is not None),
        _birth(text["birth_date"]),
        tuple(filter(None, (text["birth_place"],))),
        tuple(filter(None, (text["phone"],))),
        tuple((_NUMBER_KIND, value) for value in filter(None, (text["national_id"],))),
        text["sex"],
        home if home != Home() else None,
    )


def _name(*parts: str) -> Name | None:
    lettered = [part for part in parts if name_part(part) != NamePart()]
    return Name.of(*lettered) if lettered else None


def _birth(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text)
    except BadInput:
        return None


def _name_row(text: str) -> tuple[str | None, ...]:
    part = name_part(text)
    return part.written, part.first, part.sound


def _arabic_row(text: str) -> tuple[str | None, ...]:
    return tuple(name_part(part or "").sound for part in split_whole(text))


def _birth_row(text: str) -> tuple[Any, ...]:
    columns = birth_columns(_birth(text))
    return tuple(columns.get(name) for name in _BIRTH)


def _home_row(text: str) -> tuple[str | None, ...]:
    found = squeezed(text)
    return found, "".join(sorted(found)) if found else None


def _place_row(text: str) -> tuple[str | None, ...]:
    return (place_of(text),)


def _read(
    con: duckdb.DuckDBPyConnection,
    into: str,
    columns: Iterable[str],
    made: Mapping[str, pa.DataType],
    read: Callable[[str], tuple[Any, ...]],
) -> None:
    """A table from each distinct text of some columns to what it is read as."""
    distinct = " UNION ".join(f"SELECT {name} AS text FROM plain_rows" for name in columns)  # noqa: S608  our own names
    texts = con.execute(f"SELECT DISTINCT text FROM ({distinct}) WHERE text IS NOT NULL").fetchall()  # noqa: S608  as above
    values = [text for (text,) in texts]
    rows = zip(*map(read, values), strict=True) if values else ([] for _name in made)
    arrays = [pa.array(column, kind) for column, kind in zip(rows, made.values(), strict=True)]
    table = pa.table([pa.array(values, pa.string()), *arrays], names=["text", *made])
    _keep(con, into, table)


def _keep(con: duckdb.DuckDBPyConnection, into: str, table: pa.Table) -> None:
    con.register("arriving", table)
    con.execute(f"CREATE OR REPLACE TEMP TABLE {into} AS SELECT * FROM arriving")  # noqa: S608  our own name
    con.unregister("arriving")


def _rarities(con: duckdb.DuckDBPyConnection) -> None:
    """The share of records that bear a name, by its sound, and how rare that makes it."""
    counted = con.execute(
        "SELECT sound, count(*) / (SELECT count(*) FROM plain_rows) FROM ("
        "SELECT given_names AS text FROM plain_rows UNION ALL SELECT family_names FROM plain_rows"
        ") JOIN names_read USING (text) WHERE sound IS NOT NULL GROUP BY sound ORDER BY sound"
    ).fetchall()
    shares = dict(counted)
    rare = pa.table(
        {
            "sound": pa.array(list(shares), pa.string()),
            "share": pa.array(list(shares.values()), pa.float64()),
            "rare": pa.array([rarity(sound, shares) for sound in shares], pa.int8()),
        }
    )
    _keep(con, "rarities", rare)


_JOINED = """
SELECT
    p.row, p.id AS reference,
    g.written AS given, f.written AS family,
    g.first AS given_first, f.first AS family_first,
    coalesce(g.sound, a.given) AS given_sound, coalesce(f.sound, a.family) AS family_sound,
    a.given AS given_arabic, a.family AS family_arabic,
    coalesce(gr.rare, 0) AS given_rare, coalesce(fr.rare, 0) AS family_rare,
    b.birth, b.birth_digits, b.birth_turned, b.birth_year, b.birth_month, b.birth_day,
    p.sex,
    l.place, CASE WHEN l.place IS NULL THEN []::VARCHAR[] ELSE [l.place] END AS places,
    p.phone, CASE WHEN p.phone IS NULL THEN []::VARCHAR[] ELSE [p.phone] END AS phones,
    p.number,
    CASE WHEN p.number IS NULL THEN NULL ELSE 'national_id' END AS number_kind,
    NULL::VARCHAR AS number_checked,
    CASE WHEN p.number IS NULL THEN []::VARCHAR[] ELSE [p.number] END AS numbers,
    h.squeezed AS house, s.squeezed AS street, m.squeezed AS more, t.squeezed AS town,
    c.squeezed AS postcode, c.sorted AS postcode_digits
FROM numbered p
LEFT JOIN names_read g ON g.text = p.given_names
LEFT JOIN names_read f ON f.text = p.family_names
LEFT JOIN arabic_read a ON a.text = p.name_arabic
LEFT JOIN rarities gr ON gr.sound = coalesce(g.sound, a.given)
LEFT JOIN rarities fr ON fr.sound = coalesce(f.sound, a.family)
LEFT JOIN births_read b ON b.text = p.birth_date
LEFT JOIN places_read l ON l.text = p.birth_place
LEFT JOIN homes_read h ON h.text = p.house_number
LEFT JOIN homes_read s ON s.text = p.street
LEFT JOIN homes_read m ON m.text = p.address_more
LEFT JOIN homes_read t ON t.text = p.town
LEFT JOIN homes_read c ON c.text = p.postcode
"""
