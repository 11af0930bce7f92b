"""The words of a message: a template for each channel, in the recipient's language.

``<room>/templates/messages/<name>.<channel>.txt``, the room's or one of its folders'. In a template
for e-mail or inbox the first line is the title. A parameter that is missing is an error, not a gap.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.template import Context, Engine, TemplateDoesNotExist
from django.utils.translation import override

from fairway.core.messages import params as written
from fairway.core.messages.models import Channel


class NoTemplate(LookupError):  # noqa: N818  what is missing
    """No template of that name for that channel."""


class MissingParameter(LookupError):  # noqa: N818  what is missing
    """A template names something that the message does not hold."""


class _Missing(str):
    """Django formats this with the name of what it could not find."""

    __slots__ = ()

    def __mod__(self, name: object) -> str:
        raise MissingParameter(str(name))


@dataclass(frozen=True, slots=True)
class Text:
    """What is read; ``title`` is empty for a text message."""

    title: str
    body: str


@cache
def _engine() -> Engine:
    return Engine(
        dirs=[str(directory) for directory in settings.TEMPLATES[0]["DIRS"]],
        app_dirs=True,
        autoescape=False,  # plain text, never a page
        string_if_invalid=_Missing("%s"),
        libraries={"i18n": "django.templatetags.i18n"},
    )


def exists(name: str, channel: Channel) -> bool:
    """Whether the message can go by a channel."""
    try:
        _engine().get_template(_file(name, channel))
    except TemplateDoesNotExist:
        return False
    return True


def render(
    name: str, channel: Channel, stored: Mapping[str, Any], language: str, zone: str = "UTC"
) -> Text:
    """Write a message in a language; moments on the clocks of the zone."""
    try:
        template = _engine().get_template(_file(name, channel))
    except TemplateDoesNotExist as error:
        raise NoTemplate(_file(name, channel)) from error
    with override(language):
        text = template.render(Context(written.shown(stored, zone), autoescape=False)).strip()
    if channel is Channel.SMS:
        return Text("", " ".join(text.split()))
    title, _, body = text.partition("\n")
    return Text(title.strip(), body.strip())


def _file(name: str, channel: Channel) -> str:
    return f"messages/{name}.{channel.value}.txt"
