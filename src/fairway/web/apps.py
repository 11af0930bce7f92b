"""The room's place in Django."""

from django.apps import AppConfig
from django.forms import Field
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "fairway.web"
    label = "web"

    def ready(self) -> None:
        """Say what is accepted, not that a rule was broken."""
        Field.default_error_messages = {"required": _("Please answer this; it is needed.")}
