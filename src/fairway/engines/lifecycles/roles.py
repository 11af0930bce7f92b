"""The roles in which people, bodies and the system itself take part."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """Who acts or looks. A person holds a role towards a record, never in general."""

    WORKER = "worker"
    REPRESENTATIVE = "representative"
    EMPLOYER = "employer"
    RECRUITER = "recruiter"
    OFFICER_ORIGIN = "officer_origin"
    OFFICER_DESTINATION = "officer_destination"
    ATTACHE = "attache"
    CASEWORKER = "caseworker"
    SHELTER = "shelter"
    INSPECTOR = "inspector"
    TRIBUNAL = "tribunal"
    PROVIDER = "provider"
    BORDER_OFFICER = "border_officer"
    IMMIGRATION_ENFORCEMENT = "immigration_enforcement"
    FUND_OFFICER = "fund_officer"
    FUND_BOARD = "fund_board"
    SOCIAL_SECURITY = "social_security"
    TRAINING = "training"
    PANEL_MEMBER = "panel_member"
    SECRETARIAT = "secretariat"
    ANALYST = "analyst"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    PUBLIC = "public"
    SYSTEM = "system"


WORKER_SIDE = frozenset({Role.WORKER, Role.REPRESENTATIVE})
OFFICERS = frozenset({Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.ATTACHE})
