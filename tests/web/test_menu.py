"""Each role finds in its menu what it is there for; nobody has to know an address by heart."""

from __future__ import annotations

import pytest

from fairway.engines.lifecycles.roles import Role
from fairway.web import navigation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("title", "theirs", "not_theirs"),
    [
        ("Check a pass", {Role.BORDER_OFFICER}, {Role.WORKER, Role.OFFICER_ORIGIN}),
        ("Complaints", {Role.EMPLOYER, Role.RECRUITER}, {Role.WORKER, Role.OFFICER_ORIGIN}),
        ("Candidacies", {Role.OFFICER_ORIGIN, Role.AUDITOR}, {Role.WORKER, Role.EMPLOYER}),
        ("Departures against decisions", {Role.OFFICER_ORIGIN, Role.AUDITOR}, {Role.EMPLOYER}),
        ("Refunds", {Role.WORKER, Role.EMPLOYER, Role.OFFICER_ORIGIN}, {Role.AUDITOR}),
        ("Your pay", {Role.WORKER, Role.REPRESENTATIVE}, {Role.EMPLOYER, Role.OFFICER_ORIGIN}),
        ("What you paid", {Role.WORKER, Role.REPRESENTATIVE}, {Role.OFFICER_ORIGIN}),
        ("Payments", {Role.OFFICER_ORIGIN, Role.ATTACHE}, {Role.WORKER, Role.EMPLOYER}),
        ("Requests for erasure", {Role.ADMINISTRATOR, Role.OFFICER_ORIGIN}, {Role.EMPLOYER}),
    ],
)
def test_the_menu_leads_each_role_to_its_work(title, theirs, not_theirs):
    finds = {role for role in Role if title in {i.title for i in navigation.menu(role, "/home/")}}
    assert theirs <= finds
    assert not finds & not_theirs
