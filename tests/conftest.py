"""What every test stands on: a database, keys, a clock, and the tripwires.

Tests run on the embedded PostgreSQL, or on the server of ``FAIRWAY_TEST_DATABASE_URL`` (an
account that may create databases and roles). One database is migrated once and copied for each
worker; the tests connect as the application's role, which owns nothing.
"""

pytest_plugins = [
    "tests.fixtures.database",
    "tests.fixtures.groups",
    "tests.fixtures.people",
    "tests.fixtures.tripwires",
    "tests.fixtures.unchanged",
]
