"""Seal the secrets of authenticator apps, and digest the recovery codes, of an older installation.

Until here a library kept both in clear. Its table of secrets goes; nobody enrols anew.
"""

from binascii import unhexlify

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_TABLE = "otp_totp_totpdevice"
_LONGEST_IN_CLEAR = 8  # a digest has sixteen letters


def seal(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Only here: the code of today needs tables that this migration depends on.
    from fairway.core.accounts.authenticators import (  # noqa: PLC0415  said above
        recovery_digest,
        seal_secret,
    )

    connection = schema_editor.connection
    with connection.cursor() as cursor:
        if _TABLE in connection.introspection.table_names(cursor):
            cursor.execute(
                "SELECT user_id, name, confirmed, key, drift, last_t FROM otp_totp_totpdevice"
                " ORDER BY id"
            )
            for user_id, name, confirmed, key, drift, last in cursor.fetchall():
                cursor.execute(
                    "INSERT INTO core_authenticatorapp (user_id, name, confirmed, sealed, drift,"
                    " last_step, throttling_failure_count) VALUES (%s, %s, %s, %s, %s, %s, 0)",
                    [user_id, name, confirmed, seal_secret(user_id, unhexlify(key)), drift, last],
                )
            cursor.execute("DROP TABLE otp_totp_totpdevice")
        cursor.execute(
            "SELECT t.id, d.user_id, t.token FROM otp_static_statictoken t"
            " JOIN otp_static_staticdevice d ON d.id = t.device_id WHERE length(t.token) <= %s",
            [_LONGEST_IN_CLEAR],
        )
        for pk, user_id, code in cursor.fetchall():
            cursor.execute(
                "UPDATE otp_static_statictoken SET token = %s WHERE id = %s",
                [recovery_digest(user_id, code), pk],
            )


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_second_factors_and_knocks"),
        ("otp_static", "0003_add_timestamps"),
    ]

    operations = [migrations.RunPython(seal, migrations.RunPython.noop)]
