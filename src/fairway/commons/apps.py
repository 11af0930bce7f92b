"""The stage's place in Django."""

from django.apps import AppConfig

from fairway.core import rooms


class Config(AppConfig):
    name = "fairway.commons"
    label = "commons"

    def ready(self) -> None:
        """Let every room register what it gives; see `core.rooms`."""
        rooms.wire(self.name)
