"""Which records of a register are compared: those that share a key, where few others have it.

The keys are those of `candidates.keys_of` as far as one sweep needs them. A key that more than
`MOST_IN_BLOCK` records share finds nobody: its members are found by a narrower one. So the pairs
grow with the register and not with its square. SQL that DuckDB and Spark both read.
"""

from __future__ import annotations

MOST_IN_BLOCK = 60

# The first word of each part of a name as it sounds, in no order.
_WORDED = """
SELECT *,
    least(given_word, family_word) AS one, greatest(given_word, family_word) AS other
FROM (
    SELECT *,
        split_part(given_sound, ' ', 1) AS given_word,
        split_part(family_sound, ' ', 1) AS family_word
    FROM {prepared}
) AS words
"""
_EACH_WORD = ("given_word", "family_word")

# A key is a text: its parts divided by blanks, its rule's letter first. Null parts make no key.
_RULES: tuple[tuple[str, ...], ...] = (
    ("number",),
    ("phone",),
    ("one", "other"),
    ("one", "other", "birth_year"),
    ("one", "other", "birth_month", "birth_day"),
    ("one", "other", "place"),
    ("one", "other", "town"),
    ("given_arabic", "family_arabic", "birth_year"),
    (
        "birth",
        "least(left(given_word, 1), left(family_word, 1))",
        "greatest(left(given_word, 1), left(family_word, 1))",
    ),
    ("birth", "postcode_digits"),
    ("birth", "town"),
    ("birth",),
    ("birth_digits", "street"),
    ("birth_year", "birth_month", "postcode_digits"),
    ("street",),
    ("street", "house"),
    ("street", "town"),
    ("more", "town"),
    ("street", "postcode_digits"),
    ("house", "town", "postcode_digits"),
    ("house", "birth_digits"),
    ("more", "house"),
    ("more", "postcode"),
)
_RULES_BY_WORD: tuple[tuple[str, ...], ...] = (
    ("birth_digits",),
    ("birth_year", "place"),
    ("birth_month", "birth_day", "place"),
    ("birth_year", "birth_month"),
    ("birth_year", "birth_day"),
    ("birth_month", "birth_day"),
    ("birth_year", "town"),
    ("street",),
    ("house", "town"),
    ("postcode_digits",),
)


def keys_sql(prepared: str) -> str:
    """Every key of every row: (key, row)."""
    rules = [(str(n), rule) for n, rule in enumerate(_RULES)]
    rules += [
        (f"w{n}", (word, *rule)) for n, rule in enumerate(_RULES_BY_WORD) for word in _EACH_WORD
    ]
    selects = (
        f"SELECT concat('{name} ', {_text(rule)}) AS key, row FROM worded WHERE "  # noqa: S608  our own names
        + " AND ".join(f"{part} IS NOT NULL" for part in rule)
        for name, rule in rules
    )
    worded = _WORDED.format(prepared=prepared)
    return f"WITH worded AS ({worded}) " + " UNION ALL ".join(selects)


def pairs_sql(keys: str, most: int = MOST_IN_BLOCK) -> str:
    """Every pair of rows that share a key of few: (l, r) with l below r."""
    return f"""
        WITH sized AS (
            SELECT key FROM {keys} GROUP BY key HAVING count(*) BETWEEN 2 AND {int(most)}
        ), kept AS (SELECT DISTINCT k.key, k.row FROM {keys} k JOIN sized USING (key))
        SELECT DISTINCT a.row AS l, b.row AS r FROM kept a JOIN kept b USING (key)
        WHERE a.row < b.row
    """  # noqa: S608  our own names


def _text(parts: tuple[str, ...]) -> str:
    return ", ' ', ".join(f"CAST({part} AS VARCHAR(99))" for part in parts)
