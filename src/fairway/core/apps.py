"""The core: what every room stands on."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "fairway.core"
    label = "core"
    default = True

    def ready(self) -> None:
        """After migrations the owner puts the guards of the database in place."""
        from fairway.core import guards
        from fairway.core.people import erasure  # noqa: F401  says what its deadline does
        from fairway.core.tasks import standard  # noqa: F401  registers the core's duties

        def install(*, using: str, **_: Any) -> None:
            guards.install(using)

        post_migrate.connect(install, sender=self, weak=False, dispatch_uid="core.guards")
