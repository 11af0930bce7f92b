"""What roles are called on the screens, in the reader's language."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from fairway.engines.lifecycles.roles import WORKER_SIDE, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

TITLES: Mapping[Role, _StrPromise] = MappingProxyType(
    {
        Role.WORKER: _("Worker"),
        Role.REPRESENTATIVE: _("Person named by the worker"),
        Role.EMPLOYER: _("Employer"),
        Role.RECRUITER: _("Recruiter"),
        Role.OFFICER_ORIGIN: _("Officer, country of origin"),
        Role.OFFICER_DESTINATION: _("Officer, country of destination"),
        Role.ATTACHE: _("Labour attaché"),
        Role.CASEWORKER: _("Caseworker"),
        Role.SHELTER: _("Shelter"),
        Role.INSPECTOR: _("Labour inspector"),
        Role.TRIBUNAL: _("Tribunal"),
        Role.PROVIDER: _("Provider of preparation"),
        Role.BORDER_OFFICER: _("Border officer"),
        Role.IMMIGRATION_ENFORCEMENT: _("Immigration enforcement"),
        Role.FUND_OFFICER: _("Officer of a welfare fund"),
        Role.FUND_BOARD: _("Board of a welfare fund"),
        Role.SOCIAL_SECURITY: _("Social-security institution"),
        Role.TRAINING: _("Training institution"),
        Role.PANEL_MEMBER: _("Member of a review panel"),
        Role.SECRETARIAT: _("Secretariat"),
        Role.ANALYST: _("Analyst"),
        Role.AUDITOR: _("Auditor"),
        Role.ADMINISTRATOR: _("Administrator"),
        Role.PUBLIC: _("The public"),
        Role.SYSTEM: _("Fairway"),
    }
)


def frame(role: Role) -> str:
    """The layout in which a role sees a page that several roles share."""
    if role is Role.PUBLIC:
        return "public.html"
    return "worker.html" if role in WORKER_SIDE else "layout.html"
