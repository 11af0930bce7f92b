"""The room's place in Django."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "fairway.web"
    label = "web"
