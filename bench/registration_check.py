"""How long one registration waits for the search for her other records, in a large register.

    python bench/registration_check.py --rows 10000000

Fills the table of keys of an installation of its own with random keys by plain SQL, registers
people of one name around a newcomer so that as many are compared as may be, and registers her. A
person has about eleven keys: 10,000,000 rows are the keys of some 900,000 people. The time of a
probe grows with the logarithm of the rows; what is decrypted and compared is bounded by a number.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

KEYS_OF_ONE = 11
BATCH = 2_000_000
TIMES = 9
CROWD = 150


def main() -> int:
    """Fill, register, print."""
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    given.add_argument("--rows", type=int, default=1_000_000, help="random rows in the key table")
    rows = given.parse_args().rows
    with tempfile.TemporaryDirectory(prefix="fairway-check-") as home:
        os.environ["FAIRWAY_HOME"] = home
        from fairway.cli.runtime import installation

        with installation():
            fill(rows)
            check()
    return 0


def fill(rows: int) -> None:
    """Put random keys into the table, its indexes built afterwards."""
    from django.db import connections

    begun = time.perf_counter()
    with connections["owner"].cursor() as cursor, without_indexes(cursor):
        cursor.execute("SET synchronous_commit = off; SET maintenance_work_mem = '512MB'")
        for start in range(0, rows, BATCH):
            cursor.execute(
                "INSERT INTO core_blindindex (person_id, kind, digest)"
                " SELECT md5((n / %s)::text || 'p')::uuid, 'likely',"
                " substr(sha256(n::text::bytea), 1, 12) FROM generate_series(%s, %s) AS n",
                [KEYS_OF_ONE, start + 1, min(start + BATCH, rows)],
            )
            say(f"  {min(start + BATCH, rows):,} rows after {time.perf_counter() - begun:.0f} s")
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE core_blindindex")
        cursor.execute(
            "SELECT pg_size_pretty(pg_table_size('core_blindindex')),"
            " pg_size_pretty(pg_indexes_size('core_blindindex'))"
        )
        table, indexes = cursor.fetchone()
    took = time.perf_counter() - begun
    say(f"{rows:,} keys in {took:.0f} s: table {table}, indexes {indexes}")


@contextmanager
def without_indexes(cursor: Any) -> Iterator[None]:
    """Drop the table's indexes and its tie to people, and build the indexes again at the end."""
    cursor.execute(
        "SELECT conname FROM pg_constraint"
        " WHERE conrelid = 'core_blindindex'::regclass AND contype = 'f'"
    )
    for (name,) in cursor.fetchall():
        cursor.execute(f'ALTER TABLE core_blindindex DROP CONSTRAINT "{name}"')
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'core_blindindex'"
        " AND indexname NOT LIKE '%%pkey'"
    )
    found = cursor.fetchall()
    for name, _definition in found:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    for _name, definition in found:
        cursor.execute(definition)


def check() -> None:
    """Register people of one name, then newcomers among them, and time the search alone."""
    from fairway.commons.duplicates import finding
    from fairway.commons.duplicates.models import FoundBy, ToCompare
    from fairway.core.accounts.actors import system
    from fairway.core.accounts.models import Authority
    from fairway.core.ids import new_id
    from fairway.core.people import indexes
    from fairway.core.people.details import PersonDetails, Sex
    from fairway.core.people.likeness import keys_of_details
    from fairway.core.people.registration import NewPerson, register, register_many
    from fairway.engines.identity import Name, PartialDate

    office = Authority.objects.create(
        slug="bench", country="TN", names={"en": "Bench"}, time_zone="Africa/Tunis",
        weekend=[6, 7], languages=["ar"],
    )  # fmt: skip
    numbers = count(1)

    def someone() -> PersonDetails:
        """A man of a common name, of another family each time, born in one month."""
        number = next(numbers)
        family = "".join(("bar", "dul", "fik", "gom", "zet")[number // 5**n % 5] for n in range(4))
        return PersonDetails(
            names=(Name.of("Mohamed", family.title()),),
            birth_date=PartialDate.parse(f"1991-04-{1 + number % 28:02d}"),
            sex=Sex.MALE,
            nationality="TN",
        )

    crowd = [NewPerson(someone(), new_id(), number) for number in range(CROWD)]
    made = register_many(crowd, authority=office, actor=system(office))
    indexes.rewrite_likeness(
        {
            made.people[one.client_id].id: indexes.of_likeness(
                keys_of_details(one.details), office.id
            )
            for one in crowd
        }
    )
    ToCompare.objects.all().delete()
    search, probe, waited, probed = finding.look, indexes.sharing, [], []

    def timed(people: Any, *, by: FoundBy) -> Any:
        begun, worked = time.perf_counter(), time.process_time()
        looked = search(people, by=by)
        worked = time.process_time() - worked
        waited.append((time.perf_counter() - begun, worked, looked.compared, looked.too_common))
        return looked

    def timed_probe(rows: Any, *, most: int) -> Any:
        begun = time.perf_counter()
        found = probe(rows, most=most)
        probed.append(time.perf_counter() - begun)
        return found

    finding.look, indexes.sharing = timed, timed_probe
    whole = []
    for _one in range(TIMES):
        begun = time.perf_counter()
        register(someone(), authority=office, actor=system(office))
        whole.append(time.perf_counter() - begun)
    took = [one[0] for one in waited]
    say(
        f"one check, {TIMES} times: median {statistics.median(took) * 1000:.0f} ms, longest"
        f" {max(took) * 1000:.0f} ms, of which {statistics.median(probed) * 1000:.0f} ms to ask the"
        f" table and {statistics.median(one[1] for one in waited) * 1000:.0f} ms of this process's"
        f" own work; {max(one[2] for one in waited)} compared,"
        f" {max(one[3] for one in waited)} keys too common to follow; the whole registration took"
        f" {statistics.median(whole) * 1000:.0f} ms; load {os.getloadavg()[0]:.1f}"
    )


def say(words: str) -> None:
    """A line on the terminal, at once."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
