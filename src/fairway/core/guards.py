"""The guards of the database: installed by the owner after each migration, never by the app.

- The application's role may read and write rows, and owns nothing.
- Append-only tables refuse change and removal by trigger, for every role.
- A state may only be committed in a transaction that also wrote the journal entry that says so.
- A ledger transaction whose legs do not add up to zero in a currency cannot be committed.
- Accounts of a demonstration are refused in an installation that is none, and an installation
  in which somebody is registered never becomes one.
"""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.db import connections, models
from django.db.backends.utils import CursorWrapper

from fairway.core.ids import new_id
from fairway.core.records import AppendOnly, StatefulRecord

_FUNCTIONS = """
CREATE OR REPLACE FUNCTION fairway_now() RETURNS timestamptz LANGUAGE sql STABLE AS
$$ SELECT clock_timestamp() + coalesce((SELECT shift FROM core_installation), interval '0') $$;

CREATE OR REPLACE FUNCTION fairway_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE OR REPLACE FUNCTION fairway_state_is_journaled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM core_journalentry
                  WHERE subject_id = NEW.id AND state = NEW.state
                    AND xid = pg_current_xact_id()::text::bigint) THEN
    RAISE EXCEPTION '% % became "%" without a journal entry', TG_TABLE_NAME, NEW.id, NEW.state
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION fairway_transaction_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM core_leg WHERE transaction_id = NEW.transaction_id
             GROUP BY currency HAVING sum(amount) <> 0) THEN
    RAISE EXCEPTION 'ledger transaction % does not balance', NEW.transaction_id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION fairway_demo_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (SELECT demo FROM core_installation) THEN
    RAISE EXCEPTION 'this installation is no demonstration'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION fairway_becomes_demo() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.demo <> OLD.demo AND EXISTS (SELECT 1 FROM core_user) THEN
    RAISE EXCEPTION 'somebody is registered here: it cannot become a demonstration, or cease to be'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
"""

# Every guard of one table: name, timing and events, level, condition, function, deferred.
_TRIGGER = """
DROP TRIGGER IF EXISTS {name} ON {table};
CREATE {kind} TRIGGER {name} {event} ON {table} {deferred} FOR EACH {level} {when}
EXECUTE FUNCTION {function}();
"""


def install(using: str) -> None:
    """Put every guard in place. Runs again after each migration and changes nothing then."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if "core_journalentry" not in connection.introspection.table_names(cursor):
            return
        cursor.execute(_FUNCTIONS)
        cursor.execute(
            "INSERT INTO core_installation (singleton, id, demo, shift)"
            " VALUES (true, %s, false, '0') ON CONFLICT DO NOTHING",
            [new_id()],
        )
        for model in apps.get_models():
            _guard(cursor, model)
        _trigger(
            cursor,
            "core_leg",
            "balances",
            "AFTER INSERT",
            "fairway_transaction_balances",
            deferred=True,
        )
        _trigger(
            cursor,
            "core_user",
            "demo_account",
            "BEFORE INSERT OR UPDATE",
            "fairway_demo_account",
            when="WHEN (NEW.is_demo)",
        )
        _trigger(
            cursor, "core_installation", "becomes_demo", "BEFORE UPDATE", "fairway_becomes_demo"
        )
        _grant(cursor)


def _guard(cursor: CursorWrapper, model: type[models.Model]) -> None:
    table = model._meta.db_table  # noqa: SLF001  Django's documented Meta
    if issubclass(model, AppendOnly):
        _trigger(cursor, table, "append_only", "BEFORE UPDATE OR DELETE", "fairway_append_only")
        _trigger(
            cursor,
            table,
            "never_emptied",
            "BEFORE TRUNCATE",
            "fairway_append_only",
            level="STATEMENT",
        )
    if issubclass(model, StatefulRecord):
        _trigger(
            cursor,
            table,
            "journaled",
            "AFTER INSERT OR UPDATE OF state",
            "fairway_state_is_journaled",
            deferred=True,
        )


def _trigger(
    cursor: CursorWrapper,
    table: str,
    name: str,
    event: str,
    function: str,
    *,
    level: str = "ROW",
    when: str = "",
    deferred: bool = False,
) -> None:
    cursor.execute(
        _TRIGGER.format(
            name=f"fairway_{name}",
            table=table,
            kind="CONSTRAINT" if deferred else "",
            event=event,
            deferred="DEFERRABLE INITIALLY DEFERRED" if deferred else "",
            level=level,
            when=when,
            function=function,
        )
    )


def _grant(cursor: CursorWrapper) -> None:
    role = settings.APP_ROLE
    cursor.execute("SELECT current_user")
    if cursor.fetchone() == (role,):
        return  # a server on which the user gave no second role: the triggers still hold
    cursor.execute(
        f"GRANT USAGE ON SCHEMA public TO {role};"  # noqa: S608  the installation's own setting
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};"
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};"
        f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role};"
        f"REVOKE INSERT, UPDATE, DELETE ON core_installation FROM {role};"
        f"GRANT UPDATE (shift) ON core_installation TO {role};"
        f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role};"
    )
    for model in apps.get_models():
        if issubclass(model, AppendOnly):
            table = model._meta.db_table  # noqa: SLF001  Django's documented Meta
            cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}")
