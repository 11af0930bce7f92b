"""The stage's place in Django."""

from django.apps import AppConfig

from fairway.core import rooms


class Config(AppConfig):
    name = "fairway.returning"
    label = "returning"

    def ready(self) -> None:
        """Let every room register what it gives; see `core.rooms`."""
        rooms.wire(self.name)
