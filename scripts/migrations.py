"""Write the migrations that the models call for, without a database."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairway.settings")
os.environ.setdefault("FAIRWAY_OWNER_DATABASE_URL", "postgres:///none")

if __name__ == "__main__":
    import warnings

    import django
    from django.core.management import call_command

    warnings.filterwarnings("ignore", message="Got an error checking a consistent migration")
    django.setup()
    call_command("makemigrations")
